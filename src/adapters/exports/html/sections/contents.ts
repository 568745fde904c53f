import { type Content, html, type Markup } from '../../../shared/html.js'
import { PART_LABELS } from '../../outline/part-labels.js'
import type { PageContext } from '../page-context.js'

/** The table of contents. */
export function contents({ curriculum, generated, places, text }: PageContext): Markup {
  const units = curriculum.units.map(
    ({ title }, index) =>
      html`<li><a href="#${places.at(`/units/${index}`).id}">${PART_LABELS.unit(index)}: ${text(title)}</a></li>\n`,
  )
  return html`<nav aria-labelledby="contents-heading">
<h2 id="contents-heading">Contents</h2>
<ul>
${entry('aims', 'Aims')}${entry('outline', 'Outline')}${entry('program-outcomes', 'Program outcomes')}${entry('alignment', 'Alignment matrix', true)}${entry('units', 'Units', false, units.length > 0 && html`\n<ul>\n${units}</ul>\n`)}${entry('assessments', 'Assessments')}${entry('questions', 'Questions and tasks')}${entry('answers', 'Answer key', true)}${entry('blueprint', 'Blueprint', true)}${entry('skills', 'Skill book')}${entry('bibliography', 'Bibliography')}${entry('sources', 'Sources')}${entry('quality', 'Quality report', true)}${
  generated.benchmark !== undefined && entry('benchmark', 'Comparison', true)
}${entry('provenance', 'How this was made', true)}</ul>
</nav>
`
}

function entry(id: string, title: string, teacher = false, within: Content = ''): Markup {
  return html`<li${teacher && html` class="teacher"`}><a href="#${id}">${title}</a>${within}</li>\n`
}
