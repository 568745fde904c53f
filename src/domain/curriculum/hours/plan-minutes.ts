import type { ProgramLevel } from '../program.js'
import { ACTIVITY_TYPES, type ActivityType } from '../unit.js'
import { apportion } from './apportion.js'
import { balancedWeights, readingMinutes, wordsReadIn } from './workload.js'

/** The content of a lesson, before it has minutes. */
export interface LessonLoad {
  /** Words of each reading. */
  readonly readings: readonly number[]
  readonly activities: readonly ActivityType[]
}

/** The content of a unit. */
export interface UnitLoad {
  /** Amount of material, such as words of its documents, relative to the other units. */
  readonly weight: number
  readonly lessons: readonly LessonLoad[]
  /** Duration of each assessment, relative to the others of the unit. */
  readonly assessments: readonly number[]
  /** The minutes that the brief gives to the unit. Default: its share, by weight. */
  readonly minutes?: number
}

/** The content of a program. */
export interface ProgramLoad {
  readonly totalHours: number
  readonly level: ProgramLevel
  readonly units: readonly UnitLoad[]
  /** Duration of each assessment of the program, relative to the others. */
  readonly assessments: readonly number[]
}

/** A reading shortened to the available time. 0 words and 0 minutes: omit it. */
export interface PlannedReading {
  readonly words: number
  readonly minutes: number
}

/** Minutes in the shape of a {@link LessonLoad}; they add up. 0 minutes: omit it. */
export interface PlannedLesson {
  readonly minutes: number
  readonly readings: readonly PlannedReading[]
  readonly activities: readonly number[]
}

/** Minutes in the shape of a {@link UnitLoad}; they add up. */
export interface PlannedUnit {
  readonly minutes: number
  readonly lessons: readonly PlannedLesson[]
  readonly assessments: readonly number[]
}

/** Minutes in the shape of a {@link ProgramLoad}; they add up to the total hours exactly. */
export interface MinutePlan {
  readonly units: readonly PlannedUnit[]
  readonly assessments: readonly number[]
}

/** Shares of time: of a unit for its assessments, of the program for its own, of a lesson for reading (maximum). */
const SHARES = { unitAssessments: 0.15, programAssessments: 0.08, reading: 0.6 } as const

/** Minutes of reading that one activity share counts for when lessons are compared. */
const MINUTES_PER_SHARE = 10

/** The minutes of `hours`. */
export function totalMinutes(hours: number): number {
  return Math.round(hours * 60)
}

/**
 * Divides the hours of a program over its parts, to the minute, so that all sums match: activities and
 * readings to their lesson, lessons and assessments to their unit, units and assessments to the program. Units stay
 * balanced. Every part gets at least one minute if there are enough minutes; readings are shortened to the
 * available time. Empty parts get no time.
 */
export function planMinutes({ totalHours, level, units, assessments }: ProgramLoad): MinutePlan {
  const total = totalMinutes(totalHours)
  const parts = units.map(countUnitParts)
  const teaching = parts.some((count) => count > 0)
  const given = sum(units.map(({ minutes = 0 }) => minutes))
  const filled = parts.flatMap((count, index) => (count > 0 && units[index]?.minutes === undefined ? [index] : []))
  const [open = 0, ofProgram = 0] = split(
    Math.max(0, total - given),
    sum(filled.map((index) => parts[index] ?? 0)),
    assessments.length,
    teaching && filled.length > 0 ? SHARES.programAssessments : 1,
  )
  const minutes = apportion(
    open,
    balancedWeights(filled.map((index) => units[index]?.weight ?? 0)),
    filled.map((index) => parts[index] ?? 0),
  )
  return {
    units: units.map((unit, index) => planUnit(unit, unit.minutes ?? minutes[filled.indexOf(index)] ?? 0, level)),
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
  const needed = readings.map((words) => readingMinutes(words, level))
  const inReadings = activities.length === 0 ? minutes : readingTime(needed, activities.length, minutes)
  const granted = apportion(
    inReadings,
    needed,
    needed.map((need) => Math.min(1, need)),
  )
  return {
    minutes,
    readings: readings.map((words, index) => {
      const given = granted[index] ?? 0
      const readable = given >= (needed[index] ?? 0) ? words : Math.min(words, wordsReadIn(given, level))
      return { words: readable, minutes: given }
    }),
    activities: apportion(
      minutes - inReadings,
      activities.map((type) => ACTIVITY_TYPES[type].share),
      ones(activities),
    ),
  }
}

/** Reading time of a lesson: what the readings need, at most their share, with one minute left for each activity. */
function readingTime(needed: readonly number[], activities: number, minutes: number): number {
  const readings = needed.filter((need) => need > 0).length
  const share = Math.max(readings, Math.floor(minutes * SHARES.reading))
  return Math.max(0, Math.min(sum(needed), share, minutes - activities))
}

/** Divides `minutes` between teaching and assessing: by share, with one minute for each part if there are enough. */
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
