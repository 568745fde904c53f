import type { Term } from '../analysis/terms.js'
import { asCommonNoun, lowerFirst, occursWithin } from '../language/phrases.js'
import { type DocumentPart, textOfPart, withinPart } from '../outline/document-part.js'
import type { Outline, PlannedUnit } from '../outline/plan-units.js'
import type { PartIds } from '../part-ids.js'
import type { GlossaryEntry } from '../unit.js'

/** Maximum number of terms in one unit, and of those among them that only the wording of a sentence shows. */
const MAX_TERMS = { all: 120, inferred: 20 } as const

/** The glossaries of the units: each term once, where it is taught first. */
export function glossaryOfUnits({ units, lookedUp }: Outline): readonly (readonly Term[])[] {
  const taken = new Set<string>()
  const own = units.map(({ parts }) => parts.flatMap(termsOfPart))
  const shared = assignShared(units, lookedUp)
  // A term with a capital in one document, because of its position, may be in lower case in all others.
  const texts = units.flatMap(({ parts }) => parts.map(textOfPart)).join('\n')
  return units.map((_unit, index) => {
    const candidates = [...(shared[index] ?? []), ...(own[index] ?? [])]
      .map((term, position) => ({ term, position }))
      .sort((a, b) => Number(b.term.certain) - Number(a.term.certain) || a.position - b.position)
      .map(({ term }) => term)
    const chosen: Term[] = []
    for (const term of candidates) {
      if (chosen.length >= (term.certain ? MAX_TERMS.all : MAX_TERMS.inferred) || taken.has(term.key)) continue
      taken.add(term.key)
      chosen.push({ ...term, term: plainTerm(term, texts) })
    }
    return chosen
  })
}

/** Lists of terms often write every term with a capital: a term that no text writes with a capital within a line is no name. */
function plainTerm({ term, certain }: Term, texts: string): string {
  const common = asCommonNoun(term, texts)
  return common === term && certain && !occursWithin(texts, term) ? lowerFirst(term) : common
}

/** The entries of a unit in one alphabet, whatever their case and accents; the same on all machines. */
export function inAlphabet(entries: readonly GlossaryEntry[]): readonly GlossaryEntry[] {
  const keyOf = ({ term }: GlossaryEntry) =>
    term
      .normalize('NFD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .replace(/^[^\p{L}\p{N}]+/u, '')
  return entries
    .map((entry) => ({ entry, key: keyOf(entry) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ entry }) => entry)
}

/** A term as it stands in a unit. */
export function glossaryEntry({ term, key, definition, citation }: Term, ids: PartIds): GlossaryEntry {
  return { id: ids.of('term', key), origin: 'generated', term, definition, citations: [citation] }
}

function termsOfPart(part: DocumentPart): readonly Term[] {
  return withinPart(part, part.analysis.terms)
}

/** Terms of glossaries go to the first unit that is named after them, else to the one that uses them most. */
function assignShared(units: readonly PlannedUnit[], lookedUp: readonly DocumentPart[]): readonly (readonly Term[])[] {
  const shared: Term[][] = units.map(() => [])
  const titles = units.map(({ title, parts }) => plain([title, ...parts.map((part) => part.title)].join(' ')))
  const texts = units.map(({ parts }) => plain(parts.map(textOfPart).join(' ')))
  for (const term of lookedUp.flatMap((part) => part.analysis.terms)) {
    const named = titles.findIndex((title) => title.includes(` ${term.key}`))
    const counts = texts.map((text) => text.split(` ${term.key}`).length - 1)
    const max = Math.max(...counts)
    if (named < 0 && max === 0) continue
    // An earlier unit needs the term first if it uses it at least half as often as the unit with the most uses.
    const first = named >= 0 ? named : counts.findIndex((count) => count >= max / 2)
    shared[first]?.push(term)
  }
  return shared
}

function plain(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
}
