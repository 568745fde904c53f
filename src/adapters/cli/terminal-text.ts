// Characters of zero width: combining marks, joiners, variation selectors.
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]$/u

/** Removes what controls a terminal: control characters, changes of text direction, lone surrogates. */
export function sanitizeText(text: string): string {
  return text
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]+/gu, ' ')
}

/** Like {@link sanitizeText}, but keeps line breaks. */
export function sanitizeLines(text: string): string {
  return text.split('\n').map(sanitizeText).join('\n')
}

/** The number of terminal columns of `text`. */
export function displayWidth(text: string): number {
  let columns = 0
  for (const letter of text) columns += NO_WIDTH.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return columns
}

/** Cuts `text` to `columns`, with an ellipsis at the end. */
export function truncateToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text
  let kept = ''
  for (const letter of text) {
    if (displayWidth(kept + letter) > columns - 1) break
    kept += letter
  }
  return columns < 1 ? '' : `${kept.trimEnd()}…`
}

/** Breaks `text` at spaces into lines of at most `columns`. A longer word gets its own line. */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && displayWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line]
}

const LABEL = 11

/** Lines of at most `columns`, with a label before the first one. Further lines are indented to the text. */
export function labelledRows(label: string, texts: readonly Entry[], columns: number): readonly string[] {
  const lines = texts.flatMap((text) => entry(text, columns - LABEL - 2))
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL)}${line}`.trimEnd())
}

/** A text, with or without a mark before it, such as a bullet, a rule id or a file name. */
export type Entry = string | { readonly mark: string; readonly text: string; readonly markColumns?: number }

function entry(given: Entry, columns: number): readonly string[] {
  if (typeof given === 'string') return wrapText(sanitizeText(given), columns)
  const mark = sanitizeText(given.mark)
  const width = given.markColumns ?? displayWidth(mark)
  const lines = wrapText(sanitizeText(given.text), columns - width - 1)
  // A mark that is wider than the others gets its own line.
  if (displayWidth(mark) > width) return [mark, ...lines.map((line) => ' '.repeat(width + 1) + line)]
  const pad = ' '.repeat(width - displayWidth(mark))
  return lines.map((line, index) => (index === 0 ? `${mark}${pad} ${line}` : ' '.repeat(width + 1) + line))
}

/** Aligns the texts of entries to one column. A mark wider than `maxWidth` does not count. */
export function alignEntries(
  entries: readonly { readonly mark: string; readonly text: string }[],
  maxWidth: number,
): readonly Entry[] {
  const widths = entries.map(({ mark }) => displayWidth(sanitizeText(mark))).filter((width) => width <= maxWidth)
  const markColumns = Math.max(0, ...widths) + 1
  return entries.map((one) => ({ ...one, markColumns }))
}
