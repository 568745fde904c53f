import type { Assessment } from '../assessment.js'
import { countBlueprint } from '../blueprint.js'
import type { Curriculum } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import { totalMinutes } from '../hours/plan-minutes.js'
import { runRule } from '../quality/assess-quality.js'
import { BLUEPRINT_RULE } from '../quality/assessment-rules.js'
import { MINUTE_RULES } from '../quality/hour-rules.js'
import { ruleContext } from '../quality/quality-rule.js'
import type { RepairRun } from './repair-run.js'

/** R16 to R18: divides the minutes again in their proportions, so that all sums match. Readings keep theirs if possible. */
export function repairMinutes(curriculum: Curriculum, run: RepairRun): Curriculum {
  const context = ruleContext(curriculum, run.documents)
  const broken = MINUTE_RULES.filter((rule) => runRule(rule, context).status === 'fail')
  const parts = partsOf(curriculum)
  if (broken.length === 0 || parts.length === 0) return curriculum
  const refitted = withMinutes(curriculum, refit(parts, totalMinutes(curriculum.program.totalHours)))
  // Lessons without any content cannot be filled: once the sums hold there is nothing left to do.
  if (JSON.stringify(refitted) === JSON.stringify(curriculum)) return curriculum
  run.fixed(broken[0]?.id ?? 'R16', 'minutes: divided again over readings, activities and assessments')
  return refitted
}

interface TimedPart {
  readonly minutes: number
  /** Time for reading follows from the words. */
  readonly fixed: boolean
}

/** All parts that take time, in the order of {@link withMinutes}. */
function partsOf({ units, assessments }: Curriculum): readonly TimedPart[] {
  const ofLessons = units.flatMap(({ lessons }) =>
    lessons.flatMap(({ readings, activities }) => [
      ...readings.map(({ minutes }) => ({ minutes, fixed: true })),
      ...activities.map(({ minutes }) => ({ minutes, fixed: false })),
    ]),
  )
  return [...ofLessons, ...assessments.map(({ minutes }) => ({ minutes, fixed: false }))]
}

function refit(parts: readonly TimedPart[], total: number): readonly number[] {
  const fixed = parts.reduce((sum, part) => sum + (part.fixed ? whole(part.minutes) : 0), 0)
  const open = parts.filter((part) => !part.fixed)
  // If readings leave no time, they are divided with the rest.
  const keepsReadings = open.length > 0 && total - fixed >= open.length
  const divided = keepsReadings ? open : parts
  const minutes = apportion(
    keepsReadings ? total - fixed : total,
    divided.map((part) => whole(part.minutes)),
    divided.map(() => 1),
  )
  let next = 0
  return parts.map((part) => (keepsReadings && part.fixed ? whole(part.minutes) : (minutes[next++] ?? 0)))
}

function whole(minutes: number): number {
  return Number.isFinite(minutes) ? Math.max(0, Math.round(minutes)) : 0
}

function withMinutes(curriculum: Curriculum, planned: readonly number[]): Curriculum {
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
  const units = taught.map((unit) => ({
    ...unit,
    minutes: sum(unit.lessons) + sum(assessments.filter(({ unitId }) => unitId === unit.id)),
  }))
  return { ...curriculum, units, assessments }
}

/** R30: scales weights to a sum of 100, and counts the blueprint again. */
export function repairBlueprint(curriculum: Curriculum, run: RepairRun): Curriculum {
  if (runRule(BLUEPRINT_RULE, ruleContext(curriculum, run.documents)).status !== 'fail') return curriculum
  const repaired = {
    ...curriculum,
    assessments: reweigh(curriculum.assessments),
    blueprint: countBlueprint(curriculum.units, curriculum.items),
  }
  // Without assessments there is nothing to weigh.
  if (JSON.stringify(repaired) === JSON.stringify(curriculum)) return curriculum
  run.fixed('R30', 'weights and blueprint: recalculated')
  return repaired
}

/** If no assessment counts for the mark, the last one does: it is usually the most comprehensive. */
function reweigh(assessments: readonly Assessment[]): readonly Assessment[] {
  const graded = assessments.some(({ type }) => type === 'summative')
  const typed = graded
    ? assessments
    : assessments.map(
        (assessment, index): Assessment =>
          index === assessments.length - 1 ? { ...assessment, type: 'summative' } : assessment,
      )
  const summative = typed.filter(({ type }) => type === 'summative')
  const weights = apportion(
    100,
    summative.map(({ weight }) => (Number.isFinite(weight) ? Math.max(0, weight) : 0)),
  )
  return typed.map((assessment) => ({ ...assessment, weight: weights[summative.indexOf(assessment)] ?? 0 }))
}
