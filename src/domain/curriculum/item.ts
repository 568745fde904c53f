import type { Citation } from './citation.js'
import type { Rubric } from './rubric.js'
import type { BloomLevel } from './vocabulary/bloom-levels.js'
import type { DepthOfKnowledge } from './vocabulary/depth-of-knowledge.js'
import type { ItemKind } from './vocabulary/item-kinds.js'

/** What all items have. */
interface ItemBase {
  /** Unique in the curriculum. */
  readonly id: string
  readonly kind: ItemKind
  /** The question, the task or the sentence with a blank (`____`). Understood without any other text. */
  readonly stem: string
  /** Code, output or a scenario that the stem speaks about, shown with it. */
  readonly material?: string
  /** The unit outcome of which the answer is evidence. */
  readonly outcomeId: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  readonly citations: readonly Citation[]
  /** How sure the author is that it can be used as it is, 0 to 1. */
  readonly confidence: number
}

/** An answer to choose, or a step to put in order. */
export interface ItemOption {
  /** Unique in the item. */
  readonly id: string
  readonly text: string
}

/** One option is right. */
export interface ChoiceItem extends ItemBase {
  readonly format: 'choice'
  readonly options: readonly ItemOption[]
  /** Id of the right option. */
  readonly key: string
}

/** All options belong into one order. */
export interface OrderItem extends ItemBase {
  readonly format: 'order'
  /** As shown to the learner, not in the right order. */
  readonly options: readonly ItemOption[]
  /** Ids of all options in the right order. */
  readonly key: readonly string[]
}

/** The learner writes or does something. */
export interface OpenItem extends ItemBase {
  readonly format: 'open'
  /** What a full answer says. */
  readonly answer: string
  readonly rubric?: Rubric
}

/** A question or task with its key. */
export type Item = ChoiceItem | OrderItem | OpenItem
