import { contentWords, jaccard } from '../../text/content-words.js'
import type { BloomLevel } from '../bloom.js'
import type { Citation } from '../citation.js'
import type { ChoiceItem, ItemKind, OpenItem, OrderItem } from '../item.js'
import { askedText } from '../quality/item-rules.js'

/** From so much in common on two items ask the same; the rules allow a little more. */
const SAME_QUESTION = 0.7

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
function keyOf(draft: DraftItem): string {
  if (draft.format === 'choice') return draft.right
  return draft.format === 'order' ? draft.steps.join('\n') : draft.answer
}

/** Whether all passages that a draft rests on are used by drafts before. */
export function restsOnUsed(draft: DraftItem, drafts: readonly DraftItem[]): boolean {
  return draft.citations.every((citation) => isUsed(citation, drafts))
}

/** Whether a draft rests on a passage, or on one that holds it. */
export function isUsed(citation: Citation | undefined, drafts: readonly DraftItem[]): boolean {
  return (
    citation !== undefined &&
    drafts.some(({ citations }) =>
      citations.some(
        ({ docId, start, end }) => docId === citation.docId && start <= citation.start && citation.end <= end,
      ),
    )
  )
}

/** What a draft asks, for comparing. */
export interface AskedBefore {
  readonly asked: string
  readonly words: ReadonlySet<string>
}

/** Leaves out drafts that ask the same as one before. */
export function withoutDuplicates(drafts: readonly DraftItem[], earlier: readonly AskedBefore[]): readonly DraftItem[] {
  const kept = [...earlier]
  return drafts.filter((draft) => {
    const own = askedBy(draft)
    if (kept.some(({ asked, words }) => asked === own.asked || jaccard(words, own.words) >= SAME_QUESTION)) return false
    kept.push(own)
    return true
  })
}

/** What a draft asks, with the words that it and its key are made of. */
export function askedBy(draft: DraftItem): AskedBefore {
  const steps = draft.format === 'order' ? draft.steps : []
  return { asked: askedText(draft.stem, draft.material, steps), words: wordsOfDraft(draft) }
}

export function wordsOfDraft(draft: DraftItem): ReadonlySet<string> {
  return contentWords(`${draft.stem}\n${draft.material ?? ''}\n${keyOf(draft)}`)
}
