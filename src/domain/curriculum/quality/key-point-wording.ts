import { leadingConnective, leadingPronoun, openReference } from '../text/open-references.js'
import { countWords } from '../text/words.js'

/** The length of a key point, in words. */
export const KEY_POINT_WORDS = { least: 6, most: 60 } as const

/** What is wrong with the form of a key point; nothing: `undefined`. */
export function keyPointFault(text: string): string | undefined {
  const words = countWords(text)
  if (words < KEY_POINT_WORDS.least || words > KEY_POINT_WORDS.most) return `has ${words} words`
  if (!/^["'“‘(]?[\p{Lu}\p{N}]/u.test(text)) return 'does not begin like a sentence'
  if (!/\.["'”’)]?$/.test(text)) return 'has no full stop'
  const open = leadingPronoun(text) ?? leadingConnective(text) ?? openReference(text)
  return open === undefined ? undefined : `refers to something else: "${open}"`
}
