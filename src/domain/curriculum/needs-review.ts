import type { Item } from './item.js'

/** Below this confidence of its author an item is read by a person before learners get it. */
const SURE_ENOUGH = 0.6

/** Whether a person should read the item before it is used. */
export function needsReview({ confidence }: Pick<Item, 'confidence'>): boolean {
  return confidence < SURE_ENOUGH
}
