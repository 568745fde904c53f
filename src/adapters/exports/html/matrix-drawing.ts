import { type BloomLevel, bloomRank } from '../../../domain/curriculum/index.js'
import type { AlignedColumn, AlignedRow, UnitAlignment } from './alignment.js'
import { worded } from './durations.js'
import { html, type Markup, plain } from './markup.js'
import { wrapped } from './wrapped.js'

const LABEL = { code: 0, text: 34, characters: 42, lines: 2 }
const LADDER = { x: 296, step: 9, rungs: 6 }
const GRID = { x: 372, column: 17, gap: 16, head: 58, row: 34 }
/** A drawing with more rows goes on in a second one, so that a page holds it. */
const MOST_ROWS = 14

const GROUPS = [
  { kind: 'activity', title: 'Activities' },
  { kind: 'assessment', title: 'Assessments' },
  { kind: 'question', title: 'Questions' },
] as const

interface PlacedColumn {
  readonly column: AlignedColumn
  /** The middle of the column. */
  readonly x: number
}

/** The drawings of a unit's alignment: outcomes as rows, with their level, against what practises and checks them. */
export function matrixDrawings({ rows, columns }: UnitAlignment, id: string, title: string): readonly Markup[] {
  const parts = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_value, index) =>
    rows.slice(index * MOST_ROWS, (index + 1) * MOST_ROWS),
  )
  return parts.map((part, index) => {
    const named = index === 0 ? title : `${title}, continued`
    return drawing(part, columns, `${id}-${index + 1}`, named)
  })
}

function drawing(rows: readonly AlignedRow[], columns: readonly AlignedColumn[], id: string, title: string): Markup {
  let edge = GRID.x
  const groups = GROUPS.map((group) => {
    const own = columns.filter(({ kind }) => kind === group.kind)
    const start = edge
    const placed = own.map(
      (column, index): PlacedColumn => ({ column, x: start + index * GRID.column + GRID.column / 2 }),
    )
    const width = Math.max(own.length * GRID.column, group.title.length * 7)
    edge += width + GRID.gap
    return { ...group, start, end: start + width, placed }
  })
  const [width, height] = [edge, GRID.head + rows.length * GRID.row + 6]
  const heads = groups.map(
    ({ title: name, start, end, placed }) => html`<text x="${start}" y="16" class="group">${name}</text>
<line x1="${start}" y1="24" x2="${end}" y2="24"/>
${placed.map(({ column, x }) => html`<text class="head" transform="translate(${x + 3} ${GRID.head - 6}) rotate(-90)">${column.head}</text>\n`)}`,
  )
  const placed = groups.flatMap((group) => group.placed)
  return html`<svg class="matrix" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${plain(title)}</title>
<desc id="${id}-desc">${rows.length} outcomes as rows; columns for activities, assessments and questions. A mark means that the column practises or checks the outcome. The table below says the same.</desc>
<text x="${LABEL.code}" y="16" class="group">Outcome</text>
<text x="${LADDER.x}" y="16" class="group">Level</text>
${heads}${rows.map((row, index) => rowOf(row, GRID.head + index * GRID.row, placed, width))}</svg>
`
}

function rowOf(
  { code, id, text, bloom }: AlignedRow,
  top: number,
  columns: readonly PlacedColumn[],
  width: number,
): Markup {
  const middle = top + GRID.row / 2
  const label = wrapped(plain(text), LABEL.characters, LABEL.lines)
  const first = middle + 4 - (label.length - 1) * 7
  return html`<line x1="0" y1="${top}" x2="${width}" y2="${top}"/>
<text x="${LABEL.code}" y="${first}" class="code">${code}</text>
${label.map((line, index) => html`<text x="${LABEL.text}" y="${first + index * 14}" class="label">${line}</text>\n`)}${ladder(bloom, middle)}${columns
  .filter(({ column }) => column.outcomeIds.has(id))
  .map(({ column, x }) => mark(column, x, middle))}`
}

/** The level as six rungs, and in words. */
function ladder(bloom: BloomLevel, middle: number): Markup {
  const rank = bloomRank(bloom)
  const rungs = Array.from({ length: LADDER.rungs }, (_value, index) => {
    const height = 3 + index * 1.5
    return html`<rect x="${LADDER.x + index * LADDER.step}" y="${middle - 1 - height}" width="7" height="${height}" class="${index < rank ? 'rung' : 'rest'}"/>`
  })
  return html`${rungs}<text x="${LADDER.x}" y="${middle + 11}" class="level">${worded(bloom)}</text>\n`
}

/** Shape and filling tell the kinds apart without colour. */
function mark({ kind, graded }: AlignedColumn, x: number, y: number): Markup {
  if (kind === 'activity') return html`<circle cx="${x}" cy="${y}" r="4.5" class="activity"/>\n`
  if (kind === 'question') return html`<path d="M${x} ${y - 5}l5 5l-5 5l-5 -5z" class="question"/>\n`
  const hollow = !graded && ' formative'
  return html`<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" class="assessment${hollow}"/>\n`
}
