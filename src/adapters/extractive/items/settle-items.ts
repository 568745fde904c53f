import {
  askedText,
  contentWords,
  DEPTHS_BY_BLOOM,
  type Item,
  jaccard,
  type Outcome,
  reachesBloom,
  shareWithin,
} from '../../../domain/curriculum/index.js'
import { hashOf, seededOrder } from '../language/seeded-order.js'
import { type DraftItem, keyOf } from './draft-item.js'

/** From so much in common on two items ask the same; the rules allow a little more. */
const SAME = 0.7

/** What a draft asks, for comparing. */
export interface AskedBefore {
  readonly asked: string
  readonly words: ReadonlySet<string>
}

/** Leaves out drafts that ask the same as one before. */
export function withoutTwins(drafts: readonly DraftItem[], earlier: readonly AskedBefore[]): readonly DraftItem[] {
  const kept = [...earlier]
  return drafts.filter((draft) => {
    const own = askedBy(draft)
    if (kept.some(({ asked, words }) => asked === own.asked || jaccard(words, own.words) >= SAME)) return false
    kept.push(own)
    return true
  })
}

/** What a draft asks, with the words that it and its key are made of. */
export function askedBy(draft: DraftItem): AskedBefore {
  const steps = draft.format === 'order' ? draft.steps : []
  return { asked: askedText(draft.stem, draft.material, steps), words: wordsOfDraft(draft) }
}

function wordsOfDraft(draft: DraftItem): ReadonlySet<string> {
  return contentWords(`${draft.stem}\n${draft.material ?? ''}\n${keyOf(draft)}`)
}

/** The outcome of which the answer is evidence: the one it has most in common with, and that it can show. */
export function outcomeFor(draft: DraftItem, outcomes: readonly Outcome[]): Outcome | undefined {
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
 * Items with ids, outcomes and their options in place: keys change their position from item to item.
 *
 * @param used how many keys stand at each position so far
 */
export function settleItem(
  draft: DraftItem,
  id: string,
  outcomeId: string,
  used: readonly number[],
  seed: number,
): Item {
  const { kind, stem, material, bloom, citations, confidence } = draft
  const base = {
    id,
    kind,
    stem,
    ...(material === undefined ? {} : { material }),
    outcomeId,
    bloom,
    dok: DEPTHS_BY_BLOOM[bloom][0],
    citations,
    confidence,
  }
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

/** The position with the fewest keys; among equals one that the hash names. */
function leastUsed(positions: number, used: readonly number[], hash: number): number {
  const counts = Array.from({ length: positions }, (_unused, position) => used[position] ?? 0)
  const least = Math.min(...counts)
  const open = counts.flatMap((count, position) => (count === least ? [position] : []))
  return open[hash % open.length] ?? 0
}

function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index)
}
