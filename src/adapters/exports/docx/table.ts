import {
  AlignmentType,
  BuilderElement,
  type FileChild,
  type IParagraphOptions,
  type ITableOptions,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableProperties,
  TableRow,
  WidthType,
} from 'docx'
import { xmlText } from './package-parts.js'
import { paragraph, type Run } from './paragraph.js'

/** A table with at most so many rows moves to the next page as a whole. */
const MAX_ROWS_TOGETHER = 8

/** A column: its heading, and its width in twentieths of a point. */
export interface Column {
  readonly head: readonly Run[]
  readonly width: number
  /** Numbers stand at the end of their cells. */
  readonly numeric?: true
}

type CellLook = Pick<IParagraphOptions, 'alignment' | 'keepNext'>

/** The content of a table. */
export interface TableContent {
  /** Screen readers read it out. */
  readonly summary: string
  readonly columns: readonly Column[]
  /** A row of one cell in a table of more columns spans all of them. */
  readonly rows: readonly (readonly (readonly Run[])[])[]
  /** In twentieths of a point. */
  readonly width: number
  readonly rightToLeft: boolean
}

/** A table with a small gap after it. Each page repeats the headings; rows do not break. */
export function table({ summary, columns, rows, width, rightToLeft }: TableContent): readonly FileChild[] {
  const widths = columns.map((column) => column.width)
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, index) =>
      cell(paragraph('TableHeading', column.head, aligned(rightToLeft, column)), widths[index]),
    ),
  })
  const together = rows.length <= MAX_ROWS_TOGETHER
  const body = rows.map((row, number) => {
    const keepNext = together && number < rows.length - 1 ? { keepNext: true } : {}
    const [only] = row
    if (row.length === 1 && only !== undefined && columns.length > 1) {
      const title = paragraph('TableHeading', only, aligned(rightToLeft))
      return new TableRow({ cantSplit: true, children: [cell(title, width, columns.length)] })
    }
    return new TableRow({
      cantSplit: true,
      children: row.map((content, index) =>
        cell(paragraph('TableText', content, { ...aligned(rightToLeft, columns[index]), ...keepNext }), widths[index]),
      ),
    })
  })
  const options = { rows: [head, ...body], columnWidths: widths, width, rightToLeft, style: 'CurriculumTable' }
  return [new StyledTable({ ...options, summary, firstRow: true }), gap()]
}

/** A table of two columns without headings: names and values. */
export function factsTable(
  summary: string,
  facts: readonly (readonly [name: string, value: readonly Run[]])[],
  { width, rightToLeft }: Pick<TableContent, 'width' | 'rightToLeft'>,
): readonly FileChild[] {
  const names = Math.round(width / 4)
  const widths = [names, width - names]
  const look = aligned(rightToLeft)
  const rows = facts.map(
    ([name, value]) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell(paragraph('TableHeading', name, look), widths[0]),
          cell(paragraph('TableText', value, { ...look, keepNext: true }), widths[1]),
        ],
      }),
  )
  return [
    new StyledTable({ rows, columnWidths: widths, width, rightToLeft, style: 'FactsTable', summary, firstRow: false }),
    gap(),
  ]
}

function gap(): Paragraph {
  return new Paragraph({ style: 'AfterTable' })
}

/** Words stand at the start of their cells and numbers at the end; in a table from right to left the start is right. */
function aligned(rightToLeft: boolean, column?: Column): CellLook {
  return rightToLeft === (column?.numeric === true) ? {} : { alignment: AlignmentType.RIGHT }
}

function cell(content: Paragraph, size = 0, columnSpan = 1): TableCell {
  const spanning = columnSpan > 1 ? { columnSpan } : {}
  return new TableCell({ children: [content], width: { size, type: WidthType.DXA }, ...spanning })
}

interface StyledTableOptions extends Required<Pick<ITableOptions, 'rows' | 'columnWidths' | 'style'>> {
  readonly width: number
  readonly rightToLeft: boolean
  readonly summary: string
  readonly firstRow: boolean
}

/** The borders that the package draws on each table would hide those of the style. */
class StyledTable extends Table {
  constructor({ rows, columnWidths: widths, style, width, rightToLeft, summary, firstRow }: StyledTableOptions) {
    super({ rows, columnWidths: widths })
    const properties = new TableProperties({
      style,
      width: { size: width, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      tableLook: { firstRow, lastRow: false, firstColumn: false, lastColumn: false, noHBand: true, noVBand: true },
      ...(rightToLeft ? { visuallyRightToLeft: true } : {}),
    })
    properties.addChildElement(
      new BuilderElement({
        name: 'w:tblCaption',
        attributes: { value: { key: 'w:val', value: xmlText(summary) } },
      }),
    )
    this.root[0] = properties
  }
}
