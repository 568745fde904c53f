import type { BenchmarkReport } from '../../../../domain/curriculum/index.js'
import { figure, percent } from '../../outline/figures.js'
import { blocks, bullets, table } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'

/** How the curriculum compares with a reference or its former version; nothing if there was none. */
export function comparisonSection({ generated, labels }: MarkdownContext): Markup {
  const { benchmark, curriculum } = generated
  if (benchmark === undefined) return NOTHING
  const { against, coverage, order, hours, rows, added } = benchmark
  const known = new Map(curriculum.units.map(({ id, title }) => [id, title]))
  const titled = (id: string) => md`${labels.unit(id)}: ${known.get(id) ?? ''}`
  return blocks(
    md`## Comparison`,
    against.kind === 'reference'
      ? md`Compared with the outline “${against.title}”.`
      : md`Compared with version ${against.version} of this curriculum.`,
    table(
      ['Measure', { right: 'Share' }],
      [
        [md`Units found again`, md`${percent(coverage)}`],
        ...(order === undefined ? [] : [[md`Pairs of them in the same order`, md`${percent(order)}`]]),
        ...(hours === undefined ? [] : [[md`Hours spent alike`, md`${percent(hours)}`]]),
      ],
    ),
    table(
      ['There', 'Here', { right: 'Hours there' }, { right: 'Hours here' }],
      rows.map((row) => comparisonRow(row, titled)),
    ),
    added.length === 0 ? NOTHING : md`**Only here:** ${joined(added.map(titled), ', ')}`,
  )
}

type BenchmarkRow = BenchmarkReport['rows'][number]

function comparisonRow({ title, unitId, hours }: BenchmarkRow, titled: (id: string) => Markup): readonly Markup[] {
  return [
    md`${title}`,
    unitId === undefined ? md`**not found**` : titled(unitId),
    hours === undefined ? NOTHING : md`${figure(hours.reference)}`,
    hours === undefined ? NOTHING : md`${figure(hours.ours)}`,
  ]
}

/** Who wrote it, with what was remarked and mended on the way. */
export function originSection({ generated }: MarkdownContext): Markup {
  const { author, version, model, seed, remarks } = generated.curriculum.generator
  const by = model === undefined ? md`${author}, version ${version}` : md`${author}, version ${version}, with ${model}`
  const { repairs } = generated
  return blocks(
    md`## How it was made`,
    md`Written by the author ${by}; seed ${seed}. The same brief, documents and author give the same file.`,
    remarks.length === 0 ? NOTHING : md`### Remarks`,
    bullets(remarks.map((remark) => md`${remark}`)),
    repairs.length === 0 ? md`The hard rules asked for no repair.` : md`### Repairs`,
    bullets(repairs.map(({ ruleId, action, what }) => md`${ruleId}, ${action}: ${what}`)),
  )
}
