import type { FileChild } from 'docx'
import { type Assessment, BLOOM_LEVELS } from '../../../../domain/curriculum/index.js'
import { duration, formatNumber, titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** When and how outcomes are assessed. */
export function assessmentsPart(manuscript: Manuscript): readonly FileChild[] {
  const { assessments } = manuscript.generated.curriculum
  return [
    manuscript.heading(1, 'Assessments', { pageBreakBefore: true }),
    manuscript.heading(2, 'Assessment plan'),
    ...plan(manuscript, assessments),
    manuscript.heading(2, 'Table of specifications'),
    ...blueprint(manuscript),
    manuscript.heading(2, 'Instructions'),
    ...assessments.flatMap((assessment) => instructions(manuscript, assessment)),
  ]
}

function plan(manuscript: Manuscript, assessments: readonly Assessment[]): readonly FileChild[] {
  const { labels } = manuscript
  return manuscript.table({
    summary: 'Assessments with kind, weight and time',
    columns: [
      { head: 'No.', share: 1 },
      { head: 'Assessment', share: 5.4 },
      { head: 'Of', share: 1.9 },
      { head: 'Purpose', share: 2.4 },
      { head: 'Method', share: 2.4 },
      { head: 'Reaches', share: 2.5 },
      { head: 'Weight', share: 1.6, numeric: true },
      { head: 'Time', share: 2.2, numeric: true },
    ],
    rows: assessments.map(({ id, title, unitId, type, method, bloom, weight, minutes }) => [
      labels.assessment(id),
      title,
      unitId === undefined ? 'Program' : labels.unit(unitId),
      titleCase(type),
      titleCase(method),
      titleCase(bloom),
      weight === 0 ? '–' : `${formatNumber(weight)} %`,
      duration(minutes),
    ]),
  })
}

function instructions(manuscript: Manuscript, assessment: Assessment): readonly FileChild[] {
  const { id, title, instructions: text, outcomeIds, itemIds, rubric } = assessment
  const { labels } = manuscript
  const items = labels.items(itemIds)
  const details = [
    `Outcomes: ${labels.outcomes(outcomeIds)}.`,
    ...(items === '' ? [] : [`Items: ${items}.`]),
    ...(rubric === undefined ? [] : [`Judged by its rubric.`]),
  ]
  return [
    manuscript.heading(3, `${labels.assessment(id)} ${title}`),
    paragraph('Normal', text, { keepNext: true }),
    paragraph('Details', details.join(' ')),
  ]
}

function blueprint(manuscript: Manuscript): readonly FileChild[] {
  const { units, blueprint: specifications } = manuscript.generated.curriculum
  const itemsAt = (unitId: string, bloom?: string) =>
    specifications.cells
      .filter((cell) => cell.unitId === unitId && (bloom === undefined || cell.bloom === bloom))
      .reduce((sum, { items }) => sum + items, 0)
  const sumAt = (bloom?: string) => units.reduce((sum, { id }) => sum + itemsAt(id, bloom), 0)
  const number = (count: number) => (count === 0 ? '–' : String(count))
  return [
    paragraph('Normal', 'Items of each unit by Bloom level.', { keepNext: true }),
    ...manuscript.table({
      summary: 'Items of each unit by Bloom level',
      columns: [
        { head: 'Unit', share: 2 },
        ...BLOOM_LEVELS.map((level) => ({ head: titleCase(level), share: 2.2, numeric: true as const })),
        { head: 'All', share: 1.4, numeric: true },
      ],
      rows: [
        ...units.map(({ id }) => [
          manuscript.labels.unit(id),
          ...BLOOM_LEVELS.map((level) => number(itemsAt(id, level))),
          number(itemsAt(id)),
        ]),
        ['All', ...BLOOM_LEVELS.map((level) => number(sumAt(level))), number(sumAt())],
      ],
    }),
  ]
}
