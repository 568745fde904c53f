import { hasAbsolute } from '../../text/absolute-words.js'
import { contentWords } from '../../text/content-words.js'
import { leadingPronoun, openReference } from '../../text/open-references.js'
import { countWords } from '../../text/words.js'
import type { ItemDoubt } from '../item.js'
import { upperFirst } from '../language/phrases.js'
import type { DraftChoice, DraftItem } from './draft-item.js'
import { hashOf, seededOrder } from './seeded-order.js'
import { closeness, isRival, type TaughtTerm, type TermPool } from './taught-terms.js'

const DISTRACTORS = { min: 2, max: 3 } as const
/** Of two options and the key; the rule allows 2.5 between any two. */
const MAX_LENGTH_RATIO = 1.55
/** Parentheses and years of references: "(Hunt, 2007)". */
const REFERENCE = /\([^)]*\b(?:1[5-9]|20)\d\d[^)]*\)/
const FROM_SENTENCE: ItemDoubt = {
  check: 'definition',
  message: 'the definition is taken from a sentence, not from a list of terms',
}

/**
 * Items about the terms of a unit: a choice where two or three other terms are rivals of it, else the definition is asked for.
 */
export function definitionItems({ own, others: elsewhere }: TermPool, seed: number): readonly DraftItem[] {
  return own.flatMap((term) => {
    if (!standsAlone(term.entry.definition)) return []
    const rivals = closestFirst(
      term,
      [...own, ...elsewhere].filter((other) => other !== term && isRival(term, other)),
      seed,
    )
    const forms = [termItem(term, rivals), meaningItem(term, rivals)]
    const [first, second] = hashOf(seed, term.entry.term) % 3 > 0 ? forms : forms.reverse()
    // What a sentence says of a term is not asked for without options.
    return first ?? second ?? (term.certain ? openItem(term) : [])
  })
}

/** "A term used by thinkers" says nothing about the thing. */
const ABOUT_THE_WORD =
  /^(?:an? |the )?(?:expression|name|phrase|term|word) (?:that is |which is )?(?:used|given|applied|coined)\b/i

function standsAlone(definition: string): boolean {
  return (
    !ABOUT_THE_WORD.test(definition) &&
    !REFERENCE.test(definition) &&
    openReference(definition) === undefined &&
    leadingPronoun(definition) === undefined
  )
}

function closestFirst(term: TaughtTerm, others: readonly TaughtTerm[], seed: number): readonly TaughtTerm[] {
  return seededOrder(others, seed, term.entry.term, ({ entry }) => entry.term).sort(
    (a, b) => closeness(term, b) - closeness(term, a),
  )
}

/** "Define “router”." */
function openItem({ entry, kind, certain }: TaughtTerm): DraftItem {
  return {
    basis: 'derived',
    format: 'open',
    kind: 'short-answer',
    stem: kind.person ? `Who was ${entry.term}?` : `Define “${entry.term}”.`,
    answer: upperFirst(entry.definition),
    bloom: 'remember',
    citations: entry.citations,
    confidence: certain ? 0.8 : 0.65,
    doubts: certain ? [] : [FROM_SENTENCE],
    term: entry.term,
  }
}

/** "Which term means “a device that forwards packets between networks”?" */
function termItem(term: TaughtTerm, others: readonly TaughtTerm[]): DraftChoice | undefined {
  const { entry, kind } = term
  const definition = entry.definition.replace(/[“”"]/g, '')
  // A stem with a word of the key gives it away, unless all options have the word.
  const given = [...term.termWords].filter((word) => [...term.definitionWords].some((other) => sharesRoot(word, other)))
  const fair = others.filter(({ termWords }) => given.every((word) => termWords.has(word)))
  const wrong = mixed(term, fair)
    .slice(0, DISTRACTORS.max)
    .map((other) => other.entry.term)
  const stem = kind.person ? `Who is described as “${definition}”?` : `Which term means “${definition}”?`
  return choice(term, stem, entry.term, wrong)
}

/**
 * Without further terms of a genus that is not the one of the key: beside three fallacies, an argument stands out. Without terms
 * that another option names: "inference" beside "valid inference".
 */
function mixed(term: TaughtTerm, others: readonly TaughtTerm[]): readonly TaughtTerm[] {
  const seen = new Set<string>()
  const kept: TaughtTerm[] = []
  for (const other of others) {
    const isNew = other.kind.genus === term.kind.genus || !seen.has(other.kind.genus)
    if (!isNew || kept.some((one) => contains(one, other) || contains(other, one))) continue
    seen.add(other.kind.genus)
    kept.push(other)
  }
  return kept
}

function contains(a: TaughtTerm, b: TaughtTerm): boolean {
  return b.termWords.size > 0 && [...b.termWords].every((word) => a.termWords.has(word))
}

/** "confirmation" and "confirms", "libertarianism" and "liberties". */
function sharesRoot(a: string, b: string): boolean {
  let shared = 0
  while (shared < a.length && a[shared] === b[shared]) shared++
  return a === b || (shared >= ROOT.letters && shared >= Math.min(a.length, b.length) * ROOT.share)
}

/** Letters at the start of two words that make them one family, and their share of the shorter word. */
const ROOT = { letters: 5, share: 0.8 } as const

/** "What does “router” mean?", with definitions of about the same length. */
function meaningItem(term: TaughtTerm, others: readonly TaughtTerm[]): DraftChoice | undefined {
  const { entry, kind } = term
  if (kind.person) return undefined
  const length = countWords(entry.definition)
  const fair = others.filter((other) => {
    const words = countWords(other.entry.definition)
    const isAlike = words <= length * MAX_LENGTH_RATIO && length <= words * MAX_LENGTH_RATIO
    // An option that alone says "always" stands out. No option names a word of the term, the key included.
    if (hasAbsolute(entry.definition) !== hasAbsolute(other.entry.definition)) return false
    return isAlike && standsAlone(other.entry.definition) && !hasWordOf(term, other)
  })
  if (hasWordOf(term, term)) return undefined
  const wrong = mixed(term, fair)
    .slice(0, DISTRACTORS.max)
    .map((other) => upperFirst(other.entry.definition))
  return choice(term, `What does “${entry.term}” mean?`, upperFirst(entry.definition), wrong)
}

function hasWordOf({ termWords }: TaughtTerm, { entry }: TaughtTerm): boolean {
  const words = [...contentWords(entry.definition)]
  return [...termWords].some((word) => words.some((other) => sharesRoot(word, other)))
}

function choice(term: TaughtTerm, stem: string, right: string, wrong: readonly string[]): DraftChoice | undefined {
  if (new Set([right, ...wrong].map((text) => text.toLowerCase())).size <= DISTRACTORS.min) return undefined
  return {
    basis: 'derived',
    format: 'choice',
    kind: 'definition-match',
    stem,
    right,
    wrong,
    bloom: 'remember',
    citations: term.entry.citations,
    confidence: term.certain ? 0.85 : 0.7,
    doubts: term.certain ? [] : [FROM_SENTENCE],
    term: term.entry.term,
  }
}
