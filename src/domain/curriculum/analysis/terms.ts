import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { contentWords } from '../../text/content-words.js'
import { danglingPronoun, openReference } from '../../text/open-references.js'
import { sentencesOf } from '../../text/split-sentences.js'
import type { EnglishTagger } from '../../text/tagged-text.js'
import { hygieneFault } from '../../text/text-faults.js'
import { countWords } from '../../text/words.js'
import type { Citation } from '../citation.js'
import { asCommonNoun, lowerFirst, termKey, withoutEnd } from '../language/phrases.js'
import { cite } from './cite.js'
import { type StatedDefinition, statedDefinitions } from './stated-definitions.js'
import { kindsOfTerms } from './term-kind.js'

/** A term and its definition in a document. */
export interface Term {
  readonly term: string
  readonly key: string
  readonly definition: string
  readonly citation: Citation
  readonly start: number
  /** Whether the form of the text shows the definition (a list, a table), not only the wording of a sentence. */
  readonly certain: boolean
}

interface Candidate extends StatedDefinition {
  /** Whether its form is enough to take it as the author wrote it. */
  readonly isListed: boolean
  /** Whether `definition` is a noun phrase of the same kind as the term. */
  readonly isNounPhrase: boolean
}

/** The terms that a document defines, in reading order; a term once, by its surest definition. */
export function termsOf(document: KnowledgeDocument, tagger?: EnglishTagger): readonly Term[] {
  const found = [...formalDefinitions(document), ...(tagger === undefined ? [] : statedDefinitions(document))]
  const best = new Map<string, Term>()
  const text = ` ${termKey(document.text)} `
  const candidates = found.flatMap((stated): readonly Candidate[] => {
    const term = tagger === undefined ? withoutEnd(stated.term) : asCommonNoun(withoutEnd(stated.term), document.text)
    if (!isTerm(term)) return []
    const strict = tagger === undefined ? undefined : definitionOf(term, stated.definition, stated.formal === true)
    const isListed = tagger === undefined || stated.certain || (stated.formal === true && isTaught(term, stated, text))
    const loose = isListed ? writtenDefinition(term, stated.definition) : undefined
    const definition = strict ?? loose
    if (definition === undefined) return []
    return [{ ...stated, term, definition, isListed, isNounPhrase: strict !== undefined }]
  })
  const kinds = tagger === undefined ? [] : kindsOfTerms(candidates, tagger)
  for (const [index, { term, definition, start, end, certain, isListed, isNounPhrase }] of candidates.entries()) {
    // Not the name of a thing, or not said what kind of thing. What the author lists as a term stays one.
    const isThing = isNounPhrase && kinds[index] !== undefined && countWords(definition) >= MIN_STATED_WORDS
    if (!isListed && !isThing) continue
    const citation = cite(document, { start, end })
    if (citation === undefined) continue
    const key = termKey(term)
    const known = best.get(key)
    if (known !== undefined && (known.certain || !(certain || isListed))) continue
    best.set(key, { term, key, definition, citation, start, certain: certain || isListed })
  }
  return [...best.values()].sort((a, b) => a.start - b.start)
}

function* formalDefinitions(document: KnowledgeDocument): Generator<StatedDefinition> {
  for (const { term, definition, block, form } of document.definitions) {
    const roles = rolesAround(document, document.blocks[block]?.region)
    if (!isProse(roles)) continue
    const near = definition.start >= term.end && definition.start - term.end < 80
    yield {
      term: term.text,
      definition: definition.text,
      start: near ? term.start : definition.start,
      end: definition.end,
      certain: form === 'list' || form === 'table' || roles[0] === 'glossary',
      formal: form !== 'copula',
    }
  }
}

/** "Loop: a second path ..." in a text that goes on to use the word; "Left: the old network" is a caption. */
function isTaught(term: string, { definition }: Pick<StatedDefinition, 'definition'>, text: string): boolean {
  return /^(?:an?|the|any)\b/i.test(definition) && text.split(` ${termKey(term)}`).length > 2
}

function isTerm(term: string): boolean {
  return (
    term.length <= 50 &&
    term.split(' ').length <= 5 &&
    /\p{L}{2}/u.test(term) &&
    !/[?!:;,"“”]|^(?:note|tip|warning|important|example|hint|answer|question|step|it|this|that|there|what|who|which|here)\b/i.test(
      term,
    )
  )
}

