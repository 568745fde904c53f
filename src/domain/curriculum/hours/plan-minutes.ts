import type { ProgramLevel } from '../program.js'
import { apportion } from './apportion.js'
import { readingMinutes, wordsReadIn } from './workload.js'

/** The content of a lesson, before it is known what fits. */
export interface LessonLoad {
  /** Words of each reading. */
  readonly readings: readonly number[]
  /** Minutes of each activity. */
  readonly activities: readonly number[]
}

/** The content of a unit. */
export interface UnitLoad {
  readonly lessons: readonly LessonLoad[]
  /** Minutes of each assessment. */
  readonly assessments: readonly number[]
  /** The minutes that the brief gives to the unit. Default: by its content. */
  readonly minutes?: number
}

/** The content of a program. */
export interface ProgramLoad {
  readonly totalHours: number
  readonly level: ProgramLevel
  readonly units: readonly UnitLoad[]
  /** Minutes of each assessment of the program. */
  readonly assessments: readonly number[]
}

/** A reading with its time. 0 minutes: it does not fit. Fewer words than it has: only its start fits. */
export interface PlannedReading {
  readonly words: number
  readonly minutes: number
}

/** Minutes in the shape of a {@link LessonLoad}; they add up. 0 minutes: it does not fit. */
export interface PlannedLesson {
  readonly minutes: number
  readonly readings: readonly PlannedReading[]
  readonly activities: readonly number[]
}

/** Minutes in the shape of a {@link UnitLoad}; they add up to {@link minutes}, with {@link openMinutes}. */
export interface PlannedUnitTime {
  readonly minutes: number
  /** Minutes that the content does not fill. */
  readonly openMinutes: number
  readonly lessons: readonly PlannedLesson[]
  readonly assessments: readonly number[]
}

/** Minutes in the shape of a {@link ProgramLoad}; they add up to the total hours exactly. */
export interface MinutePlan {
  readonly units: readonly PlannedUnitTime[]
  readonly assessments: readonly number[]
  /** Minutes that all the content needs. */
  readonly needed: number
}

/** The minutes of `hours`. */
export function totalMinutes(hours: number): number {
  return Math.round(hours * 60)
}

/**
 * Divides the hours of a program over its units, to the minute. Content takes the time that it needs: time that it does not fill
 * stays open. Where the hours are too few, each unit gets its share, and what does not fit any more is left out: activities
 * before readings.
 */
export function planMinutes({ totalHours, level, units, assessments }: ProgramLoad): MinutePlan {
  const total = totalMinutes(totalHours)
  const needs = units.map((unit) => neededMinutes(unit, level))
  const read = units.map(({ lessons }) => readingNeed(lessons, level))
  const needed = sum(needs) + sum(assessments)
  const given = sum(units.map(({ minutes = 0 }) => minutes))
  // Assessments of the program take at most a tenth of it, and no time that the brief gives to units.
  const room = Math.min(total / 10, total - given)
  const ofProgram = sum(assessments) <= room ? assessments : assessments.map(() => 0)
  const shares = shareOut(total - sum(ofProgram), units, needs, read)
  return {
    units: units.map((unit, index) => planUnit(unit, shares[index] ?? 0, level)),
    assessments: ofProgram,
    needed,
  }
}

/** The minutes of each unit: what the brief gives it, else in proportion to its content. */
function shareOut(
  total: number,
  units: readonly UnitLoad[],
  needs: readonly number[],
  read: readonly number[],
): readonly number[] {
  const given = sum(units.map(({ minutes = 0 }) => minutes))
  const open = units.flatMap((unit, index) => (unit.minutes === undefined ? [index] : []))
  // The brief divides more, or other, time than there is: its numbers are proportions.
  if (given > total || open.length === 0)
    return apportion(
      total,
      units.map(({ minutes }, index) => minutes ?? needs[index] ?? 0),
    )
  const weights = open.map((index) => needs[index] ?? 0)
  const readings = open.map((index) => read[index] ?? 0)
  // Every unit gets what it needs, else at least the time for its readings, if there is so much.
  const minimums = [weights, readings].find((minutes) => sum(minutes) <= total - given) ?? []
  const shares = apportion(total - given, weights, minimums)
  return units.map(({ minutes }, index) => minutes ?? shares[open.indexOf(index)] ?? 0)
}

function neededMinutes({ lessons, assessments }: UnitLoad, level: ProgramLevel): number {
  return readingNeed(lessons, level) + sum(lessons.flatMap(({ activities }) => activities)) + sum(assessments)
}

function readingNeed(lessons: readonly LessonLoad[], level: ProgramLevel): number {
  return sum(lessons.flatMap(({ readings }) => readings.map((words) => readingMinutes(words, level))))
}

/** Readings first, in their order, then assessments, then activities, as far as they fit. */
function planUnit({ lessons, assessments }: UnitLoad, minutes: number, level: ProgramLevel): PlannedUnitTime {
  let left = minutes
  const take = (need: number): number => {
    const given = need <= left ? need : 0
    left -= given
    return given
  }
  const firstReading = lessons.findIndex(({ readings }) => readings.some((words) => words > 0))
  const readings = lessons.map((lesson, index) =>
    lesson.readings.map((words, at): PlannedReading => {
      const isFirst = index === firstReading && at === lesson.readings.findIndex((other) => other > 0)
      const given = take(readingMinutes(words, level))
      if (given > 0 || !isFirst || left === 0 || words === 0) return { words: given > 0 ? words : 0, minutes: given }
      // Not even the first reading fits: the unit is its start.
      const all = left
      left = 0
      return { words: Math.min(words, wordsReadIn(all, level)), minutes: all }
    }),
  )
  const assessed = assessments.map(take)
  // The first activity of each lesson before the second of any: no lesson goes without for the sake of an earlier one.
  const activities = lessons.map((lesson) => lesson.activities.map(() => 0))
  for (let round = 0; round < Math.max(...lessons.map((lesson) => lesson.activities.length)); round++)
    for (const [index, lesson] of lessons.entries()) {
      const need = lesson.activities[round]
      const row = activities[index]
      if (need !== undefined && row !== undefined) row[round] = take(need)
    }
  return {
    minutes,
    openMinutes: left,
    lessons: lessons.map((_lesson, index) => {
      const [read, done] = [readings[index] ?? [], activities[index] ?? []]
      return { minutes: sum(read.map((reading) => reading.minutes)) + sum(done), readings: read, activities: done }
    }),
    assessments: assessed,
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
