import { wordsOf } from '../../text/words.js'

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

/** Items as a list in prose: "a, b and c". */
export function listOf(items: readonly string[], word = 'and'): string {
  if (items.length <= 1) return items.join('')
  return `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`
}

/** The form of `text` in which terms are compared: words only, the last one in the singular. */
export function termKey(term: string): string {
  const key = wordsOf(term).join(' ')
  if (/[^aeiou]ies$/.test(key)) return `${key.slice(0, -3)}y`
  if (/(?:sh|ch|x|ss)es$/.test(key)) return key.slice(0, -2)
  return /[^sui]s$/.test(key) ? key.slice(0, -1) : key
}

/**
 * A term without the capital that its place gave it. A name keeps its capital: the text writes it within a line, or writes further
 * words of it with capitals.
 */
export function asCommonNoun(term: string, text: string): string {
  const lower = lowerFirst(term)
  if (lower === term) return term
  const rest = term.split(' ').slice(1)
  if (rest.some((word) => /^\p{Lu}\p{Ll}/u.test(word))) return term
  if (occursWithin(text, lower)) return lower
  return rest.length > 0 && !occursWithin(text, term.split(' ')[0] ?? term) ? lower : term
}

/** Whether `text` has `phrase` within a line, not at the start of a sentence. */
export function occursWithin(text: string, phrase: string): boolean {
  for (let at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
    if (/[\p{L},;] $/u.test(text.slice(Math.max(0, at - 3), at))) return true
  }
  return false
}
