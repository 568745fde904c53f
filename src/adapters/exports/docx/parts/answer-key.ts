import type { FileChild } from 'docx'
import type { ChoiceItem, Item, OrderItem } from '../../../../domain/curriculum/index.js'
import { named, optionLetter } from '../writing/formats.js'
import type { Manuscript } from '../writing/manuscript.js'
import { paragraph } from '../writing/paragraph.js'

/** The answers, numbered like the items, with what they are evidence of. For teachers: it begins on its own page. */
export function answerKeyPart(manuscript: Manuscript): readonly FileChild[] {
  const { itemGroups, labels } = manuscript
  if (itemGroups.length === 0) return []
  return [
    manuscript.heading(1, 'Answer key', { pageBreakBefore: true }),
    ...itemGroups.flatMap(({ unit, items }) => [
      manuscript.heading(2, unit === undefined ? 'Other items' : `${labels.unit(unit.id)}: ${unit.title}`),
      ...items.flatMap((item) => itemAnswered(manuscript, item)),
    ]),
  ]
}

function itemAnswered(manuscript: Manuscript, item: Item): readonly FileChild[] {
  const { labels } = manuscript
  const { kind, outcomeId, bloom, dok, citations } = item
  const facts = [named(kind), labels.outcome(outcomeId), named(bloom), `DOK ${dok}`]
  const judged = item.format === 'open' && item.rubric !== undefined ? ['judged by its rubric'] : []
  const review = labels.needsReview(item) ? ['needs review'] : []
  return [
    paragraph('Answer', [answerOf(item), ...manuscript.cite(citations)]),
    paragraph('AnswerDetails', [...facts, ...judged, ...review].join(' · ')),
  ]
}

function answerOf(item: Item): string {
  switch (item.format) {
    case 'choice':
      return `${letterOf(item, item.key)}: ${item.options.find(({ id }) => id === item.key)?.text ?? ''}`
    case 'order':
      return item.key.map((id) => letterOf(item, id)).join(', ')
    case 'open':
      return item.answer
  }
}

function letterOf({ options }: ChoiceItem | OrderItem, optionId: string): string {
  const position = options.findIndex(({ id }) => id === optionId)
  return position === -1 ? '–' : optionLetter(position)
}
