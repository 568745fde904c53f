import { type BloomLevel, bloomRank } from '../../../domain/curriculum/index.js'
import { html, type Markup, plain } from '../../shared/html.js'
import { worded } from '../outline/worded.js'
import type { AlignedColumn, AlignedRow, UnitAlignment } from './alignment.js'
import { type ColumnGroup, GRID, layoutsOf, type MatrixLayout } from './matrix-layout.js'
import { wrapped } from './wrapped.js'

const LABEL = { code: 0, text: 38, characters: 42, lines: 2 }
const LADDER = { x: 300, step: 9, rungs: 6 }
/** A drawing with more rows goes on in another one, so that a page holds it. */
const MOST_ROWS = 14

/**
 * The drawings of a unit's alignment, at least `least` wide: outcomes as rows, with their level, against what practises
 * and checks them.
 */
export function matrixDrawings(
  { rows, columns }: UnitAlignment,
  { id, title, least }: { readonly id: string; readonly title: string; readonly least: number },
): readonly Markup[] {
  const layouts = layoutsOf(columns).map(({ groups, width }) => ({ groups, width: Math.max(width, least) }))
  const parts = Array.from({ length: Math.ceil(rows.length / MOST_ROWS) }, (_value, index) =>
    rows.slice(index * MOST_ROWS, (index + 1) * MOST_ROWS),
  )
  const missing = gapsOf(rows, columns)
  return parts
    .flatMap((part) => layouts.map((layout) => ({ part, layout })))
    .map(({ part, layout }, index) =>
      drawing(part, layout, missing, {
        id: `${id}-${index + 1}`,
        title: index === 0 ? title : `${title}, continued`,
      }),
    )
}

/** The outcomes that no lesson practises, and those that no assessment checks. */
function gapsOf(rows: readonly AlignedRow[], columns: readonly AlignedColumn[]): Gaps {
  const without = (kind: AlignedColumn['kind']) => {
    const own = columns.filter((column) => column.kind === kind)
    return new Set(rows.map(({ id }) => id).filter((id) => !own.some(({ outcomeIds }) => outcomeIds.has(id))))
  }
  return { lesson: without('lesson'), assessment: without('assessment'), question: new Set() }
}

type Gaps = { readonly [kind in AlignedColumn['kind']]: ReadonlySet<string> }

function drawing(
  rows: readonly AlignedRow[],
  { groups, width }: MatrixLayout,
  gaps: Gaps,
  { id, title }: { readonly id: string; readonly title: string },
): Markup {
  const height = GRID.head + rows.length * GRID.row + 6
  const heads = groups.map(
    ({ title: name, start, end, columns }) => html`<text x="${start}" y="16" class="group">${name}</text>
<line x1="${start}" y1="24" x2="${end}" y2="24"/>
${columns.map(({ column, x }) => html`<text class="head" transform="translate(${x + 3} ${GRID.head - 6}) rotate(-90)">${column.place.code}</text>\n`)}`,
  )
  return html`<svg class="matrix" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="${id}-title ${id}-desc">
<title id="${id}-title">${plain(title)}</title>
<desc id="${id}-desc">${rows.length} outcomes as rows; columns for lessons, assessments and questions. A mark means that the column practises or checks the outcome. The table below says the same.</desc>
<text x="${LABEL.code}" y="16" class="group">Outcome</text>
<text x="${LADDER.x}" y="16" class="group">Level</text>
${heads}${rows.map((row, index) => html`${rule(GRID.head + index * GRID.row, width)}${rowOf(row, GRID.head + index * GRID.row, groups, gaps)}`)}</svg>
`
}

function rowOf({ code, id, text, bloom }: AlignedRow, top: number, groups: readonly ColumnGroup[], gaps: Gaps): Markup {
  const middle = top + GRID.row / 2
  const label = wrapped(plain(text), LABEL.characters, LABEL.lines)
  const first = middle + 4 - (label.length - 1) * 7
  return html`<text x="${LABEL.code}" y="${first}" class="code">${code}</text>
${label.map((line, index) => html`<text x="${LABEL.text}" y="${first + index * 14}" class="label">${line}</text>\n`)}${ladder(bloom, middle)}${groups.map((group) => marksOf(id, group, gaps, middle))}`
}

function rule(y: number, width: number): Markup {
  return html`<line x1="0" y1="${y}" x2="${width}" y2="${y}"/>\n`
}

/** The marks of one group; an outcome that nothing practises or nothing assesses is told. */
function marksOf(id: string, { kind, start, columns }: ColumnGroup, gaps: Gaps, middle: number): Markup {
  if (gaps[kind].has(id)) return html`<text x="${start}" y="${middle + 4}" class="gap">none</text>\n`
  const own = columns.filter(({ column }) => column.outcomeIds.has(id))
  return html`${own.map(({ column, x }) => mark(column, x, middle))}`
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
  if (kind === 'lesson') return html`<circle cx="${x}" cy="${y}" r="4.5" class="lesson-mark"/>\n`
  if (kind === 'question') return html`<path d="M${x} ${y - 5}l5 5l-5 5l-5 -5z" class="question"/>\n`
  const hollow = !graded && ' formative'
  return html`<rect x="${x - 4.5}" y="${y - 4.5}" width="9" height="9" class="assessment${hollow}"/>\n`
}
