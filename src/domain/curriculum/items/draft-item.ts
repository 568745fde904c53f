import { contentWords, jaccard } from '../../text/content-words.js'
import type { BloomLevel } from '../bloom.js'
import type { Citation } from '../citation.js'
import type { ChoiceItem, ItemKind, OpenItem, OrderItem } from '../item.js'
import { askedText } from '../report/checks/item-rules.js'

/** Minimum overlap of two items that ask the same; the rules allow slightly more. */
const SAME_QUESTION = 0.7

interface DraftBase {
  readonly kind: ItemKind
  readonly stem: string
  readonly material?: string
  readonly bloom: BloomLevel
  readonly citations: readonly Citation[]
  readonly confidence: number
}

/** A choice item before its options are ordered. */
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

/** An item without id, outcome and order of options. */
export type DraftItem = DraftChoice | DraftOrder | DraftOpen

/** All text that a learner must know for a draft. */
function keyOf(draft: DraftItem): string {
  if (draft.format === 'choice') return draft.right
  return draft.format === 'order' ? draft.steps.join('\n') : draft.answer
}

/** Whether earlier drafts use all passages of a draft. */
export function restsOnUsed(draft: DraftItem, drafts: readonly DraftItem[]): boolean {
  return draft.citations.every((citation) => isUsed(citation, drafts))
}

/** Whether a draft cites a passage, or one that contains it. */
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

/** The question of a draft, for comparison. */
export interface AskedBefore {
  readonly asked: string
  readonly words: ReadonlySet<string>
}

/** Removes drafts that ask the same as an earlier one. */
export function withoutDuplicates(drafts: readonly DraftItem[], earlier: readonly AskedBefore[]): readonly DraftItem[] {
  const kept = [...earlier]
  return drafts.filter((draft) => {
    const own = askedBy(draft)
    if (kept.some(({ asked, words }) => asked === own.asked || jaccard(words, own.words) >= SAME_QUESTION)) return false
    kept.push(own)
    return true
  })
}

/** The question of a draft, with the words of draft and key. */
export function askedBy(draft: DraftItem): AskedBefore {
  const steps = draft.format === 'order' ? draft.steps : []
  return { asked: askedText(draft.stem, draft.material, steps), words: wordsOfDraft(draft) }
}

export function wordsOfDraft(draft: DraftItem): ReadonlySet<string> {
  return contentWords(`${draft.stem}\n${draft.material ?? ''}\n${keyOf(draft)}`)
}
