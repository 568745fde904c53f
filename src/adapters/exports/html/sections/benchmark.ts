import type { BenchmarkReport } from '../../../../domain/curriculum/index.js'
import { html, joined, type Markup } from '../../../shared/html.js'
import { figure } from '../../outline/figures.js'
import { nameLink, type PageContext } from '../page-context.js'
import { part, table } from '../parts.js'
import { percent } from '../unbroken.js'

/** How the curriculum compares with a reference or with the version before it; nothing without a comparison. */
export function benchmark(context: PageContext): Markup {
  const report = context.generated.benchmark
  return report === undefined ? html`` : part('benchmark', 'Comparison', comparison(report, context), 'teacher')
}

function comparison(
  { against, coverage, order, hours, rows, added }: BenchmarkReport,
  { places, text }: PageContext,
): Markup {
  const named = against.kind === 'reference' ? text(against.title) : `version ${against.version}`
  const shares = [
    `${percent(coverage)} of its units are found again`,
    ...(order === undefined ? [] : [`${percent(order)} of the pairs of units stand in the same order`]),
    ...(hours === undefined ? [] : [`${percent(hours)} of the hours are spent alike`]),
  ]
  const ours = added.flatMap((id) => places.unit(id) ?? [])
  const grid = table({
    id: 'benchmark-table',
    caption: 'The units of the reference and what they match',
    columns: [
      { head: 'There' },
      { head: 'Here' },
      { head: 'Hours there', numeric: true },
      { head: 'Hours here', numeric: true },
    ],
    rows: rows.map((row) => {
      const unit = row.unitId === undefined ? undefined : places.unit(row.unitId)
      return {
        cells: [
          text(row.title),
          unit === undefined ? 'Nothing' : nameLink(unit),
          row.hours !== undefined && figure(row.hours.reference),
          row.hours !== undefined && figure(row.hours.ours),
        ],
      }
    }),
  })
  return html`<p>Compared with ${named}: ${joined(shares, '; ')}.</p>
${grid}${ours.length > 0 && html`<p>Only here: ${joined(ours.map(nameLink), ', ')}.</p>\n`}`
}
