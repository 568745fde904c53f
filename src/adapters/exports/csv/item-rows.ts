import { type Citation, type Curriculum, type Item, needsReview } from '../../../domain/curriculum/index.js'
import { type CurriculumLabels, itemsByUnit } from '../labels/curriculum-labels.js'
import { optionLetter, optionLetters, REVIEW_MARK } from '../labels/wording.js'
import type { CsvCell, CsvHead } from './csv-table.js'

/** The columns of the items; there are as many for options as the longest list of options needs. */
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

/** How many columns the options of these items need. */
export function mostOptions(items: readonly Item[]): number {
  return items.reduce((most, item) => (item.format === 'open' ? most : Math.max(most, item.options.length)), 0)
}

/** A row for each item, by unit. */
export function itemRows(curriculum: Curriculum, labels: CurriculumLabels): readonly (readonly CsvCell[])[] {
  const { program, units, items } = curriculum
  const columns = mostOptions(items)
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
        needsReview(item) ? REVIEW_MARK : '',
        citations.map(quoteOf).join('\n'),
        id,
      ]
    }),
  )
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
