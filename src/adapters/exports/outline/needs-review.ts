import type { Item } from '../../../domain/curriculum/index.js'

/** Below this confidence an item is shown with the advice to look at it before it is used. */
const SURE_ENOUGH = 0.6

/** Whether a person should look at the item before learners do. */
export function needsReview({ confidence }: Pick<Item, 'confidence'>): boolean {
  return confidence < SURE_ENOUGH
}
