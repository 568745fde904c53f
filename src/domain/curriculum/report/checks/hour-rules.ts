import { totalMinutes } from '../../hours/plan-minutes.js'
import { creditsFor, hoursPerCredit, isReadable, READING_PACE } from '../../hours/workload.js'
import { CREDIT_SYSTEMS } from '../../program.js'
import { type CheckRule, checkThat } from './check-rule.js'

function isWithin(found: number, expected: number, tolerance: number): boolean {
  return Math.abs(found - expected) <= expected * tolerance + 1e-9
}

function sumMinutes(parts: readonly { readonly minutes: number }[]): number {
  return parts.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** R16 to R18: sums of minutes. Open minutes count: they are planned, although the material does not fill them. */
export const MINUTE_RULES: readonly CheckRule[] = [
  {
    id: 'R16',
    title: 'Hours of units and program-level assessments sum to the total hours, within 1 %',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { program, units, assessments } }) => {
      const found = sumMinutes(units) + sumMinutes(assessments.filter(({ unitId }) => unitId === undefined))
      const asked = totalMinutes(program.totalHours)
      const message = `${found} minutes are planned, the program has ${asked}`
      return [checkThat(isWithin(found, asked, 0.01), '/units', message, 'divide the total hours over the units again')]
    },
  },
  {
    id: 'R17',
    title: 'Minutes of lessons, assessments and open minutes sum to the hours of their unit, within 5 %',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units, assessments } }) =>
      units.map(({ id, minutes, openMinutes, lessons }, index) => {
        const ofUnit = assessments.filter(({ unitId }) => unitId === id)
        const found = sumMinutes(lessons) + sumMinutes(ofUnit) + openMinutes
        const message = `unit ${index + 1} holds ${found} minutes and counts ${minutes}`
        return checkThat(isWithin(found, minutes, 0.05), `/units/${index}`, message, 'add up the minutes of the unit')
      }),
  },
  {
    id: 'R18',
    title: 'Minutes of activities and readings sum to those of their lesson, within 10 %',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) =>
      units.flatMap(({ lessons }, unit) =>
        lessons.map(({ minutes, activities, readings, title }, index) => {
          const found = sumMinutes(activities) + sumMinutes(readings)
          return checkThat(
            isWithin(found, minutes, 0.1) && minutes > 0,
            `/units/${unit}/lessons/${index}`,
            `lesson "${title}" holds ${found} minutes and counts ${minutes}`,
            'add up the minutes of the lesson',
          )
        }),
      ),
  },
]

/** R19 and R20: credits and reading times. */
export const WORKLOAD_RULES: readonly CheckRule[] = [
  {
    id: 'R19',
    title: 'Credits: hours per credit in the range of the system',
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { program } }) => {
      const hours = hoursPerCredit(program)
      if (program.credits === undefined || hours === undefined) return []
      const { system } = program.credits
      const { minHours, maxHours } = CREDIT_SYSTEMS[system]
      const { min, max } = creditsFor(system, program.totalHours)
      return [
        checkThat(
          hours >= minHours - 1e-9 && hours <= maxHours + 1e-9,
          '/program/credits',
          `a credit stands for ${hours.toFixed(1)} hours; in ${system} for ${minHours} to ${maxHours}`,
          `award ${min} to ${max} credits for these hours`,
        ),
      ]
    },
  },
  {
    id: 'R20',
    title: `Reading time is words by ${READING_PACE.min} to ${READING_PACE.max} per minute; the words exist in the document`,
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units }, documents }) =>
      units.flatMap(({ lessons }, unit) =>
        lessons.flatMap(({ readings }, lesson) =>
          readings.map(({ docId, words, minutes }, index) => {
            const pointer = `/units/${unit}/lessons/${lesson}/readings/${index}`
            const available = documents.get(docId)?.document.words ?? 0
            const message =
              words > available
                ? `${words} words are to be read in ${docId}, which has ${available}`
                : `${words} words are to be read in ${minutes} minutes`
            const holds = words > 0 && words <= available && isReadable(words, minutes)
            return checkThat(holds, pointer, message, 'count the words of the reading and recalculate its time')
          }),
        ),
      ),
  },
]
