import type { AimCoverage } from '../../../../domain/curriculum/index.js'
import { html, joined, type Markup } from '../../../shared/html.js'
import { aimSources } from '../../outline/aim-sources.js'
import type { PageContext } from '../page-context.js'
import { part } from '../parts.js'

/** The aims of the brief, and what the documents have for each. */
export function aims(context: PageContext): Markup {
  const { generated, curriculum, text } = context
  const covered = new Map(generated.sourcing.aims.map((coverage) => [coverage.aim, coverage]))
  const entries = curriculum.program.aims.map((aim) => {
    const coverage = covered.get(aim)
    return html`<li><p>${text(aim)}</p>${coverage !== undefined && coverageOf(coverage, context)}</li>\n`
  })
  return part('aims', 'Aims', html`<ol class="aims">\n${entries}</ol>`)
}

function coverageOf({ covered, missing, passages }: AimCoverage, { text, document }: PageContext): Markup {
  const found = aimSources(passages).map(
    ({ docId, sections }) =>
      html`${document(docId)}${sections.length > 0 && html` (${joined(sections.map(text), '; ')})`}`,
  )
  const gap = missing.length > 0 && html` Nothing found on: ${joined(missing.map(text), ', ')}.`
  return html`<p class="note teacher"><strong class="${covered ? 'good' : 'warn'}">${
    covered ? 'In the documents' : 'Not fully in the documents'
  }</strong>${found.length > 0 && html`: ${joined(found, '; ')}`}.${gap}</p>`
}
