import { contentWords, jaccard } from '../../text/content-words.js'
import type { Purpose } from '../analysis/purposes.js'
import { type DocumentPart, withinPart } from '../outline/document-part.js'
import type { DraftChoice } from './draft-item.js'
import { seededOrder } from './seeded-order.js'

const DISTRACTORS = 3
/** Two purposes that share more could both be meant. */
const SAME_PURPOSE = 0.25
const MAX_ITEMS = 6
const MIN_WORDS = 4

/** "Which command puts files in the staging area?", for commands whose purpose a key point or a list states. */
export function commandItems(parts: readonly DocumentPart[], seed: number): readonly DraftChoice[] {
  const purposes = parts.flatMap((part) => withinPart(part, part.analysis.purposes))
  const distinct = [...new Map(purposes.map((purpose) => [purpose.key, purpose])).values()]
  return distinct
    .filter(({ weight, does }) => weight > 1 && does.split(' ').length >= MIN_WORDS)
    .flatMap((purpose) => commandItem(purpose, distinct, seed) ?? [])
    .slice(0, MAX_ITEMS)
}

function commandItem(purpose: Purpose, all: readonly Purpose[], seed: number): DraftChoice | undefined {
  const { name, kind, does, citation } = purpose
  const own = contentWords(does)
  // The stem gives a command away that has its words.
  if ([...contentWords(name)].some((word) => own.has(word))) return undefined
  const program = name.split(' ')[0]
  const others = all.filter(
    (other) =>
      other.kind === kind &&
      other.key !== purpose.key &&
      !`${other.name} `.startsWith(`${name} `) &&
      !`${name} `.startsWith(`${other.name} `) &&
      (kind !== 'command' || other.name.split(' ')[0] === program) &&
      jaccard(contentWords(other.does), own) < SAME_PURPOSE &&
      ![...contentWords(other.name)].some((word) => own.has(word)),
  )
  const wrong = seededOrder(others, seed, name, (other) => other.name)
    .slice(0, DISTRACTORS)
    .map((other) => other.name)
  if (wrong.length < DISTRACTORS) return undefined
  return {
    basis: 'derived',
    format: 'choice',
    kind: 'command',
    stem: `Which ${kind} ${does}?`,
    right: name,
    wrong,
    bloom: 'remember',
    citations: [citation],
    confidence: 0.75,
    doubts: [],
  }
}
