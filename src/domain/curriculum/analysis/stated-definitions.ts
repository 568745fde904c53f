import { isProse, rolesAround } from '../../knowledge/document-region.js'
import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { termKey } from '../language/phrases.js'

/** A definition before it is normalised. */
export interface StatedDefinition {
  readonly term: string
  readonly definition: string
  readonly start: number
  readonly end: number
  /** Whether the form of the text shows the definition (a list, a table), not only the wording of a sentence. */
  readonly certain: boolean
  /** Whether it stands apart as an entry, also as bold words with a colon. */
  readonly formal?: boolean
}

type Stated = Pick<StatedDefinition, 'term' | 'definition'>

/** "A merge is the act of ...", "Photosynthesis is defined as the process ...", "Sensors are devices that ...". */
const COPULA =
  /^(?:(?:A|An|The|In \p{L}+, an?|In [^,]{3,40}, (?:an?|the)|Put simply, an?) )?([\p{L}\p{N}.-][\p{L}\p{N}'’./ -]{1,45}?)(?: \([^)]{1,30}\))?,? (?:is|are|was|refers to|refer to|means|denotes)(?: defined as| simply| essentially| just)? ((?:an?|the|any|one|two|those|all|[\p{Ll}-]+(?: \p{Ll}+){0,3} (?:that|which|who|of|in which|where|used|arrived|made|designed)\b) ?.+)$/u
/** "a special identifier called HEAD, which refers to ...": kind, name and description. */
const CALLED =
  /\b(an? (?:\p{Ll}+ ){0,3}\p{Ll}+) (?:called|known as|named) ([\p{L}\p{N}.][\p{L}\p{N}./ -]{1,40}?),? ((?:which|that|where|in which) [^;:]{10,160})/u
/** "An instance of an argument whose conclusion is false is called a counterexample." */
const IS_CALLED =
  /^((?:An?|The) [^,;:]{15,200}?),? (?:is|are) (?:called|known as|termed|referred to as|named) (?:an? |the )?([\p{L}\p{N}.][\p{L}\p{N}./’' -]{1,40}?)(?:[.,;:]| \(|$)/u
/** "confirmation bias, the tendency to search for ...": an apposition to the end of the sentence. */
const APPOSITION =
  /(?:^|[ (“"])([\p{L}\p{N}][\p{L}\p{N}./’' -]{2,40}?)(?:, (?:or |which is |that is, )?|—| – | \()((?:an?|the) (?:[\p{Ll}-]+ ){1,5}(?:that|which|who|whose|of|in which|where|for|to|between|by)\b[^,;:()—]{8,160}?)(?:[.)](?!\p{L})|—|$)/gu
const NO_SUBJECT =
  /^(?:it|this|that|these|those|there|he|she|they|we|you|what|here|which|each|one|another|some|such|both|most|many|all|if|when|where|while|since|because|as|in|on|at|by|for|with|to|from|although|though|once|after|before|no|not|every|any|her|his|their|our|my|your)\b/i

/**
 * Sentences that define a term that the document emphasises: as a heading, in bold, italics or code, or as a link, or by using it
 * again and again.
 */
export function* statedDefinitions(document: KnowledgeDocument): Generator<StatedDefinition> {
  const anchors = anchorsOf(document)
  const text = ` ${document.text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ')} `
  for (const sentence of document.sentences) {
    const around = document.blocks[sentence.block]
    if (around === undefined) continue
    const roles = rolesAround(document, around.region)
    if (roles[0] !== 'key-points' && !isProse(roles)) continue
    const line = sentence.text.replace(/\s+/g, ' ')
    const { start, end } = sentence
    const stated = copula(line) ?? called(line)
    const term = stated === undefined ? undefined : (anchored(stated.term, anchors) ?? frequent(stated.term, text))
    if (stated !== undefined && term !== undefined) yield { ...stated, term, start, end, certain: false }
    for (const named of [...isCalled(line), ...appositions(line)]) {
      const anchor = nameAtEnd(named.term, anchors)
      if (anchor !== undefined) yield { ...named, term: anchor, start, end, certain: false }
    }
  }
}

function copula(line: string): Stated | undefined {
  const [, term = '', definition = ''] = COPULA.exec(line) ?? []
  return definition === '' || NO_SUBJECT.test(term) ? undefined : { term, definition }
}

function called(line: string): Stated | undefined {
  const [, kind = '', term = '', what = ''] = CALLED.exec(line) ?? []
  return what === '' ? undefined : { term, definition: `${kind} ${what}` }
}

function isCalled(line: string): readonly Stated[] {
  const [, definition = '', term = ''] = IS_CALLED.exec(line) ?? []
  return term === '' ? [] : [{ term, definition }]
}

function appositions(line: string): readonly Stated[] {
  return [...line.matchAll(APPOSITION)].map(([, term = '', definition = '']) => ({ term, definition }))
}

/** The emphasised term: in "The .gitignore file" it is `.gitignore`. */
function anchored(term: string, anchors: ReadonlySet<string>): string | undefined {
  if (anchors.has(termKey(term))) return term
  const name = term.split(' ').slice(0, -1).join(' ')
  return /[._/-]|\(\)|^[A-Z]{2,}/.test(name) && anchors.has(termKey(name)) ? name : undefined
}

/** A short term that a document uses often is one that it teaches. */
function frequent(term: string, text: string): string | undefined {
  const uses = text.split(` ${termKey(term)}`).length - 1
  return term.split(' ').length <= 3 && uses >= MIN_USES ? term : undefined
}

const MIN_USES = 5

/** The emphasised term at the end of some words: "argues for the categorical imperative" names the categorical imperative. */
function nameAtEnd(words: string, anchors: ReadonlySet<string>): string | undefined {
  const parts = words.split(' ')
  for (let length = Math.min(4, parts.length); length > 0; length--) {
    const name = parts.slice(-length).join(' ')
    if (anchors.has(termKey(name)) && !NO_SUBJECT.test(name)) return name
  }
  return undefined
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
