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
  /^(?:(?:A|An|The|In \p{L}+, an?) )?([\p{L}\p{N}][\p{L}\p{N}'’./ -]{1,45}?)(?: \([^)]{1,30}\))? (?:is|are|refers to|means)(?: defined as| called)? ((?:an?|the|any|one|two|those|all) .+)$/u
/** "X, a Y that ...": an apposition right behind the subject. */
const NO_SUBJECT =
  /^(?:it|this|that|these|those|there|he|she|they|we|you|what|here|which|each|one|another|some|such|both|most|many|all|if|when|where|while|since|because|as|in|on|at|by|for|with|to|from|although|though|once|after|before)\b/i

/**
 * Sentences that say what something is, where the document sets that off elsewhere: as a heading, in bold, italics or
 * code, or as a link.
 */
export function* statedDefinitions(document: KnowledgeDocument): Generator<StatedDefinition> {
  const anchors = anchorsOf(document)
  for (const { text, start, end, block } of document.sentences) {
    const around = document.blocks[block]
    if (around === undefined || !isProse(rolesAround(document, around.region))) continue
    const [, subject = '', definition = ''] = COPULA.exec(text.replace(/\s+/g, ' ')) ?? []
    if (definition === '' || NO_SUBJECT.test(subject) || !anchors.has(termKey(subject))) continue
    yield { term: subject, definition, start, end, certain: false }
  }
}

function anchorsOf({ marks, sections, definitions, title }: KnowledgeDocument): ReadonlySet<string> {
  const anchors = new Set<string>([termKey(title)])
  for (const { text } of marks) anchors.add(termKey(text))
  for (const { term } of definitions) anchors.add(termKey(term.text))
  for (const { heading } of sections) {
    if (heading === undefined) continue
    anchors.add(termKey(heading.text.replace(/^[\d.\s]+|[?:].*$/g, '').replace(/^(?:what (?:is|are)|the|an?) /i, '')))
    for (const part of heading.text.split(/ and | vs\.? |, |: /)) anchors.add(termKey(part))
  }
  anchors.delete('')
  return anchors
}
