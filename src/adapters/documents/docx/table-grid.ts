import type { Omissions } from './omissions.js'
import { childOf, elementsOf, elementsUnder, flagOf, valueIn, type XmlElement, xml } from './xml-tree.js'

/** A cell whose content is converted. */
export interface CellContent {
  readonly element: XmlElement
  readonly isDeleted: boolean
}

/** Columns that a table of a word processor can have. */
const MAX_COLUMNS = 63

/**
 * A table in which every cell stands in its column: a merged cell is its content, and an empty cell for each other place
 * that it covers. Deleted and hidden rows are left out.
 *
 * @param convert the blocks of a cell
 * @param unwrap removes elements that only surround rows or cells
 * @returns nothing if there are no rows
 */
export function tableGrid(
  table: XmlElement,
  convert: (cell: CellContent) => readonly XmlElement[],
  unwrap: (elements: readonly XmlElement[]) => readonly XmlElement[],
  omissions: Omissions,
): readonly XmlElement[] {
  const rows: XmlElement[] = []
  // The columns whose last cell may go on in the next row.
  let merged = new Set<number>()
  for (const row of named(unwrap(elementsOf(table)), 'w:tr')) {
    const properties = childOf(row, 'w:trPr')
    if (childOf(properties, 'w:del') !== undefined || flagOf(properties, 'w:hidden')) {
      if (hasText(row)) omissions.add(flagOf(properties, 'w:hidden') ? 'hidden' : 'deleted')
      continue
    }
    const cells: XmlElement[] = []
    const skip = (count: number) => {
      for (let left = Math.min(count, MAX_COLUMNS - cells.length); left > 0; left--) cells.push(emptyCell())
    }
    skip(countOf(childOf(properties, 'w:gridBefore'), 0))
    const next = new Set<number>()
    for (const cell of named(unwrap(elementsOf(row)), 'w:tc')) {
      const own = childOf(cell, 'w:tcPr')
      const column = cells.length
      const vertical = mergeOf(own, 'w:vMerge')
      if (vertical !== undefined) next.add(column)
      const isCovered =
        (vertical === 'continue' && merged.has(column)) || (mergeOf(own, 'w:hMerge') === 'continue' && column > 0)
      const isDeleted = childOf(own, 'w:cellDel') !== undefined
      if (isDeleted && hasText(cell)) omissions.add('deleted')
      const content = isCovered ? [] : convert({ element: cell, isDeleted })
      cells.push(content.length === 0 ? emptyCell() : xml('w:tc', content))
      skip(countOf(childOf(own, 'w:gridSpan'), 1) - 1)
    }
    merged = next
    if (cells.length === 0) continue
    const isHeader = flagOf(properties, 'w:tblHeader') === true
    rows.push(xml('w:tr', [...(isHeader ? [xml('w:trPr', [xml('w:tblHeader')])] : []), ...cells]))
  }
  return rows.length === 0 ? [] : [xml('w:tbl', rows)]
}

function named(elements: readonly XmlElement[], name: string): readonly XmlElement[] {
  return elements.filter((element) => element.name === name)
}

function emptyCell(): XmlElement {
  return xml('w:tc', [xml('w:p')])
}

function countOf(element: XmlElement | undefined, otherwise: number): number {
  const count = Number.parseInt(valueIn(element) ?? '', 10)
  return Number.isNaN(count) ? otherwise : count
}

/** Without a value, the cell goes on. */
function mergeOf(properties: XmlElement | undefined, name: string): 'restart' | 'continue' | undefined {
  const element = childOf(properties, name)
  if (element === undefined) return undefined
  return valueIn(element) === 'restart' ? 'restart' : 'continue'
}

function hasText(element: XmlElement): boolean {
  return [...elementsUnder(element)].some(({ name }) => name === 'w:t' || name === 'w:delText' || name === 'm:t')
}
