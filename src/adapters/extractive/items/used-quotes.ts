import type { Citation } from '../../../domain/curriculum/index.js'
import type { DraftItem } from './draft-item.js'

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
