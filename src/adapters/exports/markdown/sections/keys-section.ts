import { type Item, keyText, needsReview } from '../../../../domain/curriculum/index.js'
import { itemsByUnit } from '../../outline/items-by-unit.js'
import { optionLetters } from '../../outline/option-letter.js'
import { REVIEW_MARK } from '../../outline/review-mark.js'
import { worded } from '../../outline/worded.js'
import { blocks, quotation } from '../blocks.js'
import type { MarkdownContext } from '../markdown-context.js'
import { joined, type Markup, md, NOTHING } from '../markup.js'
import { rubricTable } from './assessments-section.js'
import { groupTitle } from './items-section.js'

/** The answers, apart from the items, with what they give evidence of and where they come from. */
export function keysSection(context: MarkdownContext): Markup {
  return blocks(
    md`## Keys`,
    md`The answers with their sources. In brackets: the kind of item, the outcome it gives evidence of, its level and depth of knowledge. Read items marked “${REVIEW_MARK}” before you use them: the author was not sure of them.`,
    ...itemsByUnit(context.generated.curriculum).map((group) =>
      blocks(md`### ${groupTitle(context, group, 'Keys')}`, ...group.items.map((item) => keyOf(context, item))),
    ),
  )
}

function keyOf(context: MarkdownContext, item: Item): Markup {
  const { labels, quotes } = context
  const { id, kind, outcomeId, bloom, dok, citations } = item
  const facts = md`${worded(kind)}, ${labels.outcome(outcomeId)}, ${worded(bloom)}, DOK ${dok}`
  const review = needsReview(item) ? md` **${REVIEW_MARK}**` : NOTHING
  const head = (answer: Markup) =>
    joined(
      [md`**${labels.item(id)}.** ${answer}`, quotes.links(citations), md`(${facts})${review}`].filter(isSomething),
      ' ',
    )
  if (item.format === 'choice')
    return head(md`**${joined(optionLetters(item.options, [item.key]), '')}.** ${keyText(item)}`)
  if (item.format === 'order') return head(md`**${joined(optionLetters(item.options, item.key), ', ')}.**`)
  return blocks(
    head(md`A full answer:`),
    quotation(item.answer),
    item.rubric === undefined ? NOTHING : rubricTable(context, item.rubric),
  )
}

function isSomething(part: Markup): boolean {
  return part.source !== ''
}
