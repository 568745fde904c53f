import { type Content, html, joined, type Markup } from '../../shared/html.js'
import type { Passage, PassageQuote, Passages } from '../document/model.js'
import { heading } from './elements.js'
import { inline, type PageContext, writtenText } from './render-inline.js'

/** Every passage that is cited, in its paragraph, with the quotes marked and links to what cites it. */
export function passages({ documents }: Passages, level: number, context: PageContext): Markup {
  const sections = documents.map(
    ({ anchor, docId, title, passages: own }) => html`<section id="${anchor}">
${heading(level, writtenText(title, context))}<p class="note">${writtenText(docId, context)}</p>
${own.map((passage) => passageOf(passage, context))}</section>
`,
  )
  return html`<p>The quoted words are marked.</p>\n${sections}`
}

function passageOf({ anchor, label, section, text, cut, quotes }: Passage, context: PageContext): Markup {
  const citedAt = new Map(quotes.flatMap((quote) => quote.citedAt).map((link) => [link.anchor, link]))
  const links = [...citedAt.values()].map((link) => inline([link], context))
  return html`<article class="passage" id="${anchor}">
<p class="note"><span class="code">${label}</span>${section !== undefined && html` ${writtenText(section, context)}`}</p>
<blockquote class="lines" dir="auto"${context.language !== undefined && html` lang="${context.language}"`}>${cut.before && '… '}${marked(text, { start: 0, end: text.length }, quotes)}${cut.after && ' …'}</blockquote>
<p class="note teacher">Cited by ${joined(links, ', ')}</p>
</article>
`
}

/** `text` from `start` to `end` with its quotes as marks; a quote within another one is a mark within a mark. */
function marked(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  quotes: readonly PassageQuote[],
): Content {
  const parts: Content[] = []
  let at = start
  for (const [index, quote] of quotes.entries()) {
    if (quote.start < at) continue
    const inner = quotes.slice(index + 1).filter((other) => other.end <= quote.end)
    parts.push(text.slice(at, quote.start), html`<mark id="${quote.anchor}">${marked(text, quote, inner)}</mark>`)
    at = quote.end
  }
  return [...parts, text.slice(at, end)]
}
