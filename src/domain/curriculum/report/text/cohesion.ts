import { contentWords, WordWeights } from '../../../text/content-words.js'

/** Content words of a stretch of text: long enough to have a subject. */
const STRETCH_WORDS = 125
/** Paragraphs that are compared, and stretches that each is compared with, at most: an even sample. */
const MAX_PARAGRAPHS = 300
const MAX_STRETCHES = 30
/** Content words that a paragraph must have to say where it belongs. */
const MIN_WORDS = 4

interface Stretch {
  readonly paragraphs: readonly ReadonlySet<string>[]
  readonly counts: ReadonlyMap<string, number>
}

/** How far paragraphs belong where they stand. */
export interface Cohesion {
  /** Paragraphs that were compared; 0: there is too little text. */
  readonly compared: number
  /**
   * Mean share of the other stretches that have less in common with a paragraph than the text around it has: 0.5 by chance, at most
   * 1.
   */
  readonly belonging: number
}

/**
 * Compares paragraphs with the text around them and with other stretches of text. In a text that goes on about one thing after the
 * other, the text around has more words in common.
 *
 * @param documents the paragraphs of each document, in reading order
 */
export function cohesionOf(documents: readonly (readonly string[])[]): Cohesion {
  const stretches = documents.flatMap(stretchesOf)
  const weights = new WordWeights(stretches.map(({ counts }) => new Set(counts.keys())))
  const comparable = stretches.flatMap((own, index) =>
    own.paragraphs.flatMap((words) => (words.size >= MIN_WORDS ? [{ own, index, words }] : [])),
  )
  const sample = evenly(comparable, MAX_PARAGRAPHS)
  if (stretches.length < 2 || sample.length === 0) return { compared: 0, belonging: 0.5 }
  let sum = 0
  for (const { own, index, words } of sample) {
    const here = commonWeight(words, own, weights, 1)
    const others = evenly(
      stretches.filter((_stretch, at) => at !== index),
      MAX_STRETCHES,
    )
    const beaten = others.reduce((count, other) => {
      const there = commonWeight(words, other, weights, 0)
      return count + (there < here ? 1 : there === here ? 0.5 : 0)
    }, 0)
    sum += beaten / others.length
  }
  return { compared: sample.length, belonging: sum / sample.length }
}

/** Stretches of two paragraphs or more: one alone has nothing around it. */
function stretchesOf(paragraphs: readonly string[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let open: ReadonlySet<string>[] = []
  let size = 0
  const close = () => {
    if (open.length > 1) stretches.push({ paragraphs: open, counts: countsOf(open) })
    open = []
    size = 0
  }
  for (const paragraph of paragraphs) {
    const words = contentWords(paragraph)
    open.push(words)
    size += words.size
    if (size >= STRETCH_WORDS && open.length > 2) close()
  }
  close()
  return stretches
}

/** In how many paragraphs each word stands. */
function countsOf(paragraphs: readonly ReadonlySet<string>[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const words of paragraphs) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

/** @param own how often the paragraph itself counts in the stretch */
function commonWeight(words: ReadonlySet<string>, { counts }: Stretch, weights: WordWeights, own: 0 | 1): number {
  let common = 0
  for (const word of words) {
    const count = (counts.get(word) ?? 0) - own
    if (count > 0) common += Math.max(0, weights.weightOf(word)) * (1 + Math.log(count))
  }
  return common
}

function evenly<T>(values: readonly T[], most: number): readonly T[] {
  if (values.length <= most) return values
  return values.filter(
    (_value, index) => Math.floor(((index + 1) * most) / values.length) > Math.floor((index * most) / values.length),
  )
}
