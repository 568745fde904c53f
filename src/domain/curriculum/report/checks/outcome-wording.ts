import { isCutOff, markupLeftoverIn } from '../../../text/text-faults.js'
import { countWords, wordsOf } from '../../../text/words.js'
import { isMeasurableVerb, VAGUE_PHRASES, VAGUE_VERBS } from '../../bloom.js'

/** The length of an outcome, in words. */
export const OUTCOME_WORDS = { min: 2, max: 30 } as const

const ADDRESS =
  /\b(?:you|students?|learners?|participants?) (?:will|should|can|shall|must)\b|\byou(?:'ll| are able)\b|\bby the end\b/i

/** "… and restore the file": a verb in base form whose object follows. */
const JOINED =
  /(?:,|;|\band\b|\bor\b|\bthen\b|&|\/)\s*(?:also |then )?([a-z]+) (?:the|an?|its|their|this|these|how|why|which|whether|what|them|it|one's|your)\b/g

/** The first word of an outcome, in lower case. */
export function leadingVerb(text: string): string {
  return /^[\p{L}-]+/u.exec(text.trim().toLowerCase())?.[0] ?? ''
}

/** The vague verb or phrase in an outcome, if any. */
export function vagueVerbIn(text: string): string | undefined {
  const lower = wordsOf(text).join(' ')
  const phrase = VAGUE_PHRASES.find((candidate) => ` ${lower} `.includes(` ${candidate} `))
  if (phrase !== undefined) return phrase
  const [first = '', ...rest] = lower.split(' ')
  if (Object.hasOwn(VAGUE_VERBS, first)) return first
  const joined = rest.find((word, index) => {
    const before = index === 0 ? first : rest[index - 1]
    const after = rest[index + 1]
    // "and know …", "to understand …". "to see" may be a purpose, so an object must follow.
    return (before === 'and' || before === 'or' || before === 'to') && after !== undefined && VAGUE_ANYWHERE.has(word)
  })
  return joined
}

const VAGUE_ANYWHERE: ReadonlySet<string> = new Set([
  'appreciate',
  'comprehend',
  'grasp',
  'know',
  'learn',
  'understand',
])

/** The second verb of an outcome, if any. "Compare and contrast" is one act. */
export function secondVerbIn(text: string): string | undefined {
  const lower = text
    .trim()
    .toLowerCase()
    .replace(/^compare and contrast\b/, 'compare')
  const secondVerb = /^[\p{L}-]+(?:,| and| or| &|\/)\s*(?:then |also )?([\p{L}-]+)/u.exec(lower)?.[1]
  if (secondVerb !== undefined && isMeasurableVerb(secondVerb)) return secondVerb
  for (const [, verb = ''] of lower.matchAll(JOINED)) if (isMeasurableVerb(verb)) return verb
  return undefined
}

/** The defect in the form of an outcome, if any. */
export function outcomeFormFault(text: string): string | undefined {
  const words = countWords(text)
  if (words < OUTCOME_WORDS.min) return `has ${words} words, the minimum is ${OUTCOME_WORDS.min}`
  if (words > OUTCOME_WORDS.max) return `has ${words} words, the maximum is ${OUTCOME_WORDS.max}`
  if (ADDRESS.test(text)) return 'mentions the learner instead of the action'
  if (/[?:;]\s*$/.test(text) || isCutOff(text.replace(/[.\s]+$/, ''))) return 'is a fragment: it breaks off'
  if (/[.!?]\s+\p{Lu}/u.test(text)) return 'is more than one sentence'
  const leftover = markupLeftoverIn(text)
  return leftover === undefined ? undefined : `holds ${leftover}`
}
