import { type Content, html, joined, type Markup } from '../../shared/html.js'
import type { Passage, PassageQuote, Passages } from '../document/model.js'
import { heading } from './elements.js'
import { inline, langAttribute, type PageContext, withFormulas, writtenText } from './render-inline.js'

/** Every passage that is cited, in its paragraph, with the quotes marked and links to what cites it. */
export function passages({ documents }: Passages, level: number, context: PageContext): Markup {
  const sections = documents.map(
    ({ anchor, docId, title, passages: own }) => html`<section id="${anchor}">
${heading(level, writtenText(title, context))}<p class="note">${writtenText(docId, context)}</p>
${own.map((passage) => passageOf(passage, context))}</section>
`,
  )
  return html`${sections}`
}

function passageOf({ anchor, label, section, text, cut, quotes }: Passage, context: PageContext): Markup {
  const citedAt = new Map(quotes.flatMap((quote) => quote.citedAt).map((link) => [link.anchor, link]))
  const links = [...citedAt.values()].map((link) => inline([link], context))
  return html`<article class="passage" id="${anchor}">
<p class="note"><span class="code">${label}</span>${section !== undefined && html` ${writtenText(section, context)}`}</p>
<blockquote class="lines" dir="auto"${langAttribute(context.language, context)}>${cut.before && '… '}${marked(text, { start: 0, end: text.length }, quotes, context)}${cut.after && ' …'}</blockquote>
<p class="note teacher">${context.words.say.citedBy} ${joined(links, ', ')}</p>
</article>
`
}

/** `text` from `start` to `end` with its quotes as marks; a quote within another one is a mark within a mark. */
function marked(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  quotes: readonly PassageQuote[],
  context: PageContext,
): Content {
  const parts: Content[] = []
  let at = start
  for (const [index, quote] of quotes.entries()) {
    if (quote.start < at) continue
    const inner = quotes.slice(index + 1).filter((other) => other.end <= quote.end)
    const within = marked(text, quote, inner, context)
    parts.push(withFormulas(text.slice(at, quote.start), context), html`<mark id="${quote.anchor}">${within}</mark>`)
    at = quote.end
  }
  return [...parts, withFormulas(text.slice(at, end), context)]
}
