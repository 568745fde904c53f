import { html, joined, type Markup } from '../../shared/html.js'
import type { Bar, Cited, Content, DocumentName, Inline, Labels } from '../document/inline.js'

/** What all parts of a page share. */
export interface PageContext {
  /** Tag of the language that people wrote in; `undefined`: English, the language of the page. */
  readonly language: string | undefined
  /** All drawings of matrices are at least this wide, in pixels. */
  readonly matrixWidth: number
}

/** Words as HTML. */
export function inline(content: Content, context: PageContext): Markup {
  return html`${content.map((part) => partOf(part, context))}`
}

function partOf(part: Inline, context: PageContext): Markup {
  if (typeof part === 'string') return html`${part}`
  switch (part.kind) {
    case 'written':
      return writtenText(part.text, context)
    case 'amount':
      return html`${noBreakSpaces(part.text)}`
    case 'strong':
      return html`<strong>${inline(part.content, context)}</strong>`
    case 'quiet':
      return html`<span class="note">${inline(part.content, context)}</span>`
    case 'verdict':
      return part.tone === 'neutral'
        ? html`<span class="note">${part.text}</span>`
        : html`<strong class="${part.tone}">${part.text}</strong>`
    case 'label':
      return html`<span class="code">${part.text}</span>`
    case 'link':
      return html`<a href="#${part.anchor}">${inline(part.content, context)}</a>`
    case 'labels':
      return labelsOf(part, context)
    case 'document':
      return documentOf(part, context)
    case 'cited':
      return citedOf(part)
    case 'bar':
      return barOf(part)
  }
}

/** What people wrote: in its own language, and without an effect on the direction of the text around it. */
export function writtenText(text: string, { language }: PageContext): Markup {
  return language === undefined ? html`<bdi>${text}</bdi>` : html`<bdi lang="${language}">${text}</bdi>`
}

function labelsOf({ labels }: Labels, context: PageContext): Markup {
  const links = labels.map(({ text, anchor }) =>
    anchor === undefined ? writtenText(text, context) : html`<a href="#${anchor}">${text}</a>`,
  )
  return joined(links, ', ')
}

function documentOf({ title, anchor }: DocumentName, context: PageContext): Markup {
  const shown = writtenText(title, context)
  return anchor === undefined ? shown : html`<a href="#${anchor}">${shown}</a>`
}

/** Links to quotes, one for each passage. */
function citedOf({ quotes }: Cited): Markup {
  const byLabel = new Map(quotes.map(({ label, anchor }) => [label, anchor]))
  const links = [...byLabel].map(([label, anchor]) => html`<a href="#${anchor}">${label}</a>`)
  return html`\u00A0<span class="cite">${joined(links, ' ')}</span>`
}

const BAR = { width: 120, height: 10 }

function barOf({ share }: Bar): Markup {
  const length = Math.round(BAR.width * share)
  return html`<svg class="bar" width="${BAR.width}" height="${BAR.height}" viewBox="0 0 ${BAR.width} ${BAR.height}" aria-hidden="true"><rect width="${length}" height="${BAR.height}"/></svg>`
}

/** `text` without a place for a line break. */
function noBreakSpaces(text: string): string {
  return text.replaceAll(' ', '\u00A0')
}
