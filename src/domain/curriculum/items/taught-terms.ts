import { contentWords, jaccard } from '../../text/content-words.js'
import { isCutOff } from '../../text/text-faults.js'
import { containsPhrase, countWords, normaliseText } from '../../text/words.js'
import { kindsOfTerms, type NamedTerm, type TermKind } from '../analysis/term-kind.js'
import { isDefinition } from '../analysis/terms.js'
import { termKey } from '../language/phrases.js'
import type { UnitMaterial } from '../outline/document-part.js'
import type { GlossaryEntry } from '../unit.js'

/** A term of the glossary of a unit, with what decides which other terms it can be confused with. */
export interface TaughtTerm {
  readonly entry: GlossaryEntry
  readonly kind: TermKind
  readonly docId: string
  /** Whether the form of the document shows the definition, not only the wording of a sentence. */
  readonly certain: boolean
  readonly termWords: ReadonlySet<string>
  readonly definitionWords: ReadonlySet<string>
}

/** Terms that can stand beside others as wrong answers, by unit. */
export interface TermPool {
  /** The terms of the unit. */
  readonly own: readonly TaughtTerm[]
  /** Those of the other units. */
  readonly others: readonly TaughtTerm[]
  /** Further words that the documents of the unit emphasise, by document. */
  readonly named: ReadonlyMap<string, readonly NamedTerm[]>
}

/** The pools of all units. */
export function termPools(units: readonly UnitMaterial[]): readonly TermPool[] {
  const own = units.map(taughtTerms)
  return units.map(({ parts }, index) => ({
    own: own[index] ?? [],
    others: own.filter((_unit, other) => other !== index).flat(),
    named: new Map(parts.map(({ analysis }) => [analysis.document.id, analysis.named])),
  }))
}

/** The terms of a unit that English items can ask for. */
function taughtTerms({ unit, parts }: UnitMaterial): readonly TaughtTerm[] {
  const tagger = parts.find(({ analysis }) => analysis.tagger !== undefined)?.analysis.tagger
  if (tagger === undefined) return []
  const uncertain = new Set(
    parts.flatMap(({ analysis }) => analysis.terms.flatMap(({ certain, key }) => (certain ? [] : [key]))),
  )
  const kinds = kindsOfTerms(unit.glossary, tagger)
  return unit.glossary.flatMap((entry, index) => {
    const kind = kinds[index]
    if (kind === undefined || isCutOff(entry.definition) || entry.definition.includes(';')) return []
    if (!isDefinition(entry.term, entry.definition, true)) return []
    // What a sentence says of a name in code is one of many things about it.
    if (kind.form === 'code' && uncertain.has(termKey(entry.term))) return []
    // The name of one thing ("Arduino") is no concept, unless the author lists it as a term.
    if (kind.proper && kind.form === 'words' && uncertain.has(termKey(entry.term))) return []
    return {
      entry,
      kind,
      docId: entry.citations[0]?.docId ?? '',
      certain: !uncertain.has(termKey(entry.term)),
      termWords: contentWords(entry.term),
      definitionWords: contentWords(entry.definition),
    }
  })
}

/** Two definitions that share more say nearly the same. */
const SAME_MEANING = 0.3
const ALIAS = /\b(?:also (?:called|known as|referred to as)|abbreviated|short for|stands for|acronym|synonym)\b/i

/** Whether `other` is a wrong but likely answer where `key` is right: of the same kind, and neither its synonym nor its genus. */
export function isConfusable(key: TaughtTerm, other: TaughtTerm): boolean {
  const [a, b] = [key.kind, other.kind]
  if (a.form !== b.form || a.plural !== b.plural || a.proper !== b.proper || a.person !== b.person) return false
  if (Math.abs(countWords(key.entry.term) - countWords(other.entry.term)) > 2) return false
  if (jaccard(key.definitionWords, other.definitionWords) > SAME_MEANING) return false
  return !names(key, other) && !names(other, key) && !isInitialsOf(key.entry.term, other.entry.term)
}

/** Whether an emphasised word is a wrong but likely answer: a common noun of the same number that the text of the key does not name. */
export function isConfusableName(key: TaughtTerm, { term, plural }: NamedTerm): boolean {
  const { kind, entry, termWords } = key
  if (kind.proper || kind.form !== 'words' || kind.person || kind.plural !== plural || /^\p{Lu}/u.test(term))
    return false
  if (Math.abs(countWords(entry.term) - countWords(term)) > 1) return false
  const words = [...contentWords(term)]
  const said = new Set(
    [entry.definition, ...entry.citations.map(({ quote }) => quote)].flatMap((text) => [...contentWords(text)]),
  )
  const shared = words.filter((word) => termWords.has(word)).length
  // "inference" beside "valid inference" is its genus; "invalid inference" is not.
  if (words.length === 0 || shared === words.length || shared === termWords.size) return false
  return !words.every((word) => said.has(word)) && !isInitialsOf(entry.term, term)
}

/** Whether the term of `a`, or its definition or quote, contains the term of `b`: its genus, a part of it, or another name. */
function names(a: TaughtTerm, b: TaughtTerm): boolean {
  const named = normaliseText(b.entry.term)
  const stems = [...b.termWords]
  const isIn = (text: string) => {
    const words = contentWords(text)
    return containsPhrase(normaliseText(text), named) || (stems.length > 0 && stems.every((word) => words.has(word)))
  }
  if (isIn(a.entry.term) || isIn(a.entry.definition)) return true
  return a.entry.citations.some(({ quote }) => ALIAS.test(quote) && isIn(quote))
}

function isInitialsOf(a: string, b: string): boolean {
  const initials = (text: string) =>
    text
      .split(/[\s-]+/)
      .map((word) => word.charAt(0))
      .join('')
      .toLowerCase()
  return initials(a) === b.toLowerCase() || initials(b) === a.toLowerCase()
}
