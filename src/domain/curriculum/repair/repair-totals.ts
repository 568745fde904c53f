import type { Assessment } from '../assessment.js'
import { countBlueprint } from '../blueprint.js'
import type { Curriculum } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import { totalMinutes } from '../hours/plan-minutes.js'
import { BLUEPRINT_RULE } from '../report/checks/assessment-rules.js'
import { checkContext } from '../report/checks/check-rule.js'
import { MINUTE_RULES } from '../report/checks/hour-rules.js'
import { runCheck } from '../report/checks/run-checks.js'
import type { RepairRun } from './repair-run.js'

/**
 * R16 to R18: sums that do not match. Times that fit are kept, and what the program has left over is open time: time is never stretched
 * to fill the hours. Only if there is more than the program has, all parts shrink in proportion.
 */
export function repairMinutes(curriculum: Curriculum, run: RepairRun): Curriculum {
  const context = checkContext(curriculum, run.documents)
  const broken = MINUTE_RULES.filter((rule) => runCheck(rule, context).status === 'fail')
  if (broken.length === 0 || curriculum.units.length === 0) return curriculum
  const total = totalMinutes(curriculum.program.totalHours)
  const parts = partsOf(curriculum)
  const used = parts.reduce((sum, minutes) => sum + minutes, 0)
  const minutes = used > total ? apportion(total, parts, ones(parts)) : parts
  const open = openMinutes(curriculum, Math.max(0, total - used))
  const refitted = withMinutes(curriculum, minutes, open)
  // Nothing changes in a unit without any content: once the sums hold there is nothing left to do.
  if (JSON.stringify(refitted) === JSON.stringify(curriculum)) return curriculum
  run.fixed(broken[0]?.id ?? 'R16', 'minutes: added up again')
  return refitted
}

/** The minutes of all parts that take time, in the order of {@link withMinutes}. */
function partsOf({ units, assessments }: Curriculum): readonly number[] {
  const ofLessons = units.flatMap(({ lessons }) =>
    lessons.flatMap(({ readings, activities }) => [...readings, ...activities]),
  )
  return [...ofLessons, ...assessments].map(({ minutes }) => whole(minutes))
}

/** Divides the open time over the units as it was planned, else by their time. */
function openMinutes({ units }: Curriculum, total: number): readonly number[] {
  const planned = units.map((unit) => whole(unit.openMinutes))
  const known = planned.some((minutes) => minutes > 0)
  return apportion(total, known ? planned : units.map(({ minutes }) => whole(minutes)))
}

function ones(parts: readonly unknown[]): readonly number[] {
  return parts.map(() => 1)
}

function whole(minutes: number): number {
  return Number.isFinite(minutes) ? Math.max(0, Math.round(minutes)) : 0
}

function withMinutes(curriculum: Curriculum, planned: readonly number[], open: readonly number[]): Curriculum {
  let next = 0
  const timed = <T extends { readonly minutes: number }>(part: T): T => ({ ...part, minutes: planned[next++] ?? 0 })
  const sum = (parts: readonly { readonly minutes: number }[]) =>
    parts.reduce((total, { minutes }) => total + minutes, 0)
  const taught = curriculum.units.map((unit) => {
    const lessons = unit.lessons.map((lesson) => {
      const readings = lesson.readings.map(timed)
      const activities = lesson.activities.map(timed)
      return { ...lesson, readings, activities, minutes: sum(readings) + sum(activities) }
    })
    return { ...unit, lessons }
  })
  const assessments = curriculum.assessments.map(timed)
  const units = taught.map((unit, index) => {
    const left = open[index] ?? 0
    const ofUnit = assessments.filter(({ unitId }) => unitId === unit.id)
    return { ...unit, openMinutes: left, minutes: sum(unit.lessons) + sum(ofUnit) + left }
  })
  return { ...curriculum, units, assessments }
}

/** R30: scales weights to a sum of 100, and counts the blueprint again. */
export function repairBlueprint(curriculum: Curriculum, run: RepairRun): Curriculum {
  if (runCheck(BLUEPRINT_RULE, checkContext(curriculum, run.documents)).status !== 'fail') return curriculum
  const repaired = {
    ...curriculum,
    assessments: reweigh(curriculum.assessments),
    blueprint: countBlueprint(curriculum.units, curriculum.items),
  }
  // Nothing left to count again.
  if (JSON.stringify(repaired) === JSON.stringify(curriculum)) return curriculum
  run.fixed('R30', 'weights and blueprint: recalculated')
  return repaired
}

function reweigh(assessments: readonly Assessment[]): readonly Assessment[] {
  const summative = assessments.filter(({ type }) => type === 'summative')
  const weights = apportion(
    100,
    summative.map(({ weight }) => (Number.isFinite(weight) ? Math.max(0, weight) : 0)),
  )
  return assessments.map((assessment) => ({ ...assessment, weight: weights[summative.indexOf(assessment)] ?? 0 }))
}
