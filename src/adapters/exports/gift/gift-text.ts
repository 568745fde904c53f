import { plainText, shownText } from '../text/plain-text.js'

// Importers hide escaped characters behind these marks, and would read one in a text as the character.
const MARK = /&(?=&(?:010|035|058|061|092|123|125|126);)/g
/** Cannot be seen and parts nothing: it keeps two signs from being read as one. */
export const WORD_JOINER = '\u2060'

/** `text` as a part of a question: nothing in it is a sign of the format, and it stays on one line of the file. */
export function giftText(text: string): string {
  return shownText(text)
    .replace(MARK, `&${WORD_JOINER}`)
    .replace(/[\\~=#{}:]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

/** As {@link giftText}, where a leading `[html]` would name a format and a leading `%50%` a weight. */
export function giftAnswer(text: string): string {
  const written = giftText(text)
  return /^[[%]/.test(written) ? `[plain]${written}` : written
}

/** How long a category may be. */
const MOST_CHARACTERS = 200

/** `text` as one step of a category's path. A path has no escapes but `//` for a slash and `\\` for a backslash. */
export function categoryName(text: string): string {
  const line = plainText(text)
    .replace(/\s+/g, ' ')
    .replace(/^[ /]+|[ /]+$/g, '')
  const characters = [...line]
  const cut = characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…` : line
  return (cut || '—')
    .replace(MARK, `&${WORD_JOINER}`)
    .replace(/ *\/+ */g, '//')
    .replaceAll('\\', '\\\\')
}
