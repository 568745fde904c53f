import { type Item, needsReview } from '../../../../domain/curriculum/index.js'
import { html, joined, type Markup } from '../../../shared/html.js'
import { CODE_KINDS } from '../../outline/code-kinds.js'
import { REVIEW_MARK } from '../../outline/review-mark.js'
import { worded } from '../../outline/worded.js'
import type { PageContext } from '../page-context.js'
import { demand, lines, part } from '../parts.js'
import type { PlacedItem } from '../places.js'
import { perUnit } from './per-unit.js'

/** The items without their keys, by unit. */
export function questions(context: PageContext): Markup {
  const unsure = context.curriculum.items.filter(needsReview).length
  const note =
    unsure > 0 &&
    html`<p class="teacher">${unsure} of ${context.curriculum.items.length} are marked <strong class="warn">${REVIEW_MARK}</strong>: the author was not sure of them. Read them before you use them.</p>\n`
  const bank = perUnit(context, 'questions', (placed) => placed.map((each) => question(each, context)))
  return part('questions', 'Questions and tasks', html`${note}${bank}`)
}

function question({ item, place }: PlacedItem, context: PageContext): Markup {
  const { text, outcomeLinks } = context
  const review = needsReview(item) && html` <strong class="warn teacher">${REVIEW_MARK}</strong>`
  const facts = [
    worded(item.kind),
    demand(item),
    html`Outcome ${outcomeLinks([item.outcomeId])}`,
    html`<a href="#${place.id}-key">Answer</a>`,
  ]
  return html`<article class="question" id="${place.id}">
<p class="stem"><span class="code">${place.code}</span> <span>${text(item.stem)}${review}</span></p>
${item.material !== undefined && html`<div class="material${CODE_KINDS.has(item.kind) && ' code-text'}">${lines(text(item.material))}</div>\n`}${choices(item, context)}<p class="note teacher">${joined(facts, ' · ')}</p>
</article>
`
}

function choices(item: Item, { text }: PageContext): Markup {
  if (item.format === 'open') return html`<div class="space" aria-hidden="true"></div>\n`
  const entries = item.options.map((option) => html`<li>${text(option.text)}</li>\n`)
  // Letters are named in the key, so they must not come from the style alone.
  return html`<ol type="A"${item.format === 'order' && html` class="order"`}>\n${entries}</ol>\n`
}
