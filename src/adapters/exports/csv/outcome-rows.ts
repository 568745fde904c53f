import type { Curriculum, Outcome } from '../../../domain/curriculum/index.js'
import type { CurriculumLabels } from '../labels/curriculum-labels.js'
import type { CsvCell, CsvHead } from './csv-table.js'

export const OUTCOME_HEAD: CsvHead = [
  'outcome',
  'scope',
  'unit',
  'unit title',
  'text',
  'bloom',
  'dok',
  'supports',
  'items',
  'assessed in',
  'documents',
  'id',
]

/** A row for each outcome: those of the program, then those of the units. */
export function outcomeRows(curriculum: Curriculum, labels: CurriculumLabels): readonly (readonly CsvCell[])[] {
  const { program, units, assessments, items } = curriculum
  const row = (outcome: Outcome, scope: string, unit: string, title: string): readonly CsvCell[] => {
    const { id, text, bloom, dok, supports, citations } = outcome
    const assessed = assessments.filter(({ outcomeIds }) => outcomeIds.includes(id))
    return [
      labels.outcome(id),
      scope,
      unit,
      title,
      text,
      bloom,
      dok,
      supports.map((supported) => labels.outcome(supported)).join(' '),
      items.filter(({ outcomeId }) => outcomeId === id).length,
      assessed.map((assessment) => labels.assessment(assessment.id)).join(' '),
      [...new Set(citations.map(({ docId }) => docId))].join('\n'),
      id,
    ]
  }
  return [
    ...program.outcomes.map((outcome) => row(outcome, 'program', '', '')),
    ...units.flatMap(({ id, title, outcomes }) =>
      outcomes.map((outcome) => row(outcome, 'unit', labels.unit(id), title)),
    ),
  ]
}
