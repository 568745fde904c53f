import type { Citation } from '../../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../../domain/knowledge/index.js'
import { asCommonNoun } from '../language/common-noun.js'
import { termKey, withoutEnd } from '../language/phrases.js'
import { cite } from './cite.js'
import { definitionOf } from './definition-form.js'
import { isProse, rolesAround } from './region-roles.js'
import { type StatedDefinition, statedDefinitions } from './stated-definitions.js'

/** A term with what a document says it is. */
export interface Term {
  readonly term: string
  readonly key: string
  readonly definition: string
  readonly citation: Citation
  readonly start: number
  /** Whether the form of the text tells that it is a definition, rather than the wording of a sentence. */
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
    // What is only set in bold may lead any sentence: its first word has to show that a thing is named.
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
