import type { Unit } from '../../../../domain/curriculum/index.js'
import { html, joined, type Markup } from '../../../shared/html.js'
import { worded } from '../../outline/worded.js'
import { type AlignedColumn, alignmentOf, type UnitAlignment } from '../alignment.js'
import { matrixDrawings } from '../matrix-drawing.js'
import { sharedWidth } from '../matrix-layout.js'
import { codeLink, type PageContext } from '../page-context.js'
import { part, table } from '../parts.js'

/** The alignment matrix, unit by unit: a drawing, and the same as a table. */
export function alignment(context: PageContext): Markup {
  const intro = html`<p>Each row is an outcome. A mark shows where it is practised and where it is checked.</p>
<p class="note legend">${key('lesson', html`<circle cx="7" cy="7" r="4.5" class="lesson-mark"/>`)} ${key('graded assessment', html`<rect x="2.5" y="2.5" width="9" height="9" class="assessment"/>`)} ${key('assessment without a mark', html`<rect x="2.5" y="2.5" width="9" height="9" class="assessment formative"/>`)} ${key('question', html`<path d="M7 2l5 5l-5 5l-5 -5z" class="question"/>`)}</p>
`
  const aligned = context.curriculum.units.map((unit, index) => alignmentOf(unit, index, context))
  const least = sharedWidth(aligned.map(({ columns }) => columns))
  const units = context.curriculum.units.map((unit, index) =>
    unitMatrix(unit, index, aligned[index] ?? { rows: [], columns: [] }, least, context),
  )
  return part('alignment', 'Alignment matrix', [intro, units], 'teacher')
}

function key(name: string, shape: Markup): Markup {
  return html`<span><svg class="matrix key" width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">${shape}</svg> ${name}</span>`
}

function unitMatrix(unit: Unit, index: number, aligned: UnitAlignment, least: number, context: PageContext): Markup {
  const id = `matrix-${index + 1}`
  const heading = html`<h3 id="${id}">Unit ${index + 1}: ${context.text(unit.title)}</h3>\n`
  if (aligned.rows.length === 0) return html`${heading}<p>It has no outcomes.</p>\n`
  const drawings = matrixDrawings(aligned, { id, title: `Alignment of unit ${index + 1}`, least })
  return html`${heading}${drawings.map((drawing) => html`<div class="wide" role="group" tabindex="0" aria-labelledby="${id}">${drawing}</div>\n`)}<details>
<summary>Unit ${index + 1} as a table</summary>
${matrixTable(aligned, index, context)}</details>
`
}

function matrixTable({ rows, columns }: UnitAlignment, index: number, { text, places }: PageContext): Markup {
  const links = (kind: AlignedColumn['kind'], id: string) => {
    const own = columns.filter((column) => column.kind === kind && column.outcomeIds.has(id))
    if (own.length === 0) return 'None'
    return joined(
      own.map(({ place }) => codeLink(place)),
      ', ',
    )
  }
  return table({
    id: `matrix-${index + 1}-table`,
    caption: `What practises and checks the outcomes of unit ${index + 1}`,
    wide: true,
    columns: ['Outcome', 'Level', 'DOK', 'Practised in', 'Assessed by', 'Questions'].map((head) => ({ head })),
    rows: rows.map((row, at) => ({
      cells: [
        html`<a href="#${places.at(`/units/${index}/outcomes/${at}`).id}">${row.code}</a> ${text(row.text)}`,
        worded(row.bloom),
        row.dok,
        links('lesson', row.id),
        links('assessment', row.id),
        links('question', row.id),
      ],
    })),
  })
}