/** Says how good or how similar a thing is, not what it is. */
const NO_KIND =
  /^(?:(?:a|an|the) )?(?:same|good|great|bad|common|simple way|bit|lot|case|reason|question|matter|result of this|example|first|second|last|next|only|main|best|most|key|right|wrong|key phrase|convention|sensible|big|huge|major|important|part of|one of|kind of|sort of|synonym|abbreviation|short form|acronym|shorter|waste|good practice)\b/i
/** Clauses, predicates and prepositions. */
const NO_NOUN =
  /^(?:also|most|more|often|generally|usually|simply|neither|(?:an?|the) ['‘"“]|when|where|if|that|which|who|whose|because|since|while|although|how|why|what|whether|as|so|is|are|was|were|has|have|can|will|may|must|should|does|do|not|and|or|but|in|on|at|by|for|from|with|of|used|called|known|made|based|there|see)\b/i
const POINTS_AWAY =
  /\b(?:this|these|those|above|below|following|we|us|our|you|your|here|it|they|them|lesson|chapter|section)\b/i
const AWAY = /\b(?:above|below|following|here|lesson|chapter|section)\b/i
/** "in Hindu thought, matter": the field in which a term has this meaning. */
const IN_FIELD = /^(?:in|within|when discussing) [^,;]{3,40}, /i
const PROPER_START = /^(?:A|An|The|To|Any|One|Each|All|Set|Group|Process|Act|State)\b/

/**
 * The noun phrase of a definition; `undefined` if none can be recognised.
 *
 * @param formal whether the form of the text shows that it is a definition
 */
export function definitionOf(term: string, stated: string, formal = false): string | undefined {
  const text = stated
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\([^)]{1,60}\)\s*:?\s*/, '')
  const noun = /\bAs a noun,? (?:it is )?(.+)/i.exec(text)?.[1]
  return [...(noun === undefined ? [] : [noun]), firstSentence(text)]
    .map((phrase) => withoutEnd(phrase.replace(ASIDE, '').replace(/ \([^)]*\)/g, '')).replace(/[.,](?=[”"]$)/, ''))
    .map((phrase) => (PROPER_START.test(phrase) ? lowerFirst(phrase) : phrase))
    .find((phrase) => isDefinition(term, phrase, formal))
}

/** A shorter definition in a sentence describes one case. */
const MIN_STATED_WORDS = 5
/** The length of a definition, in words. */
const DEFINITION_WORDS = { min: 4, max: 45 } as const

/** What a sentence adds to a definition: also ", involving questions such as". */
const ASIDE =
  /(?:, \p{Ll}+ing [^,]* (?:such as|like) | - | – | — |—|; |, (?:whereas|while|but|so|and (?:is|are|has|have|can|it|they|each)|which (?:means|is why|makes)|also|such as|for example|like) | such as | and (?:needs?|is|are|can|must|should|has|have) ).*$/u

/**
 * Whether `phrase` defines `term` as a noun phrase without repeating it.
 *
 * @param formal whether the form of the text shows that it is a definition
 */
export function isDefinition(term: string, phrase: string, formal: boolean): boolean {
  const words = countWords(phrase)
  if (words < DEFINITION_WORDS.min || words > DEFINITION_WORDS.max || hygieneFault(phrase) !== undefined) return false
  const bare = phrase.replace(IN_FIELD, '')
  if (NO_NOUN.test(bare) || NO_KIND.test(bare) || openReference(phrase) !== undefined) return false
  // "it" in the entry of a glossary refers to a word of the entry.
  if (formal ? AWAY.test(phrase) || danglingPronoun(bare) !== undefined : POINTS_AWAY.test(phrase)) return false
  // "either" without "or": the sentence went on.
  if (/\beither\b(?!.*\bor\b)|\bboth\b(?!.*\band\b)|\b(?:of|in|at|to|from|for|on) that \p{Ll}+$/iu.test(phrase))
    return false
  // A caption ("Left: ..."), a label, a sentence of its own, a list lead-in.
  if (/^[^,;]{1,25}:/.test(phrase) || /:$/.test(phrase) || /[.!?] \p{Lu}/u.test(phrase)) return false
  const said = contentWords(phrase)
  return ![...contentWords(term)].every((word) => said.has(word))
}

/** The first sentence of a definition as it is written, in any language. */
function writtenDefinition(term: string, stated: string): string | undefined {
  const text = withoutEnd(firstSentence(stated.replace(/\s+/g, ' ').trim()))
  const words = countWords(text)
  const isWhole = words >= 3 && words <= DEFINITION_WORDS.max && hygieneFault(text) === undefined && !/:$/.test(text)
  return isWhole && term !== '' && openReference(text) === undefined ? text : undefined
}

function firstSentence(text: string): string {
  return sentencesOf(text)[0] ?? text
}
