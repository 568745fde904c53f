const LIGATURES: { readonly [ligature: string]: string } = {
  ﬀ: 'ff',
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  ﬅ: 'st',
  ﬆ: 'st',
}

// Soft hyphen, zero-width space, word joiner, byte order mark: invisible, and they break words for search.
// Joiners (200C, 200D) stay: Persian words and emoji are made with them.
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: removes control characters
const CONTROLS = /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** `text` as a reader sees it: composed letters, no ligatures, no invisible characters. White space is unchanged. */
export function cleanText(text: string): string {
  return text
    .replace(LONE_SURROGATES, '\ufffd')
    .normalize('NFC')
    .replace(/\r\n?|\u0085|\u2028|\u2029|\f/g, '\n')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .replace(/[ﬀ-ﬆ]/g, (ligature) => LIGATURES[ligature] ?? ligature)
}

/** `text` on one line: each run of white space is one space, none at the ends. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

/** The start of `text` in quotation marks, for messages. */
export function excerpt(text: string, maxLength = 60): string {
  const line = oneLine(text)
  return line.length <= maxLength ? `"${line}"` : `"${line.slice(0, maxLength - 1).trimEnd()}…"`
}

/** Whether a short text is written as code is: `git add`, `--all`, `index.html`, `print()`. */
export function isCode(text: string): boolean {
  return /[{}<>\\|=;$~]|\S\(\)|(?:^|\s)--?[a-z]|\w[_/]\w|\w\.\w|^[./]/.test(text.trim())
}
