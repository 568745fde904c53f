import type { AlignedColumn } from './alignment.js'

/** Where the grid begins and how large its cells are, in pixels. */
export const GRID = { x: 372, column: 17, gap: 16, head: 58, row: 34 }

/** Up to this width all drawings of a page are equally wide, and so equally large on paper. */
const SHARED_WIDTH = 900

const GROUPS = [
  { kind: 'activity', title: 'Activities' },
  { kind: 'assessment', title: 'Assessments' },
  { kind: 'question', title: 'Questions' },
] as const

/** A column with its middle. */
export interface PlacedColumn {
  readonly column: AlignedColumn
  readonly x: number
}

/** Columns of one kind, side by side under one title. */
export interface ColumnGroup {
  readonly kind: AlignedColumn['kind']
  readonly title: string
  readonly start: number
  readonly end: number
  readonly columns: readonly PlacedColumn[]
}

/** Where the columns stand. */
export interface MatrixLayout {
  readonly groups: readonly ColumnGroup[]
  readonly width: number
}

/** Places the columns of a unit, group by group. */
export function layoutOf(columns: readonly AlignedColumn[]): MatrixLayout {
  let edge = GRID.x
  const groups = GROUPS.map(({ kind, title }): ColumnGroup => {
    const start = edge
    const placed = columns
      .filter((column) => column.kind === kind)
      .map((column, index) => ({ column, x: start + index * GRID.column + GRID.column / 2 }))
    const end = start + Math.max(placed.length * GRID.column, title.length * 7)
    edge = end + GRID.gap
    return { kind, title, start, end, columns: placed }
  })
  return { groups, width: edge }
}

/** The width that all drawings have at least. */
export function sharedWidth(columnsByUnit: readonly (readonly AlignedColumn[])[]): number {
  return Math.max(
    0,
    ...columnsByUnit.map((columns) => layoutOf(columns).width).filter((width) => width <= SHARED_WIDTH),
  )
}
