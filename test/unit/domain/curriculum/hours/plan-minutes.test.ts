import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  ACTIVITY_TYPES,
  type ActivityType,
  apportion,
  isReadable,
  type MinutePlan,
  median,
  PROGRAM_LEVELS,
  type ProgramLoad,
  planMinutes,
  readingMinutes,
} from '../../../../../src/domain/curriculum/index.js'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const ACTIVITIES = Object.keys(ACTIVITY_TYPES) as ActivityType[]

const anyLesson = fc.record({
  readings: fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 4 }),
  activities: fc.array(fc.constantFrom(...ACTIVITIES), { minLength: 1, maxLength: 5 }),
})
const anyWeight = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true }))
const anyUnit = fc.record({
  weight: anyWeight,
  lessons: fc.array(anyLesson, { minLength: 1, maxLength: 8 }),
  assessments: fc.array(anyWeight, { maxLength: 3 }),
})
const anyProgram: fc.Arbitrary<ProgramLoad> = fc.record({
  totalHours: fc.double({ min: 1, max: 10_000, noNaN: true }),
  level: fc.constantFrom(...PROGRAM_LEVELS),
  units: fc.array(anyUnit, { minLength: 1, maxLength: 40 }),
  assessments: fc.array(anyWeight, { maxLength: 3 }),
})

function partsOf({ units, assessments }: ProgramLoad): number {
  const inUnits = units.flatMap(({ lessons, assessments: own }) => [
    ...lessons.map(({ readings, activities }) => readings.filter((words) => words > 0).length + activities.length),
    own.length,
  ])
  return sum(inUnits) + assessments.length
}

function everyMinute({ units, assessments }: MinutePlan): readonly number[] {
  return [
    ...assessments,
    ...units.flatMap((unit) => [
      ...unit.assessments,
      ...unit.lessons.flatMap(({ readings, activities }) => [...readings.map(({ minutes }) => minutes), ...activities]),
    ]),
  ]
}

describe('the plan of minutes', () => {
  it('adds up at every level, for any brief and any number of units', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const plan = planMinutes(load)
        expect(sum(plan.units.map(({ minutes }) => minutes)) + sum(plan.assessments)).toBe(
          Math.round(load.totalHours * 60),
        )
        expect(
          plan.units.map(({ lessons, assessments }) => sum(lessons.map(({ minutes }) => minutes)) + sum(assessments)),
        ).toEqual(plan.units.map(({ minutes }) => minutes))
        const lessons = plan.units.flatMap((unit) => unit.lessons)
        expect(
          lessons.map(({ readings, activities }) => sum(readings.map(({ minutes }) => minutes)) + sum(activities)),
        ).toEqual(lessons.map(({ minutes }) => minutes))
        expect(everyMinute(plan).filter((minutes) => !Number.isInteger(minutes) || minutes < 0)).toEqual([])
      }),
    )
  })

  it('has the shape of what was asked', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const shape = ({ units, assessments }: MinutePlan | ProgramLoad) => [
          assessments.length,
          units.map((unit) => [
            unit.assessments.length,
            unit.lessons.map(({ readings, activities }) => [readings.length, activities.length]),
          ]),
        ]
        expect(shape(planMinutes(load))).toEqual(shape(load))
      }),
    )
  })

  it('gives each part a minute if there are enough, at a normal reading speed', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const plan = planMinutes(load)
        // Units are balanced first: none gets less than about a quarter of an equal share.
        fc.pre(load.totalHours * 60 >= 8 * partsOf(load) * load.units.length)
        const lessons = plan.units.flatMap((unit) => unit.lessons)
        const asked = load.units.flatMap((unit) => unit.lessons.flatMap(({ readings }) => readings))
        expect(lessons.flatMap(({ activities }) => activities).filter((minutes) => minutes < 1)).toEqual([])
        const readings = lessons.flatMap((lesson) => lesson.readings)
        const wrong = readings.filter(({ words, minutes }, index) => {
          const max = asked[index] ?? 0
          return words > max || (max === 0 ? minutes > 0 : words < 1 || !isReadable(words, minutes))
        })
        expect(wrong).toEqual([])
      }),
    )
  })

  it('keeps units between 0.4 and 2.5 times their median', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        fc.pre(load.totalHours * 60 >= 8 * partsOf(load) * load.units.length)
        const minutes = planMinutes(load).units.map((unit) => unit.minutes)
        const middle = median(minutes)
        expect(minutes.filter((unit) => unit < 0.4 * middle || unit > 2.5 * middle)).toEqual([])
      }),
    )
  })

  it('gives time to existing parts: none to an empty unit, all to a single exam', () => {
    const lesson = { readings: [], activities: ['practice'] as const }
    const empty = { weight: 5, lessons: [], assessments: [] }
    const plan = planMinutes({
      totalHours: 2,
      level: 'advanced',
      units: [empty, { weight: 1, lessons: [lesson, { readings: [0], activities: [] }], assessments: [] }],
      assessments: [],
    })
    expect(plan.units.map(({ minutes }) => minutes)).toEqual([0, 120])
    expect(plan.units[1]?.lessons.map(({ minutes }) => minutes)).toEqual([120, 0])
    const exam = planMinutes({ totalHours: 2, level: 'advanced', units: [empty], assessments: [1, 1] })
    expect(exam.assessments).toEqual([60, 60])
  })
})

describe('apportion', () => {
  it('divides the whole total, each part within one of its exact share', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(fc.nat(100_000), weights, (total, parts) => {
        const divided = apportion(total, parts)
        expect(sum(divided)).toBe(total)
        const whole = sum(parts)
        for (const [index, part] of divided.entries()) {
          const exact = whole > 0 ? (total * (parts[index] ?? 0)) / whole : total / parts.length
          expect(Math.abs(part - exact)).toBeLessThan(1 + 1e-9)
        }
      }),
    )
  })

  it('keeps the minimums if there is enough, and gives remainders to earlier parts', () => {
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(apportion(10, [100, 1, 1], [1, 2, 3])).toEqual([5, 2, 3])
    expect(apportion(5, [1, 1], [3, 3])).toEqual([3, 2])
    expect(apportion(7, [])).toEqual([])
  })
})

describe('reading time', () => {
  it('is at an accepted pace for any number of words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.constantFrom(...PROGRAM_LEVELS), (words, level) => {
        expect(isReadable(words, readingMinutes(words, level))).toBe(true)
      }),
    )
  })

  it('rejects too fast and too slow reading', () => {
    expect(isReadable(1000, 3)).toBe(false)
    expect(isReadable(1000, 11)).toBe(false)
    expect(isReadable(40, 1)).toBe(true)
    expect(isReadable(40, 2)).toBe(false)
  })
})
