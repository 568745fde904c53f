import { contentWords, leadingPronoun } from '../../../domain/curriculum/index.js'

const PRONOUN = /\b(?:it|they|them|theirs|this|these|those|he|she|him|here)\b/i
/** May belong to what its own clause names. */
const POSSESSIVE = /\b(?:its|their|his|her)\b/i
const CLAUSE =
  /[.,;!?:]\s|\s(?:and|but|or|if|when|because|before|after|so|as|since|though|although|until|where|while|that|which|who|than)\s/gi
/** "It" of "how long does it take to ..." stands for nothing. */
const EXPLETIVE =
  /\bit (?:is |was )?(?:take|takes|cost|costs|make sense|possible|important|necessary|better|safe|legal|worth)\b.* to \p{Ll}/iu

/** The pronoun of a text that stands for nothing in it: no clause before its own names a thing; none: `undefined`. */
export function danglingPronoun(text: string): string | undefined {
  const possessive = POSSESSIVE.exec(text)
  if (possessive !== null && contentWords(text.slice(0, possessive.index)).size === 0) return possessive[0]
  const found = PRONOUN.exec(text)
  if (found === null || EXPLETIVE.test(text)) return undefined
  if (leadingPronoun(text) !== undefined) return found[0]
  const before = text.slice(0, found.index)
  const clause = [...before.matchAll(CLAUSE)].at(-1)
  return contentWords(before.slice(0, clause?.index ?? 0)).size === 0 ? found[0] : undefined
}
