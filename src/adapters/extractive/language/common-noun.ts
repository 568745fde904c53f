import { lowerFirst } from './phrases.js'

/** A term that a text writes in small letters within a line is no name, even where it opens one. */
export function asCommonNoun(term: string, text: string): string {
  const lower = lowerFirst(term)
  if (lower === term) return term
  for (let at = text.indexOf(lower); at >= 0; at = text.indexOf(lower, at + 1)) {
    if (/[\p{L},;] $/u.test(text.slice(Math.max(0, at - 3), at))) return lower
  }
  return term
}
