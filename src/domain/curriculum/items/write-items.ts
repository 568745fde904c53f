import { contentWords, shareWithin } from '../../text/content-words.js'
import { DEPTHS_BY_BLOOM, reachesBloom } from '../bloom.js'
import type { Item } from '../item.js'
import type { Outcome } from '../outcome.js'
import type { UnitMaterial } from '../outline/document-part.js'
import { type AskedBefore, askedBy, type DraftItem, wordsOfDraft } from './draft-item.js'
import { draftsOfUnit } from './drafts-of-unit.js'
import { hashOf, seededOrder } from './seeded-order.js'

/** The items of all units, in their order. */
export function writeItems(units: readonly UnitMaterial[], seed: number): readonly Item[] {
  const items: Item[] = []
  const asked: AskedBefore[] = []
  const used: number[] = []
  for (const material of units) {
    const { unit } = material
    const drafts = draftsOfUnit(material, asked, seed)
    asked.push(...drafts.map(askedBy))
    for (const [index, draft] of drafts.entries()) {
      const outcome = outcomeFor(draft, unit.outcomes)
      if (outcome === undefined) continue
      const item = finalizeItem(draft, `${unit.id}-i${index + 1}`, outcome.id, used, seed)
      items.push(item)
      if (item.format !== 'choice') continue
      const position = item.options.findIndex((option) => option.id === item.key)
      used[position] = (used[position] ?? 0) + 1
    }
  }
  return items
}

/** The outcome that the answer is evidence of: the most similar one that the item can show. */
function outcomeFor(draft: DraftItem, outcomes: readonly Outcome[]): Outcome | undefined {
  const words = wordsOfDraft(draft)
  const docIds = new Set(draft.citations.map(({ docId }) => docId))
  const rated = outcomes.map((outcome) => ({
    outcome,
    fit:
      shareWithin(contentWords(outcome.text), words) +
      (outcome.citations.some(({ docId }) => docIds.has(docId)) ? 0.3 : 0) +
      (reachesBloom(draft.bloom, outcome.bloom) ? 0.2 : 0),
  }))
  return rated.reduce<(typeof rated)[number] | undefined>(
    (a, b) => (a === undefined || b.fit > a.fit ? b : a),
    undefined,
  )?.outcome
}

/**
 * Gives items their ids, outcomes and order of options. Keys change their position from item to item.
 *
 * @param used number of keys at each position so far
 */
function finalizeItem(draft: DraftItem, id: string, outcomeId: string, used: readonly number[], seed: number): Item {
  const { kind, stem, material, bloom, citations, confidence } = draft
  const base = {
    id,
    origin: 'generated',
    basis: 'derived',
    kind,
    stem,
    ...(material === undefined ? {} : { material }),
    outcomeId,
    bloom,
    dok: DEPTHS_BY_BLOOM[bloom][0],
    citations,
    confidence,
    doubts: [],
  } as const
  if (draft.format === 'open') return { ...base, format: 'open', answer: draft.answer }
  if (draft.format === 'order') {
    const shown = seededOrder([...draft.steps.keys()], seed, stem, (step) => draft.steps[step] ?? '')
    if (shown.every((step, index) => step === index)) shown.reverse()
    const options = shown.map((step, index) => ({ id: letter(index), text: draft.steps[step] ?? '' }))
    const key = [...draft.steps.keys()].map((step) => letter(shown.indexOf(step)))
    return { ...base, format: 'order', options, key }
  }
  const texts = seededOrder(draft.wrong, seed, stem, (text) => text)
  const position = leastUsed(texts.length + 1, used, hashOf(seed, stem))
  texts.splice(position, 0, draft.right)
  return {
    ...base,
    format: 'choice',
    options: texts.map((text, index) => ({ id: letter(index), text })),
    key: letter(position),
  }
}

/** The position with the fewest keys; if several are equal, the hash selects one. */
function leastUsed(positions: number, used: readonly number[], hash: number): number {
  const counts = Array.from({ length: positions }, (_unused, position) => used[position] ?? 0)
  const min = Math.min(...counts)
  const open = counts.flatMap((count, position) => (count === min ? [position] : []))
  return open[hash % open.length] ?? 0
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index)
}
