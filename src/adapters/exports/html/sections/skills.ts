import { html, type Markup } from '../../../shared/html.js'
import { worded } from '../../outline/worded.js'
import type { PageContext } from '../page-context.js'
import { part } from '../parts.js'

/** The skill book: what learners can show, at which level, and by what an observer knows. */
export function skills({ curriculum, places, text, cites, outcomeLinks }: PageContext): Markup {
  const entries = curriculum.skillBook.map(({ skill, level, outcomeIds, evidence, citations }, index) => {
    const { id, code } = places.at(`/skillBook/${index}`)
    return html`<section class="skill" id="${id}">
<h3><span class="number">${code}</span> ${text(skill)}</h3>
<p class="note">${worded(level)} level · Outcomes ${outcomeLinks(outcomeIds)}${cites(citations)}</p>
<ul>
${evidence.map((criterion) => html`<li>${text(criterion)}</li>\n`)}</ul>
</section>
`
  })
  return part('skills', 'Skill book', entries.length === 0 ? html`<p>There are none.</p>` : entries)
}
