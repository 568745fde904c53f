import { wordsOf } from '../../../domain/curriculum/index.js'

/** `text` with a small first letter, unless its first word seems to be a name, an acronym or code. */
export function lowerFirst(text: string): string {
  const first = /^\S+/.exec(text)?.[0] ?? ''
  return /^\p{Lu}\p{Ll}*[,;:.]?$/u.test(first) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

/** `text` with a capital first letter. */
export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** `text` on one line, without marks at its end that end or announce something. */
export function withoutEnd(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\s.:;,!?…–—-]+$/u, '')
}

/** Items as a reader lists them: "a, b and c". */
export function listOf(items: readonly string[], word = 'and'): string {
  if (items.length <= 1) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** The words of which titles are made in any case; they are written small. */
export const SMALL_WORDS = new Set(
  'a an and as at but by for from if in into is its nor of off on onto or over per than that the to up via vs what with'.split(
    ' ',
  ),
)

/**
 * A title as it stands within a sentence: capitals are kept by names, and where a title has few of them.
 *
 * @param names words in small letters that are names
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

/** `text` in the form in which terms are told apart: words only, without a plural of the last one. */
export function termKey(term: string): string {
  const key = wordsOf(term).join(' ')
  if (/[^aeiou]ies$/.test(key)) return `${key.slice(0, -3)}y`
  if (/(?:sh|ch|x|ss)es$/.test(key)) return key.slice(0, -2)
  return /[^sui]s$/.test(key) ? key.slice(0, -1) : key
}
