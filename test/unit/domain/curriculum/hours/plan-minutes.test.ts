import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  apportion,
  isReadable,
  type MinutePlan,
  PROGRAM_LEVELS,
  type ProgramLoad,
  planMinutes,
  readingMinutes,
} from '../../../../../src/domain/curriculum/index.js'

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

const anyLesson = fc.record({
  readings: fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 4 }),
  activities: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 5 }),
})
const anyUnit = fc.record(
  {
    lessons: fc.array(anyLesson, { maxLength: 8 }),
    assessments: fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 3 }),
    minutes: fc.integer({ min: 1, max: 3000 }),
  },
  { requiredKeys: ['lessons', 'assessments'] },
)
const anyProgram: fc.Arbitrary<ProgramLoad> = fc.record({
  totalHours: fc.double({ min: 1, max: 10_000, noNaN: true }),
  level: fc.constantFrom(...PROGRAM_LEVELS),
  units: fc.array(anyUnit, { minLength: 1, maxLength: 40 }),
  assessments: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
})

const readingsOf = ({ units }: MinutePlan) =>
  units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))
const wordsOf = ({ units }: ProgramLoad) => units.flatMap(({ lessons }) => lessons.flatMap(({ readings }) => readings))

describe('the plan of minutes', () => {
  it('adds up to the total hours at every level, for any brief and any content', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const plan = planMinutes(load)
        expect(sum(plan.units.map(({ minutes }) => minutes)) + sum(plan.assessments)).toBe(
          Math.round(load.totalHours * 60),
        )
        for (const { minutes, openMinutes, lessons, assessments } of plan.units) {
          expect(sum(lessons.map((lesson) => lesson.minutes)) + sum(assessments) + openMinutes).toBe(minutes)
          expect(openMinutes).toBeGreaterThanOrEqual(0)
          for (const { minutes: all, readings, activities } of lessons)
            expect(sum(readings.map((reading) => reading.minutes)) + sum(activities)).toBe(all)
        }
      }),
    )
  })

  it('stretches nothing, and leaves out or keeps each activity as a whole', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const asked = load.units.flatMap(({ lessons, assessments }) => [
          ...lessons.flatMap(({ activities }) => activities),
          ...assessments,
        ])
        const given = planMinutes(load).units.flatMap(({ lessons, assessments }) => [
          ...lessons.flatMap(({ activities }) => activities),
          ...assessments,
        ])
        expect(given.filter((minutes, index) => minutes !== 0 && minutes !== asked[index])).toEqual([])
      }),
    )
  })

  it('gives all content its time if there is enough, and says how much it needs', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const free = { ...load, units: load.units.map(({ minutes: _, ...unit }) => unit) }
        const { needed } = planMinutes(free)
        const plan = planMinutes({ ...free, totalHours: Math.max(1, (needed * 10) / 60) })
        expect(sum(plan.units.map(({ openMinutes }) => openMinutes))).toBe(Math.max(60, needed * 10) - needed)
        expect(readingsOf(plan).map(({ words }) => words)).toEqual(wordsOf(load))
      }),
    )
  })

  it('reads at a normal speed, and drops activities before readings', () => {
    fc.assert(
      fc.property(anyProgram, (load) => {
        const read = readingsOf(planMinutes(load))
        expect(read.filter(({ words, minutes }) => minutes > 0 && !isReadable(words, minutes))).toEqual([])
      }),
    )
    const lessons = [
      { readings: [1500], activities: [20] },
      { readings: [1500], activities: [20] },
    ]
    const [unit] = planMinutes({
      totalHours: 0.5,
      level: 'introductory',
      units: [{ lessons, assessments: [] }],
      assessments: [],
    }).units
    expect(unit?.lessons.map(({ readings, activities }) => [readings[0]?.minutes, activities[0]])).toEqual([
      [10, 0],
      [10, 0],
    ])
  })

  it('starts the first reading of a unit if not even that fits', () => {
    const lessons = [{ readings: [30_000, 100], activities: [] }]
    const plan = planMinutes({
      totalHours: 1,
      level: 'introductory',
      units: [{ lessons, assessments: [] }],
      assessments: [],
    })
    expect(plan.units[0]?.lessons[0]?.readings).toEqual([
      { words: 9000, minutes: 60 },
      { words: 0, minutes: 0 },
    ])
  })

  it('follows the hours that the brief gives to units', () => {
    const unit = { lessons: [{ readings: [1500], activities: [] }], assessments: [] }
    const plan = planMinutes({
      totalHours: 4,
      level: 'introductory',
      units: [{ ...unit, minutes: 60 }, unit],
      assessments: [],
    })
    expect(plan.units.map(({ minutes, openMinutes }) => [minutes, openMinutes])).toEqual([
      [60, 50],
      [180, 170],
    ])
  })

  it('gives units exactly the hours of the brief, also if the program has assessments of its own', () => {
    const content = { lessons: [{ readings: [1500], activities: [20] }], assessments: [15] }
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 15, max: 3000 }), { minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 3 }),
        (given, assessments) => {
          const units = given.map((minutes) => ({ ...content, minutes }))
          const plan = planMinutes({ totalHours: sum(given) / 60, level: 'introductory', units, assessments })
          expect(plan.units.map(({ minutes }) => minutes)).toEqual(given)
          expect(sum(plan.assessments)).toBe(0)
        },
      ),
    )
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
