import type { AlignedColumn } from './alignment.js'

/** Where the grid begins and how large its cells are, in pixels. */
export const GRID = { x: 364, column: 17, gap: 14, head: 66, row: 34 }

/** A drawing is no wider, so that it fits beside the contents and on paper; the columns go on in another one. */
const MOST_WIDTH = 760

const GROUPS = [
  { kind: 'lesson', title: 'Lessons' },
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

/** Where the columns of one drawing stand. */
export interface MatrixLayout {
  readonly groups: readonly ColumnGroup[]
  readonly width: number
}

/** Places the columns of a unit, group by group, in as many drawings as they need. */
export function layoutsOf(columns: readonly AlignedColumn[]): readonly MatrixLayout[] {
  const drawings: ColumnGroup[][] = [[]]
  let edge = GRID.x
  for (const { kind, title } of GROUPS) {
    let left = columns.filter((column) => column.kind === kind)
    do {
      if (edge + title.length * 7 > MOST_WIDTH) {
        drawings.push([])
        edge = GRID.x
      }
      const taken = left.slice(0, Math.floor((MOST_WIDTH - edge) / GRID.column))
      left = left.slice(taken.length)
      const group = groupAt(edge, kind, title, taken)
      drawings.at(-1)?.push(group)
      edge = left.length > 0 ? MOST_WIDTH : group.end + GRID.gap
    } while (left.length > 0)
  }
  return drawings.map((groups) => ({ groups, width: groups.at(-1)?.end ?? GRID.x }))
}

function groupAt(
  start: number,
  kind: AlignedColumn['kind'],
  title: string,
  columns: readonly AlignedColumn[],
): ColumnGroup {
  const placed = columns.map((column, index) => ({ column, x: start + index * GRID.column + GRID.column / 2 }))
  const end = start + Math.max(columns.length * GRID.column, title.length * 7)
  return { kind, title, start, end, columns: placed }
}

/** The width that all drawings have at least, so that they are equally large on paper. */
export function sharedWidth(columnsByUnit: readonly (readonly AlignedColumn[])[]): number {
  return Math.max(0, ...columnsByUnit.flatMap((columns) => layoutsOf(columns).map(({ width }) => width)))
}
