import type {
  BloomLevel,
  ChoiceItem,
  Citation,
  ItemKind,
  OpenItem,
  OrderItem,
} from '../../../domain/curriculum/index.js'

interface DraftBase {
  readonly kind: ItemKind
  readonly stem: string
  readonly material?: string
  readonly bloom: BloomLevel
  readonly citations: readonly Citation[]
  readonly confidence: number
}

/** A choice before its options have their places. */
export interface DraftChoice extends DraftBase {
  readonly format: ChoiceItem['format']
  readonly right: string
  readonly wrong: readonly string[]
}

/** Steps in the right order. */
export interface DraftOrder extends DraftBase {
  readonly format: OrderItem['format']
  readonly steps: readonly string[]
}

/** A question with an open answer. */
export interface DraftOpen extends DraftBase {
  readonly format: OpenItem['format']
  readonly answer: string
}

/** An item before it has an id, an outcome and an order of its options. */
export type DraftItem = DraftChoice | DraftOrder | DraftOpen

/** All that a learner has to know for a draft. */
export function keyOf(draft: DraftItem): string {
  if (draft.format === 'choice') return draft.right
  return draft.format === 'order' ? draft.steps.join('\n') : draft.answer
}
