import { html, type Markup } from '../../../shared/html.js'
import type { PageContext } from '../page-context.js'
import { part } from '../parts.js'

/** The documents in APA form, each with the way to the passages that are cited of it. */
export function bibliography({ curriculum, passages, places, text }: PageContext): Markup {
  const cited = new Map(passages.documents.map(({ docId, id }) => [docId, id]))
  const entries = curriculum.sources.map(({ docId, apa }, index) => {
    const shown = cited.get(docId)
    const opens = shown !== undefined && html` <a class="note" href="#${shown}">Cited passages</a>`
    return html`<li id="${places.at(`/sources/${index}`).id}">${text(apa)}${opens}</li>\n`
  })
  const content = entries.length === 0 ? html`<p>There are none.</p>` : html`<ul class="references">\n${entries}</ul>`
  return part('bibliography', 'Bibliography', content)
}
