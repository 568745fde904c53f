/** A range of text: from `start` (included) to `end` (excluded), in UTF-16 code units; never empty. */
export interface TextRange {
  readonly start: number
  readonly end: number
}

/** A range of a document with its text: `document.text.slice(start, end) === text`. */
export interface TextSpan extends TextRange {
  readonly text: string
}

/** The span of `text` from `start` to `end`, without white space at its ends; `undefined` if nothing is left. */
export function spanOf(text: string, start: number, end: number): TextSpan | undefined {
  const part = text.slice(start, end)
  const trimmed = part.trim()
  if (trimmed === '') return undefined
  const from = start + part.length - part.trimStart().length
  return { start: from, end: from + trimmed.length, text: trimmed }
}

/** Whether `outer` contains `inner`. */
export function encloses(outer: TextRange, inner: TextRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}
