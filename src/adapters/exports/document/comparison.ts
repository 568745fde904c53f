import type { BenchmarkReport } from '../../../domain/curriculum/index.js'
import { formatNumber } from '../labels/wording.js'
import { type DocumentContext, shareOf } from './document-context.js'
import { type Content, joined, written } from './inline.js'
import { type Block, type Chapter, paragraph, type Table } from './model.js'

/** How the curriculum compares with a reference or its former version; nothing without one. */
export function comparison(context: DocumentContext): readonly Chapter[] {
  const { benchmark } = context.generated
  if (benchmark === undefined) return []
  const added = joined(
    benchmark.added.map((id) => context.unitName(id)),
    ', ',
  )
  const blocks: readonly Block[] = [
    paragraph(...measures(benchmark)),
    comparisonTable(context, benchmark),
    ...(added.length === 0 ? [] : [paragraph('Only here: ', ...added, '.')]),
  ]
  return [{ kind: 'section', anchor: 'benchmark', title: 'Comparison', readers: 'teachers', blocks }]
}

function measures({ against, coverage, order, hours }: BenchmarkReport): Content {
  const shares: readonly Content[] = [
    [shareOf(coverage), ' of its units are found again'],
    ...(order === undefined ? [] : [[shareOf(order), ' of the pairs of units are in the same order']]),
    ...(hours === undefined ? [] : [[shareOf(hours), ' of the hours are spent alike']]),
  ]
  const named: Content =
    against.kind === 'reference'
      ? ['the outline “', written(against.title), '”']
      : [`version ${against.version} of this curriculum`]
  return ['Compared with ', ...named, ': ', ...joined(shares, '; '), '.']
}

function comparisonTable(context: DocumentContext, { rows }: BenchmarkReport): Table {
  return {
    kind: 'table',
    anchor: 'benchmark-table',
    caption: 'The units of the reference and those that match them',
    columns: [
      { head: ['There'], share: 5 },
      { head: ['Here'], share: 5 },
      { head: ['Hours there'], share: 2, numeric: true },
      { head: ['Hours here'], share: 2, numeric: true },
    ],
    rows: rows.map(({ title, unitId, hours }) => ({
      cells: [
        [written(title)],
        unitId === undefined ? ['Not found'] : context.unitName(unitId),
        hours === undefined ? [] : [formatNumber(hours.reference)],
        hours === undefined ? [] : [formatNumber(hours.ours)],
      ],
    })),
  }
}
