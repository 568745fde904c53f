import { contentWords, definitionFault, hygieneFault } from '../../../domain/curriculum/index.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import { gerundOf } from '../language/verb-forms.js'

/** Says how good or how similar something is, not what it is. */
const NO_KIND =
  /^(?:(?:a|an|the) )?(?:same|good|great|bad|common|simple way|bit|lot|case|reason|question|matter|result of this|example|first|second|last|next|only|main|best|most|key|right|wrong|key phrase|convention|sensible|big|huge|major|important|part of|one of|kind of|sort of|synonym|abbreviation|short form|acronym|shorter|waste|good practice)\b/i
const POINTS_AWAY =
  /\b(?:this|these|those|above|below|following|we|us|our|you|your|here|it|they|them|lesson|chapter|section)\b/i
const PROPER_START = /^(?:A|An|The|Any|One|Each|All|Set|Group|Process|Act|State)\b/

/**
 * The noun phrase in what a document says of a term; `undefined` if there is none of which it can be told apart. An
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

/** Whether `phrase` says what `term` is, in words of its own. */
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
  return /^.+?[.!?](?=\s+\p{Lu})/u.exec(text)?.[0] ?? text
}
