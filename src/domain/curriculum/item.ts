import type { ResponseForm, Rubric } from './assessment.js'
import type { BloomLevel, DepthOfKnowledge } from './bloom.js'
import type { Citation } from './citation.js'

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

/** What a kind of item asks for. */
interface ItemKindFacts {
  readonly form: ResponseForm
  /** The highest Bloom level of which it can give evidence. */
  readonly reaches: BloomLevel
  /** Minutes that an answer usually takes. */
  readonly minutes: number
}

/** The kinds of items. Kinds whose form is `selected` may be asked with an open answer too, which is harder. */
export const ITEM_KINDS = {
  'definition-match': { form: 'selected', reaches: 'understand', minutes: 1 },
  'multiple-choice': { form: 'selected', reaches: 'analyze', minutes: 2 },
  cloze: { form: 'selected', reaches: 'understand', minutes: 1 },
  'order-steps': { form: 'selected', reaches: 'apply', minutes: 3 },
  command: { form: 'selected', reaches: 'apply', minutes: 2 },
  'predict-output': { form: 'selected', reaches: 'analyze', minutes: 3 },
  'find-error': { form: 'selected', reaches: 'analyze', minutes: 3 },
  'short-answer': { form: 'constructed', reaches: 'analyze', minutes: 5 },
  case: { form: 'constructed', reaches: 'evaluate', minutes: 15 },
  practical: { form: 'performance', reaches: 'create', minutes: 20 },
} as const satisfies { readonly [kind: string]: ItemKindFacts }

/** One of {@link ITEM_KINDS}. */
export type ItemKind = keyof typeof ITEM_KINDS

/** Below this confidence of its author an item is read by a person before learners get it. */
const SURE_ENOUGH = 0.6

/** Whether a person should read the item before it is used. */
export function needsReview({ confidence }: Pick<Item, 'confidence'>): boolean {
  return confidence < SURE_ENOUGH
}
