/** The words of one column, with its heading first. */
export interface ColumnTexts {
  readonly texts: readonly string[]
  /** Its values do not break. */
  readonly whole: boolean
}

/** Width of an average character of the text of tables, and of the margins of a cell, in twentieths of a point. */
const CHARACTER = 98
const MARGINS = 190
/** A bold heading is wider. */
const BOLD = 1.12
/** A longer text gets no more width: it becomes long anyhow. */
const MAX_CHARACTERS = 90

/**
 * Whole numbers that sum to `width`, by what the columns hold: each has room for its longest word, and what is left goes to those
 * with long texts.
 */
export function columnWidths(columns: readonly ColumnTexts[], width: number): readonly number[] {
  const needs = columns.map(needOf)
  const least = needs.reduce((sum, { min }) => sum + min, 0)
  const wanted = needs.reduce((sum, { ideal, min }) => sum + ideal - min, 0)
  const left = width - least
  const shares = needs.map(({ min, ideal }) => {
    if (left <= 0) return (min / least) * width
    return min + (wanted > 0 ? (left * (ideal - min)) / wanted : left / needs.length)
  })
  let passed = 0
  let taken = 0
  return shares.map((share) => {
    passed += share
    const end = Math.round(passed)
    const own = end - taken
    taken = end
    return own
  })
}

function needOf({ texts, whole }: ColumnTexts): { readonly min: number; readonly ideal: number } {
  const [head = '', ...cells] = texts
  const unbroken = (text: string) => Math.max(0, ...text.split(whole ? '\n' : /\s+/).map(({ length }) => length))
  const longest = Math.max(unbroken(head) * BOLD, ...cells.map(unbroken), 2)
  const lengths = cells.map(({ length }) => Math.min(MAX_CHARACTERS, length)).sort((a, b) => a - b)
  // Not the longest: one long text does not make a column wide.
  const usual = lengths[Math.floor(lengths.length * 0.8)] ?? 0
  const min = Math.min(longest, MAX_CHARACTERS / 3) * CHARACTER + MARGINS
  return { min, ideal: Math.max(min, usual * CHARACTER + MARGINS) + 1 }
}
