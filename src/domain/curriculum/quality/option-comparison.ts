import { contentWords, shareWithin } from '../text/content-words.js'
import { containsPhrase, countWords, normaliseText } from '../text/words.js'
import { GENERIC_TERMS } from '../vocabulary/item-writing.js'

const LONGEST_RATIO = 2.5

/** What an option looks like: options of one item look alike, or the odd one stands out. */
export function optionKind(text: string): 'number' | 'acronym' | 'code' | '-ing form' | 'text' {
  const plain = text.trim()
  if (/^[\p{Sc}+-]?\d[\d.,: /%-]*\s?\p{L}{0,3}\.?$/u.test(plain)) return 'number'
  if (/^[A-Z][A-Z0-9&/-]{1,7}s?$/.test(plain)) return 'acronym'
  if (/[{}<>\\|=;$~]|\S\(\)|(?:^|\s)--?[a-z]|\w[_/]\w|\w\.\w|^[./]/.test(plain)) return 'code'
  return /^\p{L}{2,}ing\b/iu.test(plain) ? '-ing form' : 'text'
}

/** What makes one of the options stand out by its form; nothing: `undefined`. */
export function heterogeneityOf(options: readonly string[]): string | undefined {
  const kinds = new Set(options.map(optionKind))
  if (kinds.size > 1) return `are of different kinds: ${[...kinds].sort().join(', ')}`
  const lengths = options.map((text) => countWords(text) + 1)
  const ratio = Math.max(...lengths) / Math.min(...lengths)
  return ratio > LONGEST_RATIO ? `have lengths that differ by a factor of ${ratio.toFixed(1)}` : undefined
}

/** Which options overlap; none: `undefined`. */
export function overlapOf(options: readonly string[]): string | undefined {
  // Marks are what tells commands apart: `ls -a` and `ls a` are distinct.
  const exact = options.map((text) => text.trim().toLowerCase().replace(/\s+/g, ' '))
  if (new Set(exact).size < exact.length) return 'two options are the same'
  if (options.some((text) => optionKind(text) === 'code')) return undefined
  const normal = options.map(normaliseText)
  const contained = normal.some((inner, index) =>
    normal.some((outer, other) => index !== other && containsPhrase(outer, inner)),
  )
  return contained ? 'one option contains another' : undefined
}

/** Whether the stem repeats words of the key and of no distractor as much. */
export function isGivenAway(stem: string, right: string, wrong: readonly string[]): boolean {
  const asked = contentWords(stem)
  const repeated = (text: string) => {
    const words = contentWords(text)
    return words.size === 0 ? 0 : shareWithin(words, asked)
  }
  const ofKey = repeated(right)
  return ofKey >= 0.5 && wrong.every((text) => repeated(text) < ofKey)
}

/** Whether an option is one word so general that nobody would choose it. */
export function isGenericTerm(text: string): boolean {
  return GENERIC_TERMS.has(normaliseText(text).replace(/^(?:an?|the) /, ''))
}
