import type { Curriculum, Lesson, Unit } from '../../../domain/curriculum/index.js'
import { PART_LABELS } from '../labels/curriculum-labels.js'
import { hoursOf } from '../labels/wording.js'
import type { CsvCell, CsvHead } from './csv-table.js'

export const HOUR_HEAD: CsvHead = [
  'unit',
  'unit title',
  'lesson',
  'lesson title',
  'kind',
  'type',
  'what',
  'minutes',
  'hours',
]

/** A row for each thing that takes time: the minutes sum to those of the units and of the program. */
export function hourRows({ units, assessments }: Curriculum): readonly (readonly CsvCell[])[] {
  const assessmentsOf = (unitId: string | undefined, label: string, unitTitle: string) =>
    assessments
      .filter((assessment) => assessment.unitId === unitId)
      .map(({ method, type, title, minutes }) => [
        label,
        unitTitle,
        '',
        '',
        `${type} assessment`,
        method,
        title,
        minutes,
        hoursOf(minutes),
      ])
  return [
    ...units.flatMap((unit, index) => [
      ...unit.lessons.flatMap((lesson, at) =>
        lessonRows(unit, lesson, PART_LABELS.unit(index), PART_LABELS.lesson(index, at)),
      ),
      ...assessmentsOf(unit.id, PART_LABELS.unit(index), unit.title),
    ]),
    ...assessmentsOf(undefined, 'program', ''),
  ]
}

function lessonRows(unit: Unit, lesson: Lesson, unitLabel: string, label: string): readonly (readonly CsvCell[])[] {
  const row = (kind: string, type: string, what: string, minutes: number): readonly CsvCell[] => [
    unitLabel,
    unit.title,
    label,
    lesson.title,
    kind,
    type,
    what,
    minutes,
    hoursOf(minutes),
  ]
  return [
    ...lesson.readings.map(({ docId, section, words, minutes }) =>
      row('reading', `${words} words`, section === undefined ? docId : `${docId}: ${section}`, minutes),
    ),
    ...lesson.activities.map(({ type, description, minutes }) => row('activity', type, description, minutes)),
  ]
}
