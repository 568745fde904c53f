import { columnsOf, quietText, wrapped } from './terminal-text.js'

const LABEL = 11

/** Lines with a label before the first, all within `columns`. What hangs over is indented below its beginning. */
export function row(label: string, texts: readonly Entry[], columns: number): readonly string[] {
  const lines = texts.flatMap((text) => entry(text, columns - LABEL - 2))
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL)}${line}`.trimEnd())
}

/** A text; or one with a mark before it, such as a bullet, a code or a name of a file. */
export type Entry = string | { readonly mark: string; readonly text: string; readonly markColumns?: number }

function entry(given: Entry, columns: number): readonly string[] {
  if (typeof given === 'string') return wrapped(quietText(given), columns)
  const mark = quietText(given.mark)
  const width = given.markColumns ?? columnsOf(mark)
  const lines = wrapped(quietText(given.text), columns - width - 1)
  // A mark that is wider than the others has a line of its own.
  if (columnsOf(mark) > width) return [mark, ...lines.map((line) => ' '.repeat(width + 1) + line)]
  const pad = ' '.repeat(width - columnsOf(mark))
  return lines.map((line, index) => (index === 0 ? `${mark}${pad} ${line}` : ' '.repeat(width + 1) + line))
}

/** Entries of which the texts begin in one column. */
export function aligned(
  entries: readonly { readonly mark: string; readonly text: string }[],
  most: number,
): readonly Entry[] {
  const widths = entries.map(({ mark }) => columnsOf(quietText(mark))).filter((width) => width <= most)
  const markColumns = Math.max(0, ...widths) + 1
  return entries.map((one) => ({ ...one, markColumns }))
}
