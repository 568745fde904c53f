import type { ResponseForm, Rubric } from './assessment.js'
import type { BloomLevel, DepthOfKnowledge } from './bloom.js'
import type { Citation } from './citation.js'
import type { Basis, Part } from './part.js'

/** Common fields of items. */
interface ItemBase extends Part {
  readonly basis: Basis
  readonly kind: ItemKind
  /** The question, the task or the sentence with a blank (`____`). Can be understood without another text. */
  readonly stem: string
  /** Code, output or a scenario, shown with the stem. */
  readonly material?: string
  /** The unit outcome that the answer gives evidence of. */
  readonly outcomeId: string
  readonly bloom: BloomLevel
  readonly dok: DepthOfKnowledge
  readonly citations: readonly Citation[]
  /** Confidence of the author that it can be used without changes, 0 to 1. */
  readonly confidence: number
  /** The checks that it does not pass for sure, for the person who reviews it; empty if there are none. */
  readonly doubts: readonly ItemDoubt[]
}

/** A check that an item may not pass. */
export interface ItemDoubt {
  /** The check: `stands-alone`, `one-kind` ... */
  readonly check: string
  /** What to look at, for people, without a full stop: "two options may both be right". */
  readonly message: string
}

/** An option of a choice, or a step to order. */
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

/** The options must be put in order. */
export interface OrderItem extends ItemBase {
  readonly format: 'order'
  /** In the order shown to the learner, which is not the right one. */
  readonly options: readonly ItemOption[]
  /** Ids of all options in the right order. */
  readonly key: readonly string[]
}

/** The learner writes an answer or performs a task. */
export interface OpenItem extends ItemBase {
  readonly format: 'open'
  /** A full answer. */
  readonly answer: string
  readonly rubric?: Rubric
}

/** A question or task with its key. */
export type Item = ChoiceItem | OrderItem | OpenItem

/** The properties of a kind of item. */
interface ItemKindFacts {
  readonly form: ResponseForm
  /** The highest Bloom level that it can give evidence of. */
  readonly reaches: BloomLevel
  /** Minutes that an answer usually takes. */
  readonly minutes: number
}

/** The kinds of items. Kinds with form `selected` can also have an open answer, which is harder. */
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

/** A person should review an item with a lower confidence before learners use it. */
const SURE_ENOUGH = 0.6

/** Whether a person should review the item before it is used. */
export function needsReview({ confidence }: Pick<Item, 'confidence'>): boolean {
  return confidence < SURE_ENOUGH
}
