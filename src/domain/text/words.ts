const NOT_ALPHANUMERIC = /[^\p{L}\p{N}\p{M}]+/gu
const ASCII = /^[\0-\x7f]*$/
const NOT_ASCII_ALPHANUMERIC = /[^a-z0-9]+/g
const MARK = /[<[*`~_]/
const TAG = /<\/?[a-z][^<>]*>/gi
const LINK = /!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g
const EMPHASIS = /[*`]|~~|(?<![\p{L}\p{N}_])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}_])/gu
/** Letters and digits, with marks; inner apostrophes, hyphens and dots belong to the word (`don't`, `well-known`). */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’\-.][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu
const ASCII_WORD = /[a-z0-9]+(?:['\-.][a-z0-9]+)*/gi
// Scripts without spaces between words: two characters make a word on average.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/**
 * The form in which passages are compared: Unicode NFKC, without Markdown marks and HTML tags, lower case, everything
 * that is neither letter nor digit as one space; none at the ends.
 */
export function normaliseText(text: string): string {
  const isAscii = ASCII.test(text)
  const composed = isAscii ? text : text.normalize('NFKC')
  const lower = (MARK.test(composed) ? withoutMarks(composed) : composed).toLowerCase()
  // Most texts are ASCII, for which the classes of Unicode are several times slower.
  return lower.replace(isAscii ? NOT_ASCII_ALPHANUMERIC : NOT_ALPHANUMERIC, ' ').trim()
}

function withoutMarks(text: string): string {
  return text.replace(TAG, ' ').replace(LINK, '$1').replace(EMPHASIS, '')
}

/** The words of `text` in the form of {@link normaliseText}, in order. */
export function wordsOf(text: string): readonly string[] {
  const normal = normaliseText(text)
  return normal === '' ? [] : normal.split(' ')
}

/** The number of words of `text`. In scripts without spaces, two characters count as one word. */
export function countWords(text: string): number {
  if (ASCII.test(text)) return text.match(ASCII_WORD)?.length ?? 0
  let count = 0
  for (const [word] of text.matchAll(WORD)) {
    const unspaced = word.match(UNSPACED)?.length ?? 0
    count += unspaced > 1 ? Math.ceil(unspaced / 2) : 1
  }
  return count
}

/** Whether `outer` contains the words of `inner` in sequence; both in the form of {@link normaliseText}. */
export function containsPhrase(outer: string, inner: string): boolean {
  return inner !== '' && ` ${outer} `.includes(` ${inner} `)
}
