import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { contentWords } from '../../text/content-words.js'
import { openReference } from '../../text/open-references.js'
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

/** The terms that a document defines, in reading order; a term once, by its surest definition. */
export function termsOf(document: KnowledgeDocument, tagger?: EnglishTagger): readonly Term[] {
  const found = [...formalDefinitions(document), ...(tagger === undefined ? [] : statedDefinitions(document))]
  const best = new Map<string, Term>()
  const candidates = found.flatMap((stated): readonly StatedDefinition[] => {
    const term = tagger === undefined ? withoutEnd(stated.term) : asCommonNoun(withoutEnd(stated.term), document.text)
    const definition =
      tagger === undefined ? foreignDefinition(term, stated.definition) : definitionOf(term, stated.definition)
    return definition === undefined || !isTerm(term) ? [] : [{ ...stated, term, definition }]
  })
  const kinds = tagger === undefined ? undefined : kindsOfTerms(candidates, tagger)
  for (const [index, { term, definition, start, end, certain }] of candidates.entries()) {
    // Not the name of a thing, or not said what kind of thing.
    if (tagger !== undefined && !certain && countWords(definition) < MIN_STATED_WORDS) continue
    if (kinds !== undefined && kinds[index] === undefined) continue
    const citation = cite(document, { start, end })
    if (citation === undefined) continue
    const key = termKey(term)
    const known = best.get(key)
    if (known !== undefined && (known.certain || !certain)) continue
    best.set(key, { term, key, definition, citation, start, certain })
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
    }
  }
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
const PROPER_START = /^(?:A|An|The|To|Any|One|Each|All|Set|Group|Process|Act|State)\b/

/**
 * The noun phrase of a definition; `undefined` if none can be recognised.
 */
export function definitionOf(term: string, stated: string): string | undefined {
  const text = stated
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\([^)]{1,60}\)\s*:?\s*/, '')
  const noun = /\bAs a noun,? (?:it is )?(.+)/i.exec(text)?.[1]
  return [...(noun === undefined ? [] : [noun]), firstSentence(text)]
    .map((phrase) => withoutEnd(phrase.replace(ASIDE, '').replace(/ \([^)]*\)/g, '')).replace(/[.,](?=[”"]$)/, ''))
    .map((phrase) => (PROPER_START.test(phrase) ? lowerFirst(phrase) : phrase))
    .find((phrase) => isDefinition(term, phrase))
}

/** A shorter definition in a sentence describes one case. */
const MIN_STATED_WORDS = 5
/** The length of a definition, in words. */
const DEFINITION_WORDS = { min: 4, max: 45 } as const

/** What a sentence adds to a definition. */
const ASIDE =
  /(?: - | – | — |—|; |, (?:whereas|while|but|so|and (?:is|are|has|have|can|it|they|each)|which (?:means|is why|makes)|also|such as|for example|like) | such as | and (?:needs?|is|are|can|must|should|has|have) ).*$/u

/** Whether `phrase` defines `term` without repeating it. */
function isDefinition(term: string, phrase: string): boolean {
  const words = countWords(phrase)
  if (words < DEFINITION_WORDS.min || words > DEFINITION_WORDS.max || hygieneFault(phrase) !== undefined) return false
  if (NO_NOUN.test(phrase) || NO_KIND.test(phrase) || POINTS_AWAY.test(phrase) || openReference(phrase) !== undefined)
    return false
  // A caption ("Left: ..."), a label, a sentence of its own, a list lead-in.
  if (/^[^,;]{1,25}:/.test(phrase) || /:$/.test(phrase) || /[.!?] \p{Lu}/u.test(phrase)) return false
  const said = contentWords(phrase)
  return ![...contentWords(term)].every((word) => said.has(word))
}

/** The first sentence of a definition in another language than English, as it is written. */
function foreignDefinition(term: string, stated: string): string | undefined {
  const text = withoutEnd(firstSentence(stated.replace(/\s+/g, ' ').trim()))
  const words = countWords(text)
  return words < 3 || words > 40 || hygieneFault(text) !== undefined || term === '' ? undefined : text
}

function firstSentence(text: string): string {
  return sentencesOf(text)[0] ?? text
}
