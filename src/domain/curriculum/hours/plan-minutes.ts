import type { ProgramLevel } from '../program.js'
import { ACTIVITY_TYPES, type ActivityType } from '../unit.js'
import { apportion } from './apportion.js'
import { balancedWeights, readingMinutes, wordsReadIn } from './workload.js'

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

/** Shares of the time: of a unit for its assessments, of the program for its own, of a lesson at most for reading. */
const SHARES = { unitAssessments: 0.15, programAssessments: 0.08, reading: 0.6 } as const

/** How many minutes a share of an activity stands for beside reading, when lessons are compared. */
const MINUTES_PER_SHARE = 10

/** The minutes of `hours`. */
export function totalMinutes(hours: number): number {
  return Math.round(hours * 60)
}

/**
 * Divides the hours of a program over everything it holds, to the minute, so that every sum holds: activities and
 * readings to their lesson, lessons and assessments to their unit, units and assessments to the program. Units stay
 * balanced. Every part gets at least a minute where there are as many minutes as parts; readings are shortened to the
 * time there is. What holds nothing gets nothing; time goes to what there is.
 */
export function planMinutes({ totalHours, level, units, assessments }: ProgramLoad): MinutePlan {
  const total = totalMinutes(totalHours)
  const parts = units.map(countUnitParts)
  const teaching = parts.some((count) => count > 0)
  const [inUnits = 0, ofProgram = 0] = split(
    total,
    sum(parts),
    assessments.length,
    teaching ? SHARES.programAssessments : 1,
  )
  const filled = parts.flatMap((count, index) => (count > 0 ? [index] : []))
  const minutes = apportion(
    inUnits,
    balancedWeights(filled.map((index) => units[index]?.weight ?? 0)),
    filled.map((index) => parts[index] ?? 0),
  )
  return {
    units: units.map((unit, index) => planUnit(unit, minutes[filled.indexOf(index)] ?? 0, level)),
    assessments: apportion(ofProgram, assessments, ones(assessments)),
  }
}

function planUnit({ lessons, assessments }: UnitLoad, minutes: number, level: ProgramLevel): PlannedUnit {
  const parts = lessons.map(countLessonParts)
  const taught = sum(parts) > 0
  const [inLessons = 0, inAssessments = 0] = split(
    minutes,
    sum(parts),
    assessments.length,
    taught ? SHARES.unitAssessments : 1,
  )
  const weights = lessons.map((lesson, index) => ((parts[index] ?? 0) > 0 ? lessonWeight(lesson, level) : 0))
  const lessonMinutes = taught ? apportion(inLessons, weights, parts) : lessons.map(() => 0)
  return {
    minutes,
    lessons: lessons.map((lesson, index) => planLesson(lesson, lessonMinutes[index] ?? 0, level)),
    assessments: apportion(inAssessments, assessments, ones(assessments)),
  }
}

function planLesson({ readings, activities }: LessonLoad, minutes: number, level: ProgramLevel): PlannedLesson {
  const wanted = readings.map((words) => readingMinutes(words, level))
  const inReadings = activities.length === 0 ? minutes : readingTime(wanted, activities.length, minutes)
  const granted = apportion(
    inReadings,
    wanted,
    wanted.map((need) => Math.min(1, need)),
  )
  return {
    minutes,
    readings: readings.map((words, index) => {
      const given = granted[index] ?? 0
      const readable = given >= (wanted[index] ?? 0) ? words : Math.min(words, wordsReadIn(given, level))
      return { words: readable, minutes: given }
    }),
    activities: apportion(
      minutes - inReadings,
      activities.map((type) => ACTIVITY_TYPES[type].share),
      ones(activities),
    ),
  }
}

/** What readings get of a lesson: what they need, but no more than their share, and a minute left for each activity. */
function readingTime(wanted: readonly number[], activities: number, minutes: number): number {
  const readings = wanted.filter((need) => need > 0).length
  const share = Math.max(readings, Math.floor(minutes * SHARES.reading))
  return Math.max(0, Math.min(sum(wanted), share, minutes - activities))
}

/** `minutes` for teaching and for assessing: by share, but a minute for each part where there are enough. */
function split(minutes: number, taughtParts: number, assessedParts: number, share: number): readonly number[] {
  if (assessedParts === 0) return [minutes, 0]
  return apportion(minutes, [1 - share, share], [taughtParts, assessedParts])
}

function lessonWeight({ readings, activities }: LessonLoad, level: ProgramLevel): number {
  const doing = sum(activities.map((type) => ACTIVITY_TYPES[type].share)) * MINUTES_PER_SHARE
  return sum(readings.map((words) => readingMinutes(words, level))) + doing
}

function countLessonParts({ readings, activities }: LessonLoad): number {
  return readings.filter((words) => words > 0).length + activities.length
}

function countUnitParts({ lessons, assessments }: UnitLoad): number {
  return sum(lessons.map(countLessonParts)) + assessments.length
}

function ones(parts: readonly unknown[]): readonly number[] {
  return parts.map(() => 1)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
