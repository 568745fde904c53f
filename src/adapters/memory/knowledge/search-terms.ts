import { stem } from '../../../domain/text/index.js'

const TERM = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/u

// So frequent that they tell nothing about a passage.
const STOP_WORDS = new Set(
  (
    'a an and are as at be been but by can could did do does for from had has have how i if in into is it its may more ' +
    'most no not of on or our shall should so some such than that the their them then there these they this those to ' +
    'was we were what when where which while who why will with would you your'
  ).split(' '),
)

/** The terms of a text; where a script has no spaces between words, every two neighbours are one. */
export function splitTerms(text: string): string[] {
  return (text.toLowerCase().match(TERM) ?? []).flatMap((term) => {
    if (!UNSPACED.test(term)) return [term]
    const letters = [...term]
    return letters.slice(0, -1).map((letter, index) => letter + (letters[index + 1] ?? ''))
  })
}

/** The form in which a term is looked up; `null` for one that is not. */
export function searchTerm(term: string): string | null {
  return STOP_WORDS.has(term) ? null : stem(term)
}
