import type { MatrixColumn } from '../document/model.js'

/** Where the grid starts, and the size of its cells, in pixels. */
export const GRID = { x: 364, column: 17, gap: 14, head: 66, row: 34 }

/** Fits beside the contents and on paper. Further columns go into another drawing. */
const MAX_WIDTH = 760

const GROUPS = [
  { group: 'lesson', title: 'Lessons' },
  { group: 'assessment', title: 'Assessments' },
  { group: 'question', title: 'Questions' },
] as const

/** A column with its middle. */
export interface PlacedColumn {
  readonly column: MatrixColumn
  readonly x: number
}

/** Columns of one group, side by side under one title. */
export interface ColumnGroup {
  readonly group: MatrixColumn['group']
  readonly title: string
  readonly start: number
  readonly end: number
  readonly columns: readonly PlacedColumn[]
}

/** The columns of one drawing. */
export interface MatrixLayout {
  readonly groups: readonly ColumnGroup[]
  readonly width: number
}

/** Places the columns of a unit, group by group, in as many drawings as they need. */
export function layoutsOf(columns: readonly MatrixColumn[]): readonly MatrixLayout[] {
  const drawings: ColumnGroup[][] = [[]]
  let edge = GRID.x
  for (const { group, title } of GROUPS) {
    let left = columns.filter((column) => column.group === group)
    do {
      if (edge + title.length * 7 > MAX_WIDTH) {
        drawings.push([])
        edge = GRID.x
      }
      const taken = left.slice(0, Math.floor((MAX_WIDTH - edge) / GRID.column))
      left = left.slice(taken.length)
      const placed = groupAt(edge, group, title, taken)
      drawings.at(-1)?.push(placed)
      edge = left.length > 0 ? MAX_WIDTH : placed.end + GRID.gap
    } while (left.length > 0)
  }
  return drawings.map((groups) => ({ groups, width: groups.at(-1)?.end ?? GRID.x }))
}

function groupAt(
  start: number,
  group: MatrixColumn['group'],
  title: string,
  columns: readonly MatrixColumn[],
): ColumnGroup {
  const placed = columns.map((column, index) => ({ column, x: start + index * GRID.column + GRID.column / 2 }))
  const end = start + Math.max(columns.length * GRID.column, title.length * 7)
  return { group, title, start, end, columns: placed }
}

/** The least width of all drawings, which gives them the same scale on paper. */
export function sharedWidth(columnsByUnit: readonly (readonly MatrixColumn[])[]): number {
  return Math.max(0, ...columnsByUnit.flatMap((columns) => layoutsOf(columns).map(({ width }) => width)))
}

/** `text` in lines of about `width` characters, at most `max`; text that does not fit ends in `…`. */
export function wrapText(text: string, width: number, max: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => chopped(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) {
      line = longer
      continue
    }
    lines.push(line)
    line = word
    if (lines.length > max) break
  }
  lines.push(line)
  if (lines.length <= max) return lines
  const last = lines[max - 1] ?? ''
  return [...lines.slice(0, max - 1), `${widthOf(last) < width ? last : shortened(last, width - 1)}…`]
}

function chopped(word: string, width: number): readonly string[] {
  const pieces: string[] = []
  let rest = word
  while (widthOf(rest) > width) {
    const piece = shortened(rest, width)
    pieces.push(piece)
    rest = rest.slice(piece.length)
  }
  return [...pieces, rest]
}

function shortened(text: string, width: number): string {
  let kept = ''
  let used = 0
  for (const character of text) {
    used += WIDE.test(character) ? 2 : 1
    if (used > width) break
    kept += character
  }
  return kept
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)
}

/** Scripts with characters of double width. */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u
