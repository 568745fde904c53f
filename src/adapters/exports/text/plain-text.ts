const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: to remove them is the purpose
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f]/g
// Overrides, embeddings and isolates reach beyond their text and turn what follows around. Arabic and Hebrew do without.
const DIRECTION_CHANGES = /[\u202a-\u202e\u2066-\u2069]/g

/** `text` with each half of a surrogate pair that stands alone replaced: it has no form in UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATES, '\ufffd')
}

/** `text` for a reader: lines end in `\n`; no control characters, nothing that turns the direction of what follows. */
export function plainText(text: string): string {
  return wellFormed(text)
    .replace(/\r\n?|[\u0085\u2028\u2029\f\v]/g, '\n')
    .replace(CONTROLS, '')
    .replace(DIRECTION_CHANGES, '')
}

/** As {@link plainText}, without the white space around it; a dash where nothing is left. */
export function shownText(text: string): string {
  return plainText(text).trim() || '—'
}

/** As {@link shownText}, on one line. */
export function shownLine(text: string): string {
  return shownText(text).replace(/[ \t\n]+/g, ' ')
}
