const NOT_ALPHANUMERIC = /[^\p{L}\p{N}\p{M}]+/gu
const TAG = /<\/?[a-z][^<>]*>/gi
const LINK = /!?\[([^\]]*)\]\([^()\s]*(?:\s+"[^"]*")?\)/g
const EMPHASIS = /[*`]|~~|(?<![\p{L}\p{N}_])_+(?=\S)|(?<=\S)_+(?![\p{L}\p{N}_])/gu
// Scripts that put no space between words: each character counts as a word.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu

/**
 * The form in which passages are compared: Unicode NFKC, without Markdown marks and HTML tags, lower case, everything
 * that is neither letter nor digit as one space; none at the ends.
 */
export function normaliseText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(TAG, ' ')
    .replace(LINK, '$1')
    .replace(EMPHASIS, '')
    .toLowerCase()
    .replace(NOT_ALPHANUMERIC, ' ')
    .trim()
}

/** The words of `text` in the form of {@link normaliseText}, in order. */
export function wordsOf(text: string): readonly string[] {
  const normal = normaliseText(text)
  return normal === '' ? [] : normal.split(' ')
}

/** How many words a reader sees: what stands between spaces and has a letter or digit. */
export function countWords(text: string): number {
  let count = 0
  for (const chunk of text.split(/\s+/)) {
    if (!/[\p{L}\p{N}]/u.test(chunk)) continue
    count += Math.max(1, chunk.match(UNSPACED)?.length ?? 0)
  }
  return count
}

/** Whether the words of `inner` stand side by side within `outer`; both in the form of {@link normaliseText}. */
export function containsPhrase(outer: string, inner: string): boolean {
  return inner !== '' && ` ${outer} `.includes(` ${inner} `)
}
