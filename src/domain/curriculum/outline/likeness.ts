import { STOP_WORDS } from '../../text/content-words.js'
import { stem } from '../../text/stem.js'
import { wordsOf } from '../../text/words.js'
import { type DocumentPart, textOfPart, withinPart } from './document-part.js'

/** The words and pairs of words of a part, by weight. The squares of the weights add up to 1. */
export type WordVector = ReadonlyMap<string, number>

/** A number for each pair of parts, by their index. */
export type PairTable = readonly Float64Array[]

/** How often a word counts that stands in a title or file name, a heading, a term, or a pair of words. */
const USES = { title: 8, heading: 3, term: 4, pair: 2 } as const
/** The words of a part that are compared. */
const MAX_WORDS = 300

/** The words that some parts share and not all. Rare ones, and those of titles, headings and terms, weigh more. */
export function wordVectors(
  parts: readonly DocumentPart[],
  counts: readonly ReadonlyMap<string, number>[],
): readonly WordVector[] {
  const uses = parts.map((part, index) => weighedUses(part, counts[index] ?? new Map()))
  const holders = new Map<string, number>()
  for (const words of uses) for (const word of words.keys()) holders.set(word, (holders.get(word) ?? 0) + 1)
  return uses.map((words) => {
    const shared: [word: string, weight: number][] = []
    for (const [word, count] of words) {
      const parted = holders.get(word) ?? 0
      if (parted > 1 && parted < parts.length)
        shared.push([word, (1 + Math.log(count)) * Math.log(parts.length / parted)])
    }
    const heaviest = shared.sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MAX_WORDS)
    const norm = Math.sqrt(heaviest.reduce((sum, [, weight]) => sum + weight * weight, 0)) || 1
    return new Map(heaviest.map(([word, weight]) => [word, weight / norm]))
  })
}

/** How much two parts have in common: symmetric, 0 to 1, and 0 for a part and itself. */
export function likenessOf(vectors: readonly WordVector[]): PairTable {
  const table = vectors.map(() => new Float64Array(vectors.length))
  const holders = new Map<string, [index: number, weight: number][]>()
  for (const [index, vector] of vectors.entries()) {
    for (const [word, weight] of vector) {
      const list = holders.get(word)
      if (list === undefined) holders.set(word, [[index, weight]])
      else list.push([index, weight])
    }
  }
  for (const list of holders.values()) {
    for (const [a, x] of list) {
      const row = table[a]
      if (row !== undefined) for (const [b, y] of list) if (a !== b) row[b] = (row[b] ?? 0) + x * y
    }
  }
  return table
}

/** The words that count in comparisons, as stems. */
export function comparedWords(text: string): readonly string[] {
  return wordsOf(text).flatMap((word) => comparedForm(word) ?? [])
}

/** The stem of a word that counts; `undefined` for others. */
function comparedForm(word: string): string | undefined {
  return word.length < 3 || STOP_WORDS.has(word) || /^\d+$/.test(word) ? undefined : stem(word)
}

/** How often the text of a part uses each word and each pair of words. */
export function countWordsOf(part: DocumentPart): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  let before: string | undefined
  for (const word of comparedWords(textOfPart(part))) {
    uses.set(word, (uses.get(word) ?? 0) + 1)
    const pair = `${before} ${word}`
    if (before !== undefined) uses.set(pair, (uses.get(pair) ?? 0) + 1)
    before = word
  }
  return uses
}

/** The words of a file name, without its folders and extension. */
export function wordsOfName({ analysis }: DocumentPart): string {
  return analysis.document.source.replace(/\.[a-z]\w{0,7}$/i, '').replace(/[-_.]+/g, ' ')
}

/** The counts of a part, with the words of titles, headings and terms added. */
function weighedUses(part: DocumentPart, counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const uses = new Map<string, number>()
  for (const [word, count] of counts) uses.set(word, word.includes(' ') ? count * USES.pair : count)
  const add = (text: string, times: number): void => {
    for (const word of comparedWords(text)) uses.set(word, (uses.get(word) ?? 0) + times)
  }
  const { document, terms } = part.analysis
  add(part.title, USES.title)
  if (part.section === undefined) add(wordsOfName(part), USES.title)
  const headings = document.sections.flatMap(({ heading }) => (heading === undefined ? [] : [heading]))
  for (const { text } of withinPart(part, headings)) add(text, USES.heading)
  for (const { term, citation } of terms) if (withinPart(part, [citation]).length > 0) add(term, USES.term)
  return uses
}
