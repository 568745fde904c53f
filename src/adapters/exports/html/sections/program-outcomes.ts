import { html, type Markup } from '../../../shared/html.js'
import type { PageContext } from '../page-context.js'
import { demand, part, table } from '../parts.js'

/** What graduates of the program can do, and which outcomes of units lead there. */
export function programOutcomes({ curriculum, places, text, cites, outcomeLinks }: PageContext): Markup {
  const { program, units } = curriculum
  const unitOutcomes = units.flatMap(({ outcomes }) => outcomes)
  const grid = table({
    id: 'program-outcomes-table',
    caption: 'What learners can do at the end of the program',
    columns: [{ head: 'No.' }, { head: 'Outcome' }, { head: 'Level' }, { head: 'Reached by' }],
    rows: program.outcomes.map((outcome, index) => {
      const { id, code } = places.at(`/program/outcomes/${index}`)
      const serving = unitOutcomes.filter(({ supports }) => supports.includes(outcome.id)).map((serves) => serves.id)
      return {
        id,
        cells: [
          html`<span class="code">${code}</span>`,
          html`${text(outcome.text)}${cites(outcome.citations)}`,
          demand(outcome),
          outcomeLinks(serving),
        ],
      }
    }),
  })
  return part('program-outcomes', 'Program outcomes', grid)
}
