import type { ActivityType } from '../vocabulary/activity-types.js'
import type { ProgramLevel } from '../vocabulary/program-levels.js'

/** What a lesson holds, before it has minutes. */
export interface LessonLoad {
  /** Words of each reading. */
  readonly readings: readonly number[]
  readonly activities: readonly ActivityType[]
}

/** What a unit holds. */
export interface UnitLoad {
  /** How much there is to learn, e.g. words of its documents; against the other units. */
  readonly weight: number
  readonly lessons: readonly LessonLoad[]
  /** Of each assessment how long it takes, against the others of the unit. */
  readonly assessments: readonly number[]
}

/** What a program holds. */
export interface ProgramLoad {
  readonly totalHours: number
  readonly level: ProgramLevel
  readonly units: readonly UnitLoad[]
  /** Of each assessment of the program itself how long it takes, against the others. */
  readonly assessments: readonly number[]
}

/** A reading as far as there is time for it. 0 words and 0 minutes: leave it out. */
export interface PlannedReading {
  readonly words: number
  readonly minutes: number
}

/** Minutes in the shape of a {@link LessonLoad}; they sum. 0 minutes: leave it out. */
export interface PlannedLesson {
  readonly minutes: number
  readonly readings: readonly PlannedReading[]
  readonly activities: readonly number[]
}

/** Minutes in the shape of a {@link UnitLoad}; they sum. */
export interface PlannedUnit {
  readonly minutes: number
  readonly lessons: readonly PlannedLesson[]
  readonly assessments: readonly number[]
}

/** Minutes in the shape of a {@link ProgramLoad}; they sum to the total hours, to the minute. */
export interface MinutePlan {
  readonly units: readonly PlannedUnit[]
  readonly assessments: readonly number[]
}
