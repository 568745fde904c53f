import { type Content, html, joined, type Markup } from '../../../shared/html.js'
import { nameLink, type PageContext } from '../page-context.js'
import { part } from '../parts.js'
import type { CitedPassage, PassageQuote } from '../passages.js'

/** Every passage that is cited, in its paragraph, with the quotes marked and the ways back. */
export function sources(context: PageContext): Markup {
  const { passages, text } = context
  const documents = passages.documents.map(
    ({ id, docId, title, passages: own }) => html`<section id="${id}">
<h3>${text(title)}</h3>
<p class="note">${text(docId)}</p>
${own.map((passage) => passageOf(passage, context))}</section>
`,
  )
  const intro = html`<p>Every statement of this curriculum goes back to a passage of the documents. The words that are quoted are marked.</p>\n`
  return part('sources', 'Sources', documents.length === 0 ? html`<p>Nothing is cited.</p>` : [intro, documents])
}

function passageOf({ id, label, section, text, cut, quotes }: CitedPassage, context: PageContext): Markup {
  const citedAt = [...new Set(quotes.flatMap((quote) => quote.citedAt))]
  return html`<article class="passage" id="${id}">
<p class="note"><span class="code">${label}</span>${section !== undefined && html` ${context.text(section)}`}</p>
<blockquote class="lines" dir="auto"${context.language !== undefined && html` lang="${context.language}"`}>${cut.before && '… '}${marked(text, { start: 0, end: text.length }, quotes)}${cut.behind && ' …'}</blockquote>
<p class="note teacher">Cited by ${joined(citedAt.map(nameLink), ', ')}</p>
</article>
`
}

/** `text` from `start` to `end` with its quotes as marks; a quote within another one is a mark within a mark. */
function marked(
  text: string,
  { start, end }: { start: number; end: number },
  quotes: readonly PassageQuote[],
): Content {
  const parts: Content[] = []
  let at = start
  for (const [index, quote] of quotes.entries()) {
    if (quote.start < at) continue
    const inner = quotes.slice(index + 1).filter((other) => other.end <= quote.end)
    parts.push(text.slice(at, quote.start), html`<mark id="${quote.id}">${marked(text, quote, inner)}</mark>`)
    at = quote.end
  }
  return [...parts, text.slice(at, end)]
}
