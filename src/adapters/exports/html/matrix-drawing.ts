import { type BloomLevel, bloomRank } from '../../../domain/curriculum/index.js'
import { html, type Markup, plain } from '../../shared/html.js'
import type { Matrix, MatrixColumn, MatrixRow } from '../document/model.js'
import { titleCase } from '../labels/wording.js'
import { scrollable, table } from './elements.js'
import { type ColumnGroup, GRID, layoutsOf, type MatrixLayout, wrapText } from './matrix-layout.js'
import type { PageContext } from './render-inline.js'

/** A matrix as drawings, and as a table for those who cannot see them. */
export function matrixFigure(matrix: Matrix, context: PageContext): Markup {
  const drawings = matrixDrawings(matrix, context.matrixWidth)
  return html`${drawings.map(({ id, drawing }) => scrollable(`${id}-title`, drawing))}<details>
<summary>${matrix.title} as a table</summary>
${table(matrix.table, context)}</details>
`
}

/** What the shapes of a drawing mean. */
export function matrixLegend(): Markup {
  return html`<p class="note legend">${key('lesson', html`<circle cx="7" cy="7" r="4.5" class="lesson-mark"/>`)} ${key('graded assessment', html`<rect x="2.5" y="2.5" width="9" height="9" class="assessment"/>`)} ${key('assessment without a mark', html`<rect x="2.5" y="2.5" width="9" height="9" class="assessment formative"/>`)} ${key('question', html`<path d="M7 2l5 5l-5 5l-5 -5z" class="question"/>`)}</p>
`
}

function key(name: string, shape: Markup): Markup {
  return html`<span><svg class="matrix key" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${shape}</svg> ${name}</span>`
}

const TEXT = { label: 0, text: 38, characters: 42, lines: 2 }
const LADDER = { x: 300, step: 9, rungs: 6 }
/** Rows of one drawing, so that it fits on a page. Further rows go into another one. */
const MAX_ROWS = 14

/** The drawings of a matrix, at least `minWidth` wide, with their ids. */
export function matrixDrawings(
  { anchor, title, rows, columns }: Omit<Matrix, 'table'>,
  minWidth: number,
): readonly { readonly id: string; readonly drawing: Markup }[] {
  const layouts = layoutsOf(columns).map(({ groups, width }) => ({ groups, width: Math.max(width, minWidth) }))
  const parts = Array.from({ length: Math.ceil(rows.length / MAX_ROWS) }, (_value, index) =>
    rows.slice(index * MAX_ROWS, (index + 1) * MAX_ROWS),
  )
  const gaps = gapsOf(rows, columns)
  return parts
    .flatMap((part) => layouts.map((layout) => ({ part, layout })))
    .map(({ part, layout }, index) => {
      const id = `${anchor}-${index + 1}`
      const name = index === 0 ? title : `${title}, continued`
      return { id, drawing: drawingOf(part, layout, gaps, { id, title: name }) }
    })
}

/** The outcomes that no lesson practises, and those that no assessment checks. */
function gapsOf(rows: readonly MatrixRow[], columns: readonly MatrixColumn[]): Gaps {
  const without = (group: MatrixColumn['group']) => {
    const covered = new Set(columns.filter((column) => column.group === group).flatMap(({ outcomeIds }) => outcomeIds))
    return new Set(rows.map(({ id }) => id).filter((id) => !covered.has(id)))
  }
  return { lesson: without('lesson'), assessment: without('assessment'), question: new Set() }
}

type Gaps = { readonly [group in MatrixColumn['group']]: ReadonlySet<string> }

function drawingOf(
  rows: readonly MatrixRow[],
  { groups, width }: MatrixLayout,
  gaps: Gaps,
  { id, title }: { readonly id: string; readonly title: string },
): Markup {
  const height = GRID.head + rows.length * GRID.row + 6
  const heads = groups.map(
    ({ title: name, start, end, columns }) => html`<text x="${start}" y="16" class="group">${name}</text>
<line x1="${start}" y1="24" x2="${end}" y2="24"/>
${columns.map(({ column, x }) => html`<text class="head" transform="translate(${x + 3} ${GRID.head - 6}) rotate(-90)">${column.label}</text>\n`)}`,
  )
  return html`<svg class="matrix" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${plain(title)}</title>
<desc id="${id}-desc">${rows.length} outcomes as rows; columns for lessons, assessments and questions. A mark means that the column practises or checks the outcome. The table below says the same.</desc>
<text x="${TEXT.label}" y="16" class="group">Outcome</text>
<text x="${LADDER.x}" y="16" class="group">Level</text>
${heads}${rows.map((row, index) => html`${rule(GRID.head + index * GRID.row, width)}${rowOf(row, GRID.head + index * GRID.row, groups, gaps)}`)}</svg>
`
}

function rowOf({ label, id, text, bloom }: MatrixRow, top: number, groups: readonly ColumnGroup[], gaps: Gaps): Markup {
  const middle = top + GRID.row / 2
  const lines = wrapText(plain(text), TEXT.characters, TEXT.lines)
  const first = middle + 4 - (lines.length - 1) * 7
  return html`<text x="${TEXT.label}" y="${first}" class="code">${label}</text>
${lines.map((line, index) => html`<text x="${TEXT.text}" y="${first + index * 14}" class="label">${line}</text>\n`)}${ladder(bloom, middle)}${groups.map((group) => marksOf(id, group, gaps, middle))}`
}

function rule(y: number, width: number): Markup {
  return html`<line x1="0" y1="${y}" x2="${width}" y2="${y}"/>\n`
}

/** The marks of one group, or the word that nothing practises or assesses the outcome. */
function marksOf(id: string, { group, start, columns }: ColumnGroup, gaps: Gaps, middle: number): Markup {
  if (gaps[group].has(id)) return html`<text x="${start}" y="${middle + 4}" class="gap">none</text>\n`
  const own = columns.filter(({ column }) => column.outcomeIds.includes(id))
  return html`${own.map(({ column, x }) => mark(column, x, middle))}`
}

/** The level as six rungs, and in words. */
function ladder(bloom: BloomLevel, middle: number): Markup {
  const rank = bloomRank(bloom)
  const rungs = Array.from({ length: LADDER.rungs }, (_value, index) => {
    const height = 3 + index * 1.5
    return html`<rect x="${LADDER.x + index * LADDER.step}" y="${middle - 1 - height}" width="7" height="${height}" class="${index < rank ? 'rung' : 'rest'}"/>`
  })
  return html`${rungs}<text x="${LADDER.x}" y="${middle + 11}" class="level">${titleCase(bloom)}</text>\n`
}

/** Shape and filling distinguish the groups without colour. */
function mark({ group, graded }: MatrixColumn, x: number, y: number): Markup {
  if (group === 'lesson') return html`<circle cx="${x}" cy="${y}" r="4.5" class="lesson-mark"/>\n`
  if (group === 'question') return html`<path d="M${x} ${y - 5}l5 5l-5 5l-5 -5z" class="question"/>\n`
  const hollow = !graded && ' formative'
  return html`<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" class="assessment${hollow}"/>\n`
}
