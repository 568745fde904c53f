import type { PdfLine, PdfRow } from './pdf-lines.js'

const MIN_LINES = 3
/** Points between two columns. */
const MIN_GUTTER = 8
/** Characters of a usual line of a column. Cells of a table are shorter. */
const MIN_CHARACTERS = 18
/** Share of lines that start with a capital, above which the lines are entries and not running text. */
const MAX_CAPITALS = 0.6
/** Places where a column may start that are tried, the most frequent first. */
const MAX_STARTS = 20
/** Columns within columns. */
const MAX_DEPTH = 4

/**
 * The lines of a page in reading order. Content order is kept, except where it alternates between columns of running
 * text: there, each column is read to its end. Text over all columns ends them. The cells of a table stay in their row.
 */
export function orderColumns(rows: readonly PdfRow[], depth = 0): readonly PdfLine[] {
  const pieces = rows.flat()
  const gutter = depth < MAX_DEPTH ? gutterOf(pieces) : undefined
  if (gutter === undefined) return rows.map(joined)
  const lines: PdfLine[] = []
  let band: PdfRow[] = []
  const end = () => {
    for (const line of orderBand(band, gutter, depth)) lines.push(line)
    band = []
  }
  for (const row of rows) {
    if (row.some((piece) => sideOf(piece, gutter) === 'across')) {
      end()
      lines.push(joined(row))
    } else band.push(row)
  }
  end()
  return lines
}

/** The rows between two lines over all columns. */
function orderBand(rows: readonly PdfRow[], gutter: number, depth: number): readonly PdfLine[] {
  const pieces = rows.flat()
  const [left, right] = (['left', 'right'] as const).map((side) =>
    rows.map((row) => row.filter((piece) => sideOf(piece, gutter) === side)).filter((row) => row.length > 0),
  )
  if (left === undefined || right === undefined) return rows.map(joined)
  let switches = 0
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1]
    if (before !== undefined && sideOf(before, gutter) !== sideOf(piece, gutter)) switches += 1
  }
  const alternates = switches >= Math.min(left.length, right.length)
  if (!alternates || !isRunningText(left.flat()) || !isRunningText(right.flat())) return rows.map(joined)
  // A column may be two columns.
  return [...orderColumns(left, depth + 1), ...orderColumns(right, depth + 1)]
}

/** The left edge of the column that starts right of a gap which few lines cross; `undefined` if there is none. */
function gutterOf(pieces: readonly PdfLine[]): number | undefined {
  const starts = new Map<number, number>()
  for (const { x } of pieces) starts.set(Math.round(x), (starts.get(Math.round(x)) ?? 0) + 1)
  let best: { readonly at: number; readonly score: number } | undefined
  const usual = [...starts].filter(([, count]) => count >= MIN_LINES).sort((a, b) => b[1] - a[1])
  for (const [at] of usual.slice(0, MAX_STARTS)) {
    const sides = pieces.map((piece) => sideOf(piece, at))
    const number = (side: string) => sides.filter((one) => one === side).length
    const score = Math.min(number('left'), number('right')) - number('across')
    if (number('left') >= MIN_LINES && score > (best?.score ?? 0)) best = { at, score }
  }
  return best?.at
}

function sideOf({ x, right }: PdfLine, gutter: number): 'left' | 'right' | 'across' {
  if (x >= gutter - 2) return 'right'
  return right <= gutter - MIN_GUTTER ? 'left' : 'across'
}

/** Whether most lines are long, and many go on in the middle of a sentence. */
function isRunningText(lines: readonly PdfLine[]): boolean {
  const lengths = lines.map(({ text }) => text.length).sort((a, b) => a - b)
  const capitals = lines.slice(1).filter(({ text }) => /^\P{L}*\p{Lu}/u.test(text)).length
  const usual = lengths[Math.floor(lengths.length / 2)] ?? 0
  return lines.length >= MIN_LINES && usual >= MIN_CHARACTERS && capitals <= (lines.length - 1) * MAX_CAPITALS
}

/** The pieces of a row as one line. */
function joined(row: PdfRow): PdfLine {
  const [first, ...rest] = row
  if (first === undefined) throw new RangeError('a row has at least one piece')
  const runs = [...first.runs]
  let { x, right } = first
  for (const piece of rest) {
    const last = runs.at(-1)
    const [next, ...others] = piece.runs
    if (last === undefined || next === undefined) continue
    const isApart = Math.max(piece.x - right, x - piece.right) > piece.size * 0.15
    const text = isApart && !/\s$/.test(last.text) ? `${last.text} ` : last.text
    if (last.font === next.font) runs[runs.length - 1] = { ...next, text: text + next.text }
    else runs.splice(-1, 1, { ...last, text }, next)
    runs.push(...others)
    x = Math.min(x, piece.x)
    right = Math.max(right, piece.right)
  }
  const longest = [...row].sort((a, b) => b.text.length - a.text.length)[0] ?? first
  return {
    ...first,
    runs,
    text: runs
      .map(({ text }) => text)
      .join('')
      .trim(),
    x,
    right,
    size: longest.size,
  }
}
