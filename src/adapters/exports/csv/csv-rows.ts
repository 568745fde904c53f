import {
  type Citation,
  type Curriculum,
  type Item,
  type Lesson,
  type Outcome,
  PART_LABELS,
  type ReviewEntry,
  type Unit,
} from '../../../domain/curriculum/index.js'
import { type CurriculumLabels, itemsByUnit } from '../labels/curriculum-labels.js'
import { hoursOf, optionLetter, optionLetters, REVIEW_MARK } from '../labels/wording.js'

/** A number stays as it is; a text is made harmless. */
export type CsvCell = string | number

/** Names of the columns. */
export type CsvHead = readonly string[]

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

/** A row for each reading, activity and assessment, and for the time without material: the minutes add up to those of the units and of the program. */
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
      ...openTime(unit, PART_LABELS.unit(index)),
    ]),
    ...assessmentsOf(undefined, 'program', ''),
  ]
}

/** Planned time that the material does not fill. */
function openTime({ title, openMinutes }: Unit, label: string): readonly (readonly CsvCell[])[] {
  if (openMinutes <= 0) return []
  return [[label, title, '', '', 'without material', '', '', openMinutes, hoursOf(openMinutes)]]
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

/** The columns of the items. @param options number of columns for options */
export function itemHead(options: number): CsvHead {
  const letters = Array.from({ length: options }, (_none, index) => `option ${optionLetter(index)}`)
  return [
    'item',
    'unit',
    'unit title',
    'kind',
    'stem',
    'material',
    ...letters,
    'key',
    'answer',
    'outcome',
    'outcome text',
    'bloom',
    'dok',
    'confidence',
    'review',
    'quotes',
    'id',
  ]
}

/** The length of the longest list of options. */
export function maxOptions(items: readonly Item[]): number {
  return items.reduce((max, item) => (item.format === 'open' ? max : Math.max(max, item.options.length)), 0)
}

/** A row for each item, by unit. */
export function itemRows(
  curriculum: Curriculum,
  labels: CurriculumLabels,
  review: readonly ReviewEntry[],
): readonly (readonly CsvCell[])[] {
  const { program, units, items } = curriculum
  const reasons = new Map(review.map((entry) => [entry.pointer, entry.reasons.join('; ')]))
  const columns = maxOptions(items)
  const outcomes = new Map(
    [program, ...units].flatMap((part) => part.outcomes.map(({ id, text }) => [id, text] as const)),
  )
  return itemsByUnit(curriculum).flatMap(({ unit, items: own }) =>
    own.map((item): readonly CsvCell[] => {
      const { id, kind, stem, material, outcomeId, bloom, dok, confidence, citations } = item
      return [
        labels.item(id),
        unit ? labels.unit(unit.id) : 'program',
        unit?.title ?? '',
        kind,
        stem,
        material ?? '',
        ...optionCells(item, columns),
        keyOf(item),
        item.format === 'open' ? item.answer : '',
        labels.outcome(outcomeId),
        outcomes.get(outcomeId) ?? '',
        bloom,
        dok,
        confidence,
        reviewCell(reasons.get(`/items/${items.indexOf(item)}`)),
        citations.map(quoteOf).join('\n'),
        id,
      ]
    }),
  )
}

function reviewCell(reasons: string | undefined): string {
  return reasons === undefined ? '' : `${REVIEW_MARK}: ${reasons}`
}

function optionCells(item: Item, columns: number): readonly string[] {
  const texts = item.format === 'open' ? [] : item.options.map(({ text }) => text)
  return Array.from({ length: columns }, (_none, index) => texts[index] ?? '')
}

function keyOf(item: Item): string {
  if (item.format === 'open') return ''
  return optionLetters(item.options, item.format === 'choice' ? [item.key] : item.key).join(' ')
}

function quoteOf({ docId, section, quote }: Citation): string {
  return `“${quote}” (${section === undefined ? docId : `${docId}, ${section}`})`
}
