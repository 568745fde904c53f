import type { Item } from '../../../domain/curriculum/index.js'

/** What the neutral form calls a kind of item. */
export type NeutralItemType = 'mcq' | 'cloze' | 'truefalse' | 'matching' | 'short' | 'essay' | 'case' | 'practical'

/** The neutral type of an item, by its format and kind; the table is in `docs/reference/exports.md`. */
export function itemType(item: Item): NeutralItemType {
  if (item.format === 'order') return 'matching'
  if (item.kind === 'cloze') return 'cloze'
  if (item.format === 'choice') return 'mcq'
  if (item.kind === 'case' || item.kind === 'practical') return item.kind
  return item.rubric === undefined ? 'short' : 'essay'
}
