import type { Item } from '../../../../domain/curriculum/index.js'
import { html, type Markup } from '../../../shared/html.js'
import { optionLetters } from '../../outline/option-letter.js'
import type { PageContext } from '../page-context.js'
import { lines, part } from '../parts.js'
import type { PlacedItem } from '../places.js'
import { perUnit } from './per-unit.js'
import { rubricTable } from './rubric.js'

/** The keys of the items, apart from the items, so that these can be printed alone. */
export function answers(context: PageContext): Markup {
  const keys = perUnit(context, 'answers', (items) => [
    html`<ol class="coded">\n${items.map((placed) => answer(placed, context))}</ol>\n`,
  ])
  return part('answers', 'Answer key', keys, 'teacher')
}

function answer({ item, place }: PlacedItem, context: PageContext): Markup {
  const rubric = item.format === 'open' && item.rubric !== undefined
  return html`<li id="${place.id}-key"><span class="code"><a href="#${place.id}">${place.code}</a></span><div>${keyOf(item, context)}${context.cites(item.citations)}${
    rubric &&
    rubricTable(item.rubric, `${place.id}-rubric`, html`How the answer to question ${place.code} is judged`, context)
  }</div></li>
`
}

function keyOf(item: Item, { text }: PageContext): Markup {
  if (item.format === 'open') return lines(text(item.answer))
  if (item.format === 'order') return html`<strong>${optionLetters(item.options, item.key).join(', ')}</strong>`
  const right = item.options.find(({ id }) => id === item.key)?.text ?? item.key
  return html`<strong>${optionLetters(item.options, [item.key])}</strong> ${text(right)}`
}
