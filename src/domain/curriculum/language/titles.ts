import { isBaseVerb } from './verbs.js'

/** Titles without a subject. */
const GENERAL =
  /^(?:an? |the |my |some )?(?:discussion|introduction|intro|overview|summary|conclusions?|notes?|remarks|.*\bfaqs?|frequently asked questions|questions(?: and answers)?|q ?& ?a|background|contents|appendix|basics|general|miscellaneous|other|examples?|more|details|resources|getting started|first steps|further reading|links)$/i
const TASK_OBJECT = /^(?:an?|the|your|my|our|all|it|them|for|with|from|to|if)$/

const SPEAKER = '(?:i|you|we|it|they|he|she|one|the|an?|my|your|our|this|that|there)'
const AUXILIARY = '(?:can|could|do|does|did|should|shall|must|may|might|will|would|is|are|was|were|has|have)'
/** "What can I", "how long does it". In a title of two parts, a question may follow "and" or a comma. */
const ASKED_WITH_WORD = new RegExp(
  `\\b(?:what|why|how|when|where|which|whom?)\\b(?: [\\p{L}-]+){0,2} ${AUXILIARY} ${SPEAKER}\\b`,
  'iu',
)
const ASKED_FIRST = new RegExp(`(?:^|, |; |: |\\band )${AUXILIARY} (?:${SPEAKER}|\\p{L}+ing)\\b`, 'iu')
const WHO = /(?:^|, |; |: |\band )(?:who|what|which \p{L}+|why) (?:is|are|was|were|can|must|should|will)\b/iu

/** Short words in titles; they stay in lower case. */
export const SMALL_WORDS = new Set(
  'a an and as at but by for from if in into is its nor of off on onto or over per than that the to up via vs what with'.split(
    ' ',
  ),
)

/**
 * The subject of a title for use in a sentence: without its label; not a question or a task such as "check the
 * moisture"; `undefined` if it names nothing.
 */
export function subjectOf(title: string): string | undefined {
  const plain = title
    .replace(/\p{Extended_Pictographic}\uFE0F?/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/ (?=[:,;.](?:\s|$))/g, '')
    .trim()
  if (isQuestion(plain)) return undefined
  const [, label, rest] = /^([^:]{1,40}): (.+)$/.exec(plain) ?? []
  const candidates = label === undefined || rest === undefined ? [plain] : /\d/.test(label) ? [rest] : [rest, label]
  return candidates.find((text) => text !== '' && !GENERAL.test(text) && !isTask(text))
}

function isTask(text: string): boolean {
  const [, first = '', next = ''] = /^(\S+)(?: (\S+))?/.exec(text.toLowerCase()) ?? []
  return isBaseVerb(first) && TASK_OBJECT.test(next)
}

/** Whether a title is a question, with or without a question mark: it cannot be used as a noun. */
export function isQuestion(title: string): boolean {
  return /\?/.test(title) || ASKED_WITH_WORD.test(title) || ASKED_FIRST.test(title) || WHO.test(title)
}

/**
 * A title for use in a sentence: names keep their capitals, as do all words of a title with few capitals.
 *
 * @param names the names, in lower case
 */
export function titleInSentence(title: string, names: ReadonlySet<string>): string {
  const words = title.split(' ')
  const large = words.filter((word) => /^\p{Lu}/u.test(word)).length
  const small = words.filter((word) => /^\p{Ll}/u.test(word) && !SMALL_WORDS.has(word)).length
  return words
    .map((word, index) => {
      const lower = word.toLowerCase()
      const bare = lower.replace(/[^\p{L}\p{N}'’-]/gu, '')
      if (SMALL_WORDS.has(bare)) return lower
      const isCapitalised = /^[("“]?\p{Lu}\p{Ll}+(?:[-'’]\p{L}+)*[)"”,]?$/u.test(word)
      return isCapitalised && !names.has(bare) && (index === 0 || large > small) ? lower : word
    })
    .join(' ')
}
