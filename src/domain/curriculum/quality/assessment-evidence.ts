import type { Assessment } from '../assessment.js'
import type { Item } from '../item.js'
import type { Outcome } from '../outcome.js'
import type { Rubric } from '../rubric.js'
import { ASSESSMENT_METHODS, type ResponseForm } from '../vocabulary/assessment-methods.js'
import { reachesBloom } from '../vocabulary/bloom-levels.js'
import { ITEM_KINDS } from '../vocabulary/item-kinds.js'

/** How the answer to an item is given. */
export function formOf(item: Item): ResponseForm {
  if (item.format !== 'open') return 'selected'
  const { form } = ITEM_KINDS[item.kind]
  return form === 'performance' ? 'performance' : 'constructed'
}

/** Whether an item gives evidence of an outcome at its Bloom level. */
export function itemReaches(item: Item, outcome: Outcome): boolean {
  return (
    item.outcomeId === outcome.id &&
    reachesBloom(item.bloom, outcome.bloom) &&
    reachesBloom(ITEM_KINDS[item.kind].reaches, outcome.bloom)
  )
}

/** Whether a criterion of the rubric judges the outcome. */
export function judges(rubric: Rubric | undefined, outcomeId: string): boolean {
  return rubric?.criteria.some(({ outcomeIds }) => outcomeIds.includes(outcomeId)) ?? false
}

/**
 * Whether an assessment gives evidence of an outcome at its Bloom level: by its method, and by what it holds. A test
 * needs an item that does; a task may be judged as a whole.
 */
export function assessmentReaches(assessment: Assessment, items: readonly Item[], outcome: Outcome): boolean {
  const { form, reaches } = ASSESSMENT_METHODS[assessment.method]
  if (!assessment.outcomeIds.includes(outcome.id)) return false
  if (!reachesBloom(reaches, outcome.bloom) || !reachesBloom(assessment.bloom, outcome.bloom)) return false
  if (items.some((item) => itemReaches(item, outcome))) return true
  return form !== 'selected' && (items.length === 0 || judges(assessment.rubric, outcome.id))
}
