import { stem } from '../text/stem.js'
import { containsPhrase, countWords, wordsOf } from '../text/words.js'

/** The length of a definition, in words. */
export const DEFINITION_WORDS = { least: 4, most: 45 } as const

const DETERMINERS = 'an?|the|any|each|every|some|one|two|three|several|all|both|another'
const CLAUSE_OPENERS =
  /^(?:when|where|if|that|which|who|whose|because|since|while|although|how|why|what|whether|as|so|to|is|are|was|were|has|have|can|will|may|must|should|does|do|not|it|this|these|those|they|he|she|we|you|i|there|here|and|or|but|in|on|at|by|for|from|with|of|used|called|known|made|based)\b/i
/** Nouns that end like a participle or an adverb. */
const NOUNS =
  /^(?:string|thing|setting|building|meaning|training|teaching|learning|meeting|warning|heading|listing|mapping|binding|ring|king|wing|spring|bed|seed|need|feed|speed|breed|shed|family|assembly|supply|anomaly|reply|monopoly|ally)s?$/i

/** What is wrong with the form of a definition; nothing: `undefined`. */
export function definitionFault(term: string, definition: string): string | undefined {
  const words = countWords(definition)
  if (words < DEFINITION_WORDS.least || words > DEFINITION_WORDS.most) return `has ${words} words`
  const [first = ''] = definition.trim().split(/\s+/)
  if (CLAUSE_OPENERS.test(definition.trim())) return `begins with "${first}", so it is no noun phrase`
  if (!new RegExp(`^(?:${DETERMINERS})$`, 'i').test(first) && !NOUNS.test(first)) {
    if (/^\p{L}{2,}(?:ing|ed)$/iu.test(first)) return `begins with the participle "${first}"`
    if (/^\p{L}{3,}ly$/iu.test(first)) return `begins with the adverb "${first}"`
  }
  return isCircular(term, definition) ? 'explains the term by itself' : undefined
}

/** Whether a definition uses the term that it defines. */
function isCircular(term: string, definition: string): boolean {
  const stemmed = (text: string) => wordsOf(text).map(stem).join(' ')
  return containsPhrase(stemmed(definition), stemmed(term))
}
