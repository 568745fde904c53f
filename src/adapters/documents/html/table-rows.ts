import { attribute, type HtmlElement, isElement } from './html-tree.js'

/** Limits of the HTML standard. */
const MAX_COLUMN_SPAN = 1000
const MAX_ROW_SPAN = 65_534
/** Empty places of one table. Beyond it, merged cells take one place. */
const MAX_EMPTY_PLACES = 200_000

/** A row of a table: its cells by column. A place that a merged cell covers, or without a cell, is `undefined`. */
export interface TableRow {
  readonly row: HtmlElement
  readonly cells: readonly (HtmlElement | undefined)[]
}

/** A merged cell that reaches into the rows below. */
interface Overhang {
  readonly start: number
  end: number
  /** Number of the last row. */
  readonly last: number
}

/**
 * The rows of a table as the HTML standard forms its grid: each cell stands in its column, and merged cells cover
 * places to the right and below, within their row group.
 *
 * @param isShown whether an element is visible; others are left out
 */
export function tableRows(table: HtmlElement, isShown: (element: HtmlElement) => boolean): readonly TableRow[] {
  const budget = { places: MAX_EMPTY_PLACES }
  return rowGroups(table, isShown).flatMap((rows) => groupRows(rows, isShown, budget))
}

function rowGroups(
  table: HtmlElement,
  isShown: (element: HtmlElement) => boolean,
): readonly (readonly HtmlElement[])[] {
  const groups: HtmlElement[][] = []
  let loose: HtmlElement[] | undefined
  for (const child of table.childNodes) {
    if (!isElement(child) || !isShown(child)) continue
    if (child.tagName === 'tr') {
      if (loose === undefined) {
        loose = []
        groups.push(loose)
      }
      loose.push(child)
    } else if (/^t(?:head|body|foot)$/.test(child.tagName)) {
      loose = undefined
      groups.push(child.childNodes.filter(isElement).filter((row) => row.tagName === 'tr' && isShown(row)))
    }
  }
  return groups
}

function groupRows(
  rows: readonly HtmlElement[],
  isShown: (element: HtmlElement) => boolean,
  budget: { places: number },
): readonly TableRow[] {
  let overhangs: readonly Overhang[] = []
  return rows.map((row, number): TableRow => {
    const above = overhangs.filter(({ last }) => last >= number)
    const added: Overhang[] = []
    const cells: (HtmlElement | undefined)[] = []
    let column = 0
    let next = 0
    for (const cell of row.childNodes) {
      if (!isElement(cell) || !/^t[dh]$/.test(cell.tagName) || !isShown(cell)) continue
      for (let covered = above[next]; covered !== undefined && covered.start <= column; covered = above[next]) {
        column = Math.max(column, covered.end)
        next += 1
      }
      const gap = Math.min(column - cells.length, budget.places)
      budget.places -= gap
      for (let place = 0; place < gap; place++) cells.push(undefined)
      cells.push(cell)
      const width = spanOf(cell, 'colspan', MAX_COLUMN_SPAN) || 1
      const height = spanOf(cell, 'rowspan', MAX_ROW_SPAN)
      const last = height === 0 ? rows.length - 1 : Math.min(rows.length, number + height) - 1
      if (last > number) added.push({ start: column, end: column + width, last })
      column += width
    }
    overhangs = merged([...above, ...added])
    return { row, cells }
  })
}

/** In the order of columns; neighbours that end in the same row are one. */
function merged(overhangs: readonly Overhang[]): readonly Overhang[] {
  const result: Overhang[] = []
  for (const one of [...overhangs].sort((a, b) => a.start - b.start)) {
    const before = result.at(-1)
    if (before !== undefined && before.last === one.last && one.start <= before.end)
      before.end = Math.max(before.end, one.end)
    else result.push({ ...one })
  }
  return result
}

/** A span as the standard parses it: 1 if it is no number; `rowspan="0"` reaches to the end of the row group. */
function spanOf(cell: HtmlElement, name: 'colspan' | 'rowspan', most: number): number {
  const digits = /^\s*\+?(\d+)/.exec(attribute(cell, name))?.[1]
  return digits === undefined ? 1 : Math.min(Number(digits), most)
}
