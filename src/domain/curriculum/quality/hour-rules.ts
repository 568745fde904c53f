import { totalMinutes } from '../hours/plan-minutes.js'
import { creditsFor, hoursPerCredit, isReadable, median, READING_PACE, WORKLOAD_BALANCE } from '../hours/workload.js'
import { CREDIT_SYSTEMS } from '../program.js'
import { checkThat, type QualityRule } from './quality-rule.js'

function isWithin(found: number, expected: number, tolerance: number): boolean {
  return Math.abs(found - expected) <= expected * tolerance + 1e-9
}

function sumMinutes(parts: readonly { readonly minutes: number }[]): number {
  return parts.reduce((sum, { minutes }) => sum + minutes, 0)
}

/** R16 to R18 and R21: sums of minutes. */
export const MINUTE_RULES: readonly QualityRule[] = [
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
    title: 'Minutes of lessons and assessments sum to the hours of their unit, within 5 %',
    hard: true,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units, assessments } }) =>
      units.map(({ id, minutes, lessons }, index) => {
        const found = sumMinutes(lessons) + sumMinutes(assessments.filter(({ unitId }) => unitId === id))
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

/** R19 to R21: credits, reading times and balance of hours. */
export const WORKLOAD_RULES: readonly QualityRule[] = [
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
  {
    id: 'R21',
    title: `Workload balance: each unit between ${WORKLOAD_BALANCE.min} and ${WORKLOAD_BALANCE.max} times the median`,
    hard: false,
    threshold: 1,
    language: 'any',
    checks: ({ curriculum: { units } }) => {
      if (units.length < 2) return []
      const middle = median(units.map(({ minutes }) => minutes))
      return units.map(({ minutes }, index) =>
        checkThat(
          minutes >= middle * WORKLOAD_BALANCE.min && minutes <= middle * WORKLOAD_BALANCE.max,
          `/units/${index}`,
          `unit ${index + 1} takes ${minutes} minutes, the median is ${middle}`,
          minutes < middle ? 'join it with a neighbour' : 'divide it',
        ),
      )
    },
  },
]
