import type { ExportedFile } from '../../../ports/curriculum/index.js'

const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the purpose is to remove them
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g
// Overrides, embeddings and isolates change the direction of the text after them. Arabic and Hebrew do not need them.
const DIRECTION_CHANGES = /[\u202a-\u202e\u2066-\u2069]/g

/** `text` without lone halves of surrogate pairs, which UTF-8 cannot encode: U+FFFD replaces them. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\ufffd')
}

/** `text` for a reader: lines end in `\n`, without control characters and changes of the writing direction. */
export function plainText(text: string): string {
  return wellFormed(text)
    .replace(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTION_CHANGES, '')
}

/** As {@link plainText}, trimmed; a dash if it is empty. */
export function shownText(text: string): string {
  return plainText(text).trim() || '—'
}

/** As {@link shownText}, on one line. */
export function shownLine(text: string): string {
  return shownText(text).replace(/[ \t\n]+/g, ' ')
}

/** A file of text, in UTF-8. */
export function textFile(name: string, mediaType: string, text: string): ExportedFile {
  return { name, mediaType, bytes: new TextEncoder().encode(text) }
}
