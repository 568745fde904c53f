import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { termKey } from '../language/phrases.js'
import { isProse, rolesAround } from './region-roles.js'

/** What a document says of a term, before it is put into form. */
export interface StatedDefinition {
  readonly term: string
  readonly definition: string
  readonly start: number
  readonly end: number
  readonly certain: boolean
}

/** "A merge is the act of ...", "Photosynthesis is defined as the process ...": the subject, then what it is. */
const COPULA =
  /^(?:(?:A|An|The|In \p{L}+, an?) )?([\p{L}\p{N}.-][\p{L}\p{N}'’./ -]{1,45}?)(?: \([^)]{1,30}\))? (?:is|are|refers to|means)(?: defined as| called)? ((?:an?|the|any|one|two|those|all) .+)$/u
/** "a special identifier called HEAD, which refers to ...": what it is, the name, then what sets it apart. */
const CALLED =
  /\b(an? (?:\p{Ll}+ ){0,3}\p{Ll}+) (?:called|known as|named) ([\p{L}\p{N}.][\p{L}\p{N}./ -]{1,40}?),? ((?:which|that|where|in which) [^;:]{10,160})/u
const NO_SUBJECT =
  /^(?:it|this|that|these|those|there|he|she|they|we|you|what|here|which|each|one|another|some|such|both|most|many|all|if|when|where|while|since|because|as|in|on|at|by|for|with|to|from|although|though|once|after|before)\b/i

/**
 * Sentences that say what something is, where the document sets that off: as a heading, in bold, italics or code, or as
 * a link.
 */
export function* statedDefinitions(document: KnowledgeDocument): Generator<StatedDefinition> {
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

/** The term as it is set off: "The .gitignore file" speaks of `.gitignore`. */
function anchored(term: string, anchors: ReadonlySet<string>): string | undefined {
  if (anchors.has(termKey(term))) return term
  const name = term.split(' ').slice(0, -1).join(' ')
  return /[._/-]|\(\)|^[A-Z]{2,}/.test(name) && anchors.has(termKey(name)) ? name : undefined
}

function anchorsOf({ marks, sections, definitions, title }: KnowledgeDocument): ReadonlySet<string> {
  const anchors = new Set<string>([termKey(title)])
  for (const { text } of marks) anchors.add(termKey(text))
  for (const { term } of definitions) anchors.add(termKey(term.text))
  for (const { heading } of sections) {
    if (heading === undefined) continue
    const bare = heading.text.replace(/^[\d.\s]+|[?:].*$/g, '')
    anchors.add(termKey(bare.replace(/^(?:what (?:is|are)|the|an?) (?:an? |the )?/i, '')))
    for (const part of bare.split(/ and | vs\.? |, |: /)) anchors.add(termKey(part))
  }
  // A name of capitals alone sets itself off.
  for (const { text } of marks) for (const [name] of text.matchAll(/\b[A-Z]{2,6}\b/g)) anchors.add(termKey(name))
  anchors.delete('')
  return anchors
}
