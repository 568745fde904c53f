import type { FileChild } from 'docx'
import { type Item, needsReview } from '../../../../domain/curriculum/index.js'
import { optionLetters, REVIEW_MARK, titleCase } from '../../labels/wording.js'
import type { Manuscript } from '../writing/manuscript.js'
import { labelled, paragraph } from '../writing/paragraph.js'

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
  const { id, kind, outcomeId, bloom, dok, citations } = item
  const facts = [titleCase(kind), labels.outcome(outcomeId), titleCase(bloom), `DOK ${dok}`]
  const judged = item.format === 'open' && item.rubric !== undefined ? ['judged by its rubric'] : []
  const review = needsReview(item) ? [REVIEW_MARK] : []
  return [
    paragraph('Answer', [...labelled(labels.item(id)), answerOf(item), ...manuscript.cite(citations)]),
    paragraph('AnswerDetails', [...facts, ...judged, ...review].join(' · ')),
  ]
}

function answerOf(item: Item): string {
  switch (item.format) {
    case 'choice':
      return `${optionLetters(item.options, [item.key])}: ${item.options.find(({ id }) => id === item.key)?.text ?? ''}`
    case 'order':
      return optionLetters(item.options, item.key).join(', ')
    case 'open':
      return item.answer
  }
}
