import type { Assessment } from '../../../../domain/curriculum/index.js'
import { type Content, html, joined, type Markup } from '../../../shared/html.js'
import { figure } from '../../outline/figures.js'
import { worded } from '../../outline/worded.js'
import { codeLink, type PageContext } from '../page-context.js'
import { lines, part, table } from '../parts.js'
import { duration } from '../unbroken.js'
import { rubricTable } from './rubric.js'

/** The assessments: all at a glance, then each with what it asks for and how it is judged. */
export function assessments(context: PageContext): Markup {
  const { curriculum, places, text } = context
  if (curriculum.assessments.length === 0) return part('assessments', 'Assessments', html`<p>There are none.</p>`)
  const overview = table({
    id: 'assessments-table',
    caption: 'All assessments; weights are shares of the final mark',
    wide: true,
    columns: [
      { head: 'No.' },
      { head: 'Title' },
      { head: 'Purpose' },
      { head: 'Method' },
      { head: 'Time', numeric: true },
      { head: 'Weight', numeric: true },
    ],
    rows: curriculum.assessments.map((assessment, index) => ({
      cells: [
        codeLink(places.at(`/assessments/${index}`)),
        text(assessment.title),
        worded(assessment.type),
        worded(assessment.method),
        duration(assessment.minutes),
        assessment.weight > 0 ? `${figure(assessment.weight)}\u00A0%` : '',
      ],
    })),
  })
  return part('assessments', 'Assessments', [
    overview,
    ...curriculum.assessments.map((assessment, index) => assessmentOf(assessment, index, context)),
  ])
}

function assessmentOf(assessment: Assessment, index: number, context: PageContext): Markup {
  const { places, text, outcomeLinks } = context
  const { id, code } = places.at(`/assessments/${index}`)
  const unit = assessment.unitId === undefined ? undefined : places.unit(assessment.unitId)
  const items = assessment.itemIds.flatMap((itemId) => places.item(itemId) ?? [])
  const facts: readonly Content[] = [
    unit === undefined ? 'Whole program' : html`<a href="#${unit.id}">${unit.name}</a>`,
    worded(assessment.type),
    worded(assessment.method),
    html`up to ${worded(assessment.bloom)}`,
    duration(assessment.minutes),
    assessment.weight > 0 && `${figure(assessment.weight)}\u00A0% of the final mark`,
  ]
  return html`<section class="assessment" id="${id}">
<h3><span class="number">${code}</span> ${text(assessment.title)}</h3>
<p class="note">${joined(
    facts.filter((fact) => fact !== false),
    ' · ',
  )}</p>
${lines(text(assessment.instructions))}
<p class="note">Outcomes ${outcomeLinks(assessment.outcomeIds)}</p>
${items.length > 0 && html`<p class="note">Questions ${joined(items.map(codeLink), ', ')}</p>\n`}${
  assessment.rubric !== undefined && rubricTable(assessment.rubric, `${id}-rubric`, html`Rubric of ${code}`, context)
}</section>
`
}
