import type { ResponseForm } from './assessment-methods.js'
import type { BloomLevel } from './bloom-levels.js'

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
