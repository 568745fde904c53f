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
  const { words } = context
  const blocks: readonly Block[] = [
    paragraph(...measures(context, benchmark)),
    comparisonTable(context, benchmark),
    ...(added.length === 0 ? [] : [paragraph(`${words.say.onlyHere}${words.colon}: `, ...added, '.')]),
  ]
  return [{ kind: 'section', anchor: 'benchmark', title: words.chapters.comparison, readers: 'teachers', blocks }]
}

function measures(context: DocumentContext, { against, coverage, order, hours }: BenchmarkReport): Content {
  const { quotes, colon } = context.words
  const shares: readonly Content[] = [
    context.tell('unitsFoundAgain', { share: [shareOf(coverage)] }),
    ...(order === undefined ? [] : [context.tell('pairsInOrder', { share: [shareOf(order)] })]),
    ...(hours === undefined ? [] : [context.tell('hoursAlike', { share: [shareOf(hours)] })]),
  ]
  const name: Content =
    against.kind === 'reference'
      ? context.tell('outline', { title: [quotes[0], written(against.title), quotes[1]] })
      : context.tell('version', { version: [String(against.version)] })
  return [...context.tell('comparedWith', { name }), `${colon}: `, ...joined(shares, '; '), '.']
}

function comparisonTable(context: DocumentContext, { rows }: BenchmarkReport): Table {
  const { heads, captions, say } = context.words
  return {
    kind: 'table',
    anchor: 'benchmark-table',
    caption: captions.comparison,
    columns: [
      { head: [heads.there] },
      { head: [heads.here] },
      { head: [heads.hoursThere], numeric: true },
      { head: [heads.hoursHere], numeric: true },
    ],
    rows: rows.map(({ title, unitId, hours }) => ({
      cells: [
        [written(title)],
        unitId === undefined ? [say.notFound] : context.unitName(unitId),
        hours === undefined ? [] : [formatNumber(hours.reference)],
        hours === undefined ? [] : [formatNumber(hours.ours)],
      ],
    })),
  }
}
