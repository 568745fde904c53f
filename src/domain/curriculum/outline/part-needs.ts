import { type DocumentPart, textOfPart, withinPart } from './document-part.js'
import { comparedWords, type PairTable, wordsOfName } from './likeness.js'

/** How much each kind of use counts. */
const SHARES = { definitions: 1, words: 0.4, pairs: 0.4, titles: 0.4 } as const
/** How much the kinds of evidence count. */
const WEIGHTS = { uses: 0.5, announcements: 1, introductions: 1 } as const

/**
 * How much part `a` needs part `b`, as `needs[a][b]`; negative if `b` needs `a`. A part needs another one if it uses what
 * the other defines, emphasises or has as its title, and the words that the other uses far more than any part; and if
 * one of them announces the other ("in the next section") or looks back on it.
 */
export function needsBetween(
  parts: readonly DocumentPart[],
  counts: readonly ReadonlyMap<string, number>[],
): PairTable {
  const defined = parts.map(definedIn)
  const titles = parts.map(({ title }) => [plain(title)])
  const known = new Set([...defined.flat(), ...titles.flat()])
  const phrases = parts.map((part) => countPhrases(plain(textOfPart(part)), known))
  const evidence: readonly (readonly [share: number, uses: PairTable])[] = [
    [SHARES.definitions, usesOfPhrases(phrases, defined, 3)],
    [SHARES.titles, usesOfPhrases(phrases, titles, 5)],
    [SHARES.words, usesOfOwners(counts, (word) => !word.includes(' '))],
    [SHARES.pairs, usesOfOwners(counts, (word) => word.includes(' '))],
  ]
  return weighedSum([
    [WEIGHTS.uses, usesTable(evidence)],
    [WEIGHTS.announcements, netOf(announcementsOf(parts))],
    [WEIGHTS.introductions, netOf(introductionsOf(parts))],
  ])
}

