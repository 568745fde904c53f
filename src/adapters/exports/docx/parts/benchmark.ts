import type { FileChild } from 'docx'
import type { BenchmarkReport, BenchmarkRow } from '../../../../domain/curriculum/index.js'
import { formatNumber, percent } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** How the curriculum compares with an outline or with the version before it; nothing where there was neither. */
export function benchmarkPart(manuscript: Manuscript): readonly FileChild[] {
  const { benchmark, curriculum } = manuscript.generated
  if (benchmark === undefined) return []
  const unitNamed = (id: string | undefined) => {
    const unit = curriculum.units.find((candidate) => candidate.id === id)
    return unit === undefined ? '–' : `${manuscript.labels.unit(unit.id)}: ${unit.title}`
  }
  return [
    manuscript.heading(1, 'Benchmark'),
    paragraph('Normal', verdict(benchmark), { keepNext: true }),
    ...manuscript.table({
      summary: 'Units of the outline compared with, and those that match them',
      columns: [
        { head: 'There', share: 5 },
        { head: 'Here', share: 5 },
        { head: 'Hours there', share: 2, numeric: true },
        { head: 'Hours here', share: 2, numeric: true },
      ],
      rows: benchmark.rows.map(({ title, unitId, hours }) => [title, unitNamed(unitId), ...hoursOf(hours)]),
    }),
    ...(benchmark.added.length === 0 ? [] : [paragraph('Normal', 'Found here alone:', { keepNext: true })]),
    ...benchmark.added.map((id) => paragraph('ListBullet', unitNamed(id))),
  ]
}

function verdict({ against, coverage, order, hours }: BenchmarkReport): string {
  const what = against.kind === 'reference' ? `“${against.title}”` : `version ${against.version}`
  return [
    `Compared with ${what}: ${percent(coverage)} of its units are found again.`,
    ...(order === undefined ? [] : [`${percent(order)} of their pairs stand in the same order.`]),
    ...(hours === undefined ? [] : [`${percent(hours)} of the hours are spent alike.`]),
  ].join(' ')
}

function hoursOf(hours: BenchmarkRow['hours']): readonly [string, string] {
  return hours === undefined ? ['–', '–'] : [formatNumber(hours.reference), formatNumber(hours.ours)]
}
