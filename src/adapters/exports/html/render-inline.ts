import { html, joined, type Markup } from '../../shared/html.js'
import type { Bar, Cited, Content, DocumentName, Inline, Labels, Quote } from '../document/inline.js'
import type { DocumentWords } from '../labels/words/document-words.js'
import { formulasIn, type RenderFormula } from './formulas.js'

/** What all parts of a page share. */
export interface PageContext {
  readonly words: DocumentWords
  /** Tag of the page itself. */
  readonly pageLanguage: string
  /** Tag of the language that people wrote in. */
  readonly language: string
  /** Whether the quotes stand at the end, so that citations lead there. */
  readonly quotes: boolean
  /** Shows formulas; left out: there are none. */
  readonly formula?: RenderFormula
}

/** Words as HTML. */
export function inline(content: Content, context: PageContext): Markup {
  return html`${content.map((part) => partOf(part, context))}`
}

function partOf(part: Inline, context: PageContext): Markup {
  if (typeof part === 'string') return html`${part}`
  switch (part.kind) {
    case 'written':
      return writtenText(part.text, context, part.language)
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
      return citedOf(part, context)
    case 'bar':
      return barOf(part)
  }
}

/** What people wrote: in its own language, and without an effect on the direction of the text around it. */
export function writtenText(text: string, context: PageContext, language = context.language): Markup {
  return html`<bdi${langAttribute(language, context)}>${withFormulas(text, context)}</bdi>`
}

/** The attribute for text in a language; none if it is that of the page, or if the tag is invalid. */
export function langAttribute(language: string, { pageLanguage }: PageContext): Markup | false {
  const wellFormed = /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(language)
  return wellFormed && language !== pageLanguage && html` lang="${language}"`
}

/** Text with its formulas as MathML; one that cannot be read stays as it is written. */
export function withFormulas(text: string, { formula }: PageContext): Markup {
  if (formula === undefined) return html`${text}`
  const shown = formulasIn(text).map((piece) =>
    piece.kind === 'text' ? piece.text : (formula(piece.tex, piece.display) ?? piece.source),
  )
  return html`${shown}`
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

/** The quotes of a statement, which open in their place. */
function citedOf({ quotes }: Cited, context: PageContext): Markup {
  const labels = [...new Set(quotes.map(({ label }) => label))]
  return html` <details class="cite"><summary>${labels.join(' ')}</summary>
${quotes.map((quote) => quoteOf(quote, context))}</details>`
}

function quoteOf({ anchor, text, document, section }: Quote, context: PageContext): Markup {
  const { say, colon } = context.words
  const place = section !== undefined && html`, ${writtenText(section, context)}`
  const more = context.quotes && html` · <a href="#${anchor}">${say.inContext}</a>`
  return html`<blockquote dir="auto">${writtenText(text, context)}</blockquote>
<div class="note">${say.from}${colon}: ${writtenText(document.title, context)}${place}${more}</div>
`
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
