import type { Curriculum } from '../curriculum.js'
import { apportion } from '../hours/apportion.js'
import { totalMinutes } from '../hours/plan-minutes.js'
import { runRule } from '../quality/assess-quality.js'
import { MINUTE_RULES } from '../quality/hour-rules.js'
import { ruleContext } from '../quality/rule-context.js'
import type { RepairRun } from './repair-log.js'

/** R16 to R18: minutes are divided anew in their proportions, until every sum holds. Readings keep theirs if there is room. */
export function repairMinutes(curriculum: Curriculum, run: RepairRun): Curriculum {
  const context = ruleContext(curriculum, run.documents)
  const broken = MINUTE_RULES.filter((rule) => runRule(rule, context).status === 'fail')
  const parts = partsOf(curriculum)
  if (broken.length === 0 || parts.length === 0) return curriculum
  const refitted = withMinutes(curriculum, refit(parts, totalMinutes(curriculum.program.totalHours)))
  // Lessons without any content cannot be filled: once the sums hold there is nothing left to do.
  if (JSON.stringify(refitted) === JSON.stringify(curriculum)) return curriculum
  run.mended(broken[0]?.id ?? 'R16', 'minutes: divided anew over what there is')
  return refitted
}

interface Part {
  readonly minutes: number
  /** Time for reading follows from the words. */
  readonly fixed: boolean
}

/** Everything that takes time, in the order in which {@link withMinutes} goes through it. */
function partsOf({ units, assessments }: Curriculum): readonly Part[] {
  const ofLessons = units.flatMap(({ lessons }) =>
    lessons.flatMap(({ readings, activities }) => [
      ...readings.map(({ minutes }) => ({ minutes, fixed: true })),
      ...activities.map(({ minutes }) => ({ minutes, fixed: false })),
    ]),
  )
  return [...ofLessons, ...assessments.map(({ minutes }) => ({ minutes, fixed: false }))]
}

function refit(parts: readonly Part[], total: number): readonly number[] {
  const fixed = parts.reduce((sum, part) => sum + (part.fixed ? whole(part.minutes) : 0), 0)
  const open = parts.filter((part) => !part.fixed)
  // Where readings leave no room, they are divided with the rest.
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
