import { STOP_WORDS } from '../vocabulary/stop-words.js'
import { stem } from './stem.js'
import { wordsOf } from './words.js'

/**
 * The stems of the words of `text` that say something: no stop words, no single letters.
 *
 * @param ignored further words to leave out, in lower case
 */
export function contentWords(text: string, ignored?: ReadonlySet<string>): ReadonlySet<string> {
  const stems = new Set<string>()
  for (const word of wordsOf(text)) {
    if (STOP_WORDS.has(word) || ignored?.has(word)) continue
    if (word.length > 1 || /\p{N}/u.test(word)) stems.add(stem(word))
  }
  return stems
}

/** How much two sets share: size of the intersection by size of the union; 0 when both are empty. */
export function jaccard(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = countCommon(a, b)
  const union = a.size + b.size - common
  return union === 0 ? 0 : common / union
}

/** The share of `part` that is in `whole`; 1 when `part` is empty. */
export function shareWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): number {
  return part.size === 0 ? 1 : countCommon(part, whole) / part.size
}

function countCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let common = 0
  for (const word of small) if (large.has(word)) common++
  return common
}