function usesTable(evidence: readonly (readonly [share: number, uses: PairTable])[]): PairTable {
  const sums = (evidence[0]?.[1] ?? []).map((row) => new Float64Array(row.length))
  for (const [share, uses] of evidence) {
    const mean = meanOf(uses)
    if (mean === 0) continue
    for (const [a, row] of sums.entries()) {
      for (const b of row.keys()) row[b] = (row[b] ?? 0) + (share * ((uses[a]?.[b] ?? 0) - (uses[b]?.[a] ?? 0))) / mean
    }
  }
  return sums
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function definedIn(part: DocumentPart): readonly string[] {
  const { terms } = part.analysis
  return [
    ...new Set(
      terms.filter(({ citation }) => part.start <= citation.start && citation.start < part.end).map(({ key }) => key),
    ),
  ]
}

const MAX_PHRASE_WORDS = 5

/** The root of how often each text uses the phrases of another one. */
function usesOfPhrases(
  counts: readonly ReadonlyMap<string, number>[],
  phrases: readonly (readonly string[])[],
  most: number,
): PairTable {
  return counts.map((found, a) =>
    Float64Array.from(phrases, (own, b) =>
      a === b ? 0 : Math.sqrt(own.reduce((sum, phrase) => sum + Math.min(most, found.get(phrase) ?? 0), 0)),
    ),
  )
}

function countPhrases(text: string, known: ReadonlySet<string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  const starts = new Set([...known].map((phrase) => phrase.split(' ', 1)[0]))
  const words = text.split(' ')
  for (const [at, first] of words.entries()) {
    if (!starts.has(first)) continue
    let phrase = ''
    for (const word of words.slice(at, at + MAX_PHRASE_WORDS)) {
      phrase = phrase === '' ? word : `${phrase} ${word}`
      if (known.has(phrase)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
    }
  }
  return counts
}

/** Uses of the words that one other part uses much more than all the rest. */
function usesOfOwners(
  counts: readonly ReadonlyMap<string, number>[],
  isCompared: (word: string) => boolean,
): PairTable {
  const uses = counts.map(() => new Float64Array(counts.length))
  const holders = new Map<string, [index: number, count: number][]>()
  for (const [index, words] of counts.entries()) {
    for (const [word, count] of words) {
      if (!isCompared(word)) continue
      const list = holders.get(word)
      if (list === undefined) holders.set(word, [[index, count]])
      else list.push([index, count])
    }
  }
  for (const inParts of holders.values()) {
    if (inParts.length < 2 || inParts.length > counts.length * 0.6) continue
    const [[owner, most], [, second]] = inParts.sort(([a, x], [b, y]) => y - x || a - b) as [
      [number, number],
      [number, number],
    ]
    if (most < 4 || most < 1.5 * second) continue
    const rarity = Math.log(counts.length / inParts.length)
    for (const [index, count] of inParts) {
      const row = uses[index]
      if (index !== owner && row !== undefined) row[owner] = (row[owner] ?? 0) + rarity * Math.min(2, count)
    }
  }
  return uses
}

/** The mean size of the numbers of a table. */
export function meanOf(table: PairTable): number {
  const sum = table.reduce((all, row) => all + row.reduce((inRow, value) => inRow + Math.abs(value), 0), 0)
  return sum / (table.length * table.length || 1)
}

/** Differences of the roots of a table: what holds one way beyond what holds the other way. */
function netOf(table: PairTable): PairTable {
  return table.map((row, a) => row.map((value, b) => Math.sqrt(value) - Math.sqrt(table[b]?.[a] ?? 0)))
}

function weighedSum(tables: readonly (readonly [weight: number, table: PairTable])[]): PairTable {
  const sums = (tables[0]?.[1] ?? []).map((row) => new Float64Array(row.length))
  for (const [weight, table] of tables) {
    const mean = meanOf(table) || 1
    for (const [a, row] of sums.entries()) {
      for (const [b, sum] of row.entries()) row[b] = sum + (weight * (table[a]?.[b] ?? 0)) / mean
    }
  }
  return sums
}

const AHEAD = /\b(?:next|later|following|upcoming)\b|\bin chapter\b.*\bwill\b|\bwill\b.*\bin chapter\b/i
const BACK = /\b(?:previous|earlier|last|preceding|so far|we saw|have seen|learned|discussed)\b/i
/** The minimum share of a title, by the root of its words, in a sentence that is about it. */
const MIN_TITLE = 0.7

/** Sentences that announce the subject of another part, or look back on it. */
function announcementsOf(parts: readonly DocumentPart[]): PairTable {
  const table = parts.map(() => new Float64Array(parts.length))
  const titles = parts.map((part) => new Set([...comparedWords(part.title), ...comparedWords(nameOf(part))]))
  const count = (user: number, needed: number, value: number) => {
    const row = table[user]
    if (row !== undefined) row[needed] = (row[needed] ?? 0) + value
  }
  for (const [index, part] of parts.entries()) {
    for (const { text } of withinPart(part, part.analysis.document.sentences)) {
      const isAhead = AHEAD.test(text)
      if (isAhead === BACK.test(text)) continue
      const words = new Set(comparedWords(text))
      let best = -1
      let highest = MIN_TITLE
      for (const [other, title] of titles.entries()) {
        if (other === index || title.size === 0) continue
        const value = [...title].filter((word) => words.has(word)).length / Math.sqrt(title.size)
        if (value > highest || (value === highest && best < 0)) [highest, best] = [value, other]
      }
      if (best < 0) continue
      if (isAhead) count(best, index, highest)
      else count(index, best, highest)
    }
  }
  return table
}

function nameOf(part: DocumentPart): string {
  return part.section === undefined ? wordsOfName(part) : ''
}

const MAX_USES = 3

/** Uses of words that only one other part emphasises: a writer does so where a term comes first. */
function introductionsOf(parts: readonly DocumentPart[]): PairTable {
  const emphasised = parts.map((part) => {
    const marks = part.analysis.document.marks.filter(({ kind }) => kind === 'bold' || kind === 'italic')
    const texts = withinPart(part, marks).map(({ text }) => plain(text))
    return new Set(texts.filter((text) => text.length > 3 && text.split(' ').length <= 3))
  })
  const owners = new Map<string, number>()
  for (const texts of emphasised) for (const text of texts) owners.set(text, (owners.get(text) ?? 0) + 1)
  const own = emphasised.map((texts) => [...texts].filter((text) => owners.get(text) === 1))
  const known = new Set(own.flat())
  const counts = parts.map((part) => countPhrases(plain(textOfPart(part)), known))
  return counts.map((found, a) =>
    Float64Array.from(own, (texts, b) =>
      a === b ? 0 : texts.reduce((sum, text) => sum + Math.min(MAX_USES, found.get(text) ?? 0), 0),
    ),
  )
}
