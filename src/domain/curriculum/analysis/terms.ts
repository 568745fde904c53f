import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { contentWords } from '../../text/content-words.js'
import { sentencesOf } from '../../text/split-sentences.js'
import { hygieneFault } from '../../text/text-faults.js'
import type { Citation } from '../citation.js'
import { asCommonNoun, lowerFirst, termKey, withoutEnd } from '../language/phrases.js'
import { gerundOf } from '../language/verbs.js'
import { definitionFault } from '../report/checks/text-rules.js'
import { cite } from './cite.js'

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

const NAMES_A_THING =
  /^(?:an?|the|any|all|each|every|one|two|three|several|\p{Ll}+s (?:that|which|of|in|with|for|by|to))\b[^:]*$/u

/** The terms that a document defines, in reading order; a term once, by its surest definition. */
export function termsOf(document: KnowledgeDocument): readonly Term[] {
  const found = [...formalDefinitions(document), ...statedDefinitions(document)]
  const best = new Map<string, Term>()
  for (const stated of found) {
    const term = asCommonNoun(withoutEnd(stated.term), document.text)
    const definition = definitionOf(term, stated.definition)
    if (definition === undefined || !isTerm(term)) continue
    // Any sentence can start with bold text: the first word of the definition must show that a thing is named.
    if (!stated.certain && !NAMES_A_THING.test(definition)) continue
    const citation = cite(document, { start: stated.start, end: stated.end })
    if (citation === undefined) continue
    const key = termKey(term)
    const known = best.get(key)
    if (known !== undefined && (known.certain || !stated.certain)) continue
    best.set(key, { term, key, definition, citation, start: stated.start, certain: stated.certain })
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
      certain: form !== 'bold-lead' || roles[0] === 'glossary',
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

/** A definition before it is normalised. */
interface StatedDefinition {
  readonly term: string
  readonly definition: string
  readonly start: number
  readonly end: number
  readonly certain: boolean
}

/** "A merge is the act of ...", "Photosynthesis is defined as the process ...": subject and definition. */
const COPULA =
  /^(?:(?:A|An|The|In \p{L}+, an?) )?([\p{L}\p{N}.-][\p{L}\p{N}'’./ -]{1,45}?)(?: \([^)]{1,30}\))? (?:is|are|refers to|means)(?: defined as| called)? ((?:an?|the|any|one|two|those|all) .+)$/u
/** "a special identifier called HEAD, which refers to ...": kind, name and description. */
const CALLED =
  /\b(an? (?:\p{Ll}+ ){0,3}\p{Ll}+) (?:called|known as|named) ([\p{L}\p{N}.][\p{L}\p{N}./ -]{1,40}?),? ((?:which|that|where|in which) [^;:]{10,160})/u
const NO_SUBJECT =
  /^(?:it|this|that|these|those|there|he|she|they|we|you|what|here|which|each|one|another|some|such|both|most|many|all|if|when|where|while|since|because|as|in|on|at|by|for|with|to|from|although|though|once|after|before)\b/i

/**
 * Sentences that define a term that the document emphasises: as a heading, in bold, italics or code, or as
 * a link.
 */
function* statedDefinitions(document: KnowledgeDocument): Generator<StatedDefinition> {
  const anchors = anchorsOf(document)
  for (const { text, start, end, block } of document.sentences) {
    const around = document.blocks[block]
    if (around === undefined) continue
    const roles = rolesAround(document, around.region)
    if (roles[0] !== 'key-points' && !isProse(roles)) continue
    const line = text.replace(/\s+/g, ' ')
    const stated = copula(line) ?? called(line)
    const term = stated === undefined ? undefined : anchored(stated.term, anchors)
    if (stated !== undefined && term !== undefined) yield { ...stated, term, start, end, certain: false }
  }
}

type Stated = Pick<StatedDefinition, 'term' | 'definition'>

function copula(line: string): Stated | undefined {
  const [, term = '', definition = ''] = COPULA.exec(line) ?? []
  return definition === '' || NO_SUBJECT.test(term) ? undefined : { term, definition }
}

function called(line: string): Stated | undefined {
  const [, kind = '', term = '', what = ''] = CALLED.exec(line) ?? []
  return what === '' ? undefined : { term, definition: `${kind} ${what}` }
}

/** The emphasised term: in "The .gitignore file" it is `.gitignore`. */
function anchored(term: string, anchors: ReadonlySet<string>): string | undefined {
  if (anchors.has(termKey(term))) return term
  const name = term.split(' ').slice(0, -1).join(' ')
  return /[._/-]|\(\)|^[A-Z]{2,}/.test(name) && anchors.has(termKey(name)) ? name : undefined
}

function anchorsOf({ marks, sections, definitions, title }: KnowledgeDocument): ReadonlySet<string> {
  const anchors = new Set<string>([termKey(title)])
  for (const { kind, text } of marks) if (kind !== 'formula') anchors.add(termKey(text))
  for (const { term } of definitions) anchors.add(termKey(term.text))
  for (const { heading } of sections) {
    if (heading === undefined) continue
    const bare = heading.text.replace(/^[\d.\s]+|[?:].*$/g, '')
    anchors.add(termKey(bare.replace(/^(?:what (?:is|are)|the|an?) (?:an? |the )?/i, '')))
    for (const part of bare.split(/ and | vs\.? |, |: /)) anchors.add(termKey(part))
  }
  // A name in capitals is emphasised by its form.
  for (const { text } of marks) for (const [name] of text.matchAll(/\b[A-Z]{2,6}\b/g)) anchors.add(termKey(name))
  anchors.delete('')
  return anchors
}

/** Says how good or how similar a thing is, not what it is. */
const NO_KIND =
  /^(?:(?:a|an|the) )?(?:same|good|great|bad|common|simple way|bit|lot|case|reason|question|matter|result of this|example|first|second|last|next|only|main|best|most|key|right|wrong|key phrase|convention|sensible|big|huge|major|important|part of|one of|kind of|sort of|synonym|abbreviation|short form|acronym|shorter|waste|good practice)\b/i
const POINTS_AWAY =
  /\b(?:this|these|those|above|below|following|we|us|our|you|your|here|it|they|them|lesson|chapter|section)\b/i
const PROPER_START = /^(?:A|An|The|Any|One|Each|All|Set|Group|Process|Act|State)\b/

/**
 * The noun phrase of a definition; `undefined` if none can be recognised. An
 * infinitive ("To put ...") becomes the act of doing so.
 */
export function definitionOf(term: string, stated: string): string | undefined {
  const text = stated
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\([^)]{1,60}\)\s*:?\s*/, '')
  const noun = /\bAs a noun,? (?:it is )?(.+)/i.exec(text)?.[1]
  return [...(noun === undefined ? [] : [noun]), asNoun(firstSentence(text))]
    .map(withoutEnd)
    .map((phrase) => (PROPER_START.test(phrase) ? lowerFirst(phrase) : phrase))
    .find((phrase) => isDefinition(term, phrase))
}

/** Whether `phrase` defines `term` without repeating it. */
function isDefinition(term: string, phrase: string): boolean {
  if (definitionFault(term, phrase) !== undefined || hygieneFault(phrase) !== undefined) return false
  if (NO_KIND.test(phrase) || POINTS_AWAY.test(phrase)) return false
  const said = contentWords(phrase)
  return ![...contentWords(term)].every((word) => said.has(word))
}

function asNoun(text: string): string {
  const [, verb = '', rest = ''] = /^To (\p{Ll}+) (.+)$/u.exec(text) ?? []
  return verb === '' ? text : `the act of ${gerundOf(verb)} ${rest}`
}

function firstSentence(text: string): string {
  return sentencesOf(text)[0] ?? text
}
