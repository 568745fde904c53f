/** A word: letters and digits, with marks; inner apostrophes, hyphens and dots belong to it (`don't`, `well-known`). */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’\-.][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu
// Scripts without spaces between words: two characters make a word on average.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/** How many words `text` has, for reading time. */
export function countWords(text: string): number {
  let count = 0
  for (const [word] of text.matchAll(WORD)) {
    const unspaced = word.match(UNSPACED)?.length ?? 0
    count += unspaced > 1 ? Math.ceil(unspaced / 2) : 1
  }
  return count
}
