import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { shownTimes } from '../../../../../src/adapters/exports/document/shown-times.js'
import type { Assessment, Curriculum, Unit } from '../../../../../src/domain/curriculum/index.js'
import { gardenCurriculum } from '../../../../support/garden/garden-curriculum.js'

const GARDEN = gardenCurriculum()
const sumOf = (minutes: readonly number[]) => minutes.reduce((sum, each) => sum + each, 0)

/** The garden's curriculum with units of these minutes: one lesson for each list of steps, a quiz, and time without material. */
function courseOf(
  units: readonly { readonly lessons: readonly (readonly number[])[]; readonly quiz: number; readonly open: number }[],
): Curriculum {
  const [model] = GARDEN.units
  const [quiz] = GARDEN.assessments
  if (model === undefined || quiz === undefined) throw new Error('the garden has no unit or no assessment')
  const made = units.map(({ lessons, quiz: assessed, open }, index): Unit => {
    const planned = lessons.map((steps, at) => ({
      id: `l${index}-${at}`,
      origin: 'generated' as const,
      title: 'Soil',
      minutes: sumOf(steps),
      readings: steps.map((minutes) => ({ docId: 'heap.md', words: 100, minutes })),
      activities: [],
    }))
    const minutes = sumOf(planned.map((lesson) => lesson.minutes)) + assessed + open
    return { ...model, id: `u${index}`, lessons: planned, minutes, openMinutes: open }
  })
  const assessments = units.map(
    ({ quiz: minutes }, index): Assessment => ({ ...quiz, id: `a${index}`, unitId: `u${index}`, minutes }),
  )
  return { ...GARDEN, units: made, assessments }
}

describe('shown times', () => {
  it('are steps of five minutes that add up, without a few minutes of no material', () => {
    const course = courseOf([
      { lessons: [[21, 11], [57]], quiz: 14, open: 4 },
      { lessons: [[43, 19]], quiz: 8, open: 63 },
    ])
    const { planned, filled, open, units, assessments } = shownTimes(course, 240 - 67)
    expect(units).toEqual([
      {
        minutes: 105,
        open: 0,
        lessons: [
          { minutes: 30, steps: [20, 10] },
          { minutes: 60, steps: [60] },
        ],
      },
      { minutes: 135, open: 65, lessons: [{ minutes: 60, steps: [40, 20] }] },
    ])
    expect([planned, filled, open, assessments]).toEqual([240, 175, 65, [15, 10]])
  })

  it('are minutes where a part is too short for steps', () => {
    const { units } = shownTimes(courseOf([{ lessons: [[2], [26, 2]], quiz: 10, open: 0 }]), 40)
    expect(units[0]).toEqual({
      minutes: 40,
      open: 0,
      lessons: [
        { minutes: 2, steps: [2] },
        { minutes: 28, steps: [26, 2] },
      ],
    })
  })

  it('add up for any course, and no part that takes time has none', () => {
    const minutes = fc.integer({ min: 1, max: 90 })
    const unit = fc.record({
      lessons: fc.array(fc.array(minutes, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
      quiz: minutes,
      open: fc.integer({ min: 0, max: 300 }),
    })
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 6 }), (units) => {
        const course = courseOf(units)
        const exact = sumOf(course.units.map((one) => one.minutes))
        const shown = shownTimes(course, exact - sumOf(course.units.map(({ openMinutes }) => openMinutes)))
        expect(shown.planned).toBe(exact)
        expect(sumOf(shown.units.map((one) => one.minutes))).toBe(exact)
        expect(shown.filled + shown.open).toBe(exact)
        for (const [index, { minutes: all, open, lessons }] of shown.units.entries()) {
          expect(sumOf(lessons.map((one) => one.minutes)) + open + (shown.assessments[index] ?? 0)).toBe(all)
          for (const lesson of lessons) expect(sumOf(lesson.steps)).toBe(lesson.minutes)
          expect(Math.min(...lessons.map((one) => one.minutes))).toBeGreaterThan(0)
        }
      }),
      { seed: 17 },
    )
  })
})
