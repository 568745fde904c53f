import { type DocumentPart, textOfPart } from './document-part.js'
import { type PairTable, wordsOfName } from './likeness.js'

const EARLY =
  /\b(?:introduc\w*|intro|getting started|overview|basics?|fundamentals?|foundations?|what (?:is|are)|key (?:concepts?|terms?|ideas)|first steps?|set(?:ting)? ?up|install\w*|preliminar\w*|beginn\w*|hello|about|welcome|start\w*|einführung|einleitung|grundlagen|überblick|notions|introducción|fundamentos|conceptos)\b/iu
const LATE =
  /\b(?:advanced|conclusions?|summary|next steps?|further|appendix|annex|case stud\w*|projects?|capstone|review|supplement\w*|beyond|capabilit\w*|future|wrap ?up|final|outlook|ausblick|zusammenfassung|anhang|annexe|perspectives|apéndice|avanzad\w*)\b/iu

/** What a title says about its place: 1 early, -1 late, 0 nothing. */
export function placeInTitle(part: DocumentPart): number {
  const named = `${part.title} ${part.section === undefined ? wordsOfName(part) : ''}`
  return Number(EARLY.test(named)) - Number(LATE.test(named))
}

/** How much each kind of evidence counts. */
const SHARES = { definitions: 1, words: 0.4, pairs: 0.4, titles: 0.4 } as const

/**
 * How much part `a` needs part `b`, as `needs[a][b]`; negative if `b` needs `a`. A part needs another one if it uses the
 * terms that the other defines, its title, or the words that the other uses far more than any part.
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
  const sums = parts.map(() => new Float64Array(parts.length))
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

function meanOf(table: PairTable): number {
  const sum = table.reduce((all, row) => all + row.reduce((inRow, value) => inRow + Math.abs(value), 0), 0)
  return sum / (table.length * table.length || 1)
}

/** The needs between groups: the means over their parts. */
export function needsOfGroups(needs: PairTable, groups: readonly (readonly number[])[]): PairTable {
  return groups.map((group, a) =>
    Float64Array.from(groups, (other, b) => {
      if (a === b) return 0
      const sum = group.reduce(
        (all, part) => all + other.reduce((inRow, need) => inRow + (needs[part]?.[need] ?? 0), 0),
        0,
      )
      return sum / (group.length * other.length)
    }),
  )
}

const MAX_MOVES = 500

/**
 * An order in which what is needed comes first, as far as possible: moves one element at a time, as long as that helps.
 *
 * @param needs how much one element needs another
 * @param places what titles say: 1 early, -1 late
 */
export function orderByNeeds(needs: PairTable, places: readonly number[]): readonly number[] {
  const scale = meanOf(needs) || 1
  const gainOf = (before: number, after: number): number =>
    (needs[after]?.[before] ?? 0) / scale + (places[before] ?? 0) - (places[after] ?? 0)
  const total = (index: number) => (needs[index] ?? new Float64Array()).reduce((sum, need) => sum + need, 0)
  const totals = needs.map((_row, index) => total(index))
  const order = [...needs.keys()].sort((a, b) => (totals[a] ?? 0) - (totals[b] ?? 0) || a - b)
  for (let move = 0; move < MAX_MOVES; move++) {
    const best = bestMove(order, gainOf)
    if (best === undefined) break
    order.splice(best.to, 0, ...order.splice(best.from, 1))
  }
  return order
}

function bestMove(
  order: readonly number[],
  gainOf: (before: number, after: number) => number,
): { readonly from: number; readonly to: number } | undefined {
  let best: { readonly from: number; readonly to: number } | undefined
  let highest = 1e-9
  for (const [from, moved] of order.entries()) {
    for (const step of [1, -1]) {
      let gain = 0
      for (let to = from + step; to >= 0 && to < order.length; to += step) {
        const passed = order[to] ?? 0
        gain += step * (gainOf(passed, moved) - gainOf(moved, passed))
        if (gain > highest) [highest, best] = [gain, { from, to }]
      }
    }
  }
  return best
}
