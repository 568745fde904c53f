import { contentWords, jaccard } from '../../text/content-words.js'
import { isCutOff } from '../../text/text-faults.js'
import { containsPhrase, countWords, normaliseText } from '../../text/words.js'
import { kindsOfTerms, type TermKind } from '../analysis/term-kind.js'
import { isDefinition } from '../analysis/terms.js'
import { termKey } from '../language/phrases.js'
import { type UnitMaterial, withinPart } from '../outline/document-part.js'
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
  /** The starts of the paragraphs of its unit that name it, with the ids of their documents. */
  readonly places: ReadonlySet<string>
}

/** Terms that can stand beside others as wrong answers, by unit. */
export interface TermPool {
  /** The terms of the unit. */
  readonly own: readonly TaughtTerm[]
  /** Those of the other units. */
  readonly others: readonly TaughtTerm[]
}

/** The pools of all units. */
export function termPools(units: readonly UnitMaterial[]): readonly TermPool[] {
  const own = units.map(taughtTerms)
  return units.map((_unit, index) => ({
    own: own[index] ?? [],
    others: own.filter((_terms, other) => other !== index).flat(),
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
  const paragraphs = parts.flatMap((part) =>
    withinPart(part, part.analysis.document.blocks).flatMap((block) =>
      block.kind === 'paragraph'
        ? { place: `${part.analysis.document.id}:${block.start}`, text: ` ${termKey(block.text)} ` }
        : [],
    ),
  )
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
      places: new Set(
        paragraphs.flatMap(({ place, text }) => (text.includes(` ${termKey(entry.term)}`) ? [place] : [])),
      ),
    }
  })
}

/** Two definitions that share more say nearly the same; two of the same list of terms differ in what they do not share. */
const SAME_MEANING = { apart: 0.3, listed: 0.7 } as const
const ALIAS = /\b(?:also (?:called|known as|referred to as)|abbreviated|short for|stands for|acronym|synonym)\b/i

/** Whether `other` is a wrong but likely answer where `key` is right: of the same kind, and neither its synonym nor its genus. */
function isConfusable(key: TaughtTerm, other: TaughtTerm): boolean {
  const [a, b] = [key.kind, other.kind]
  if (a.form !== b.form || a.plural !== b.plural || a.proper !== b.proper || a.person !== b.person) return false
  if (Math.abs(countWords(key.entry.term) - countWords(other.entry.term)) > 2) return false
  const areListed = key.certain && other.certain && key.docId === other.docId
  const same = areListed ? SAME_MEANING.listed : SAME_MEANING.apart
  if (jaccard(key.definitionWords, other.definitionWords) > same) return false
  return !names(key, other) && !names(other, key) && !isInitialsOf(key.entry.term, other.entry.term)
}

/** What makes a learner hesitate between two terms, and how much of it a wrong option needs. */
const CLOSE = { document: 1, genus: 2, paragraph: 2, word: 1, enough: 3 } as const

/** How easily two terms are confused: the same lesson, the same kind of thing, used side by side, a common word. */
export function closeness(a: TaughtTerm, b: TaughtTerm): number {
  let sum = 0
  if (a.docId === b.docId) sum += CLOSE.document
  if (a.kind.genus === b.kind.genus) sum += CLOSE.genus
  if ([...a.places].some((place) => b.places.has(place))) sum += CLOSE.paragraph
  if ([...a.termWords].some((word) => b.termWords.has(word))) sum += CLOSE.word
  return sum
}

/** Whether `other` is a rival: who has not learned the terms cannot exclude it. */
export function isRival(key: TaughtTerm, other: TaughtTerm): boolean {
  const isSameSort = key.kind.genus === other.kind.genus || EVENT.test(key.kind.genus) === EVENT.test(other.kind.genus)
  return isSameSort && isConfusable(key, other) && closeness(key, other) >= CLOSE.enough
}

/** Nouns for what happens or is done: beside three substances, a movement stands out. */
const EVENT =
  /(?:(?<!sta|posi|solu|por|sec|na|func)tion|(?<!dimen|ver|pen)sion|[ao]sis|(?<!ele|ce|fila|frag|liga|environ|docu|instru|seg|ele)ment|ance|ing)$|^(?:act|analysis|attack|breakdown|change|decay|decrease|division|event|export|flow|growth|import|increase|loss|method|practice|procedure|process|rise|search|study|technique|transfer|transport|use|work)$/

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
