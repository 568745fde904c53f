import { cleanText } from '../text/plain-text.js'
import type { RegionRole } from './document-region.js'
import type { DocumentFormat, InlineMark } from './knowledge-document.js'

/** A run of text with the same marks. White space is as the source has it: the assembly folds it. */
export interface DraftInline {
  readonly text: string
  readonly marks?: readonly InlineMark['kind'][]
  /** The page that begins with this run. */
  readonly page?: number
}

/** An entry of a list: its own line, then what is nested in it. */
export interface DraftItem {
  readonly inlines: readonly DraftInline[]
  readonly children: readonly DraftBlock[]
}

/** A term and its definition, as yet without position. */
export interface DraftDefinition {
  readonly term: readonly DraftInline[]
  readonly definition: readonly DraftInline[]
}

/** A row of cells. */
export type DraftRow = readonly (readonly DraftInline[])[]

/** A block as a reader of a format finds it: structure without offsets. */
export type DraftBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly DraftInline[] }
  | { readonly kind: 'paragraph'; readonly inlines: readonly DraftInline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly DraftItem[] }
  | { readonly kind: 'definitions'; readonly entries: readonly DraftDefinition[] }
  | { readonly kind: 'code'; readonly language?: string; readonly text: string }
  | { readonly kind: 'table'; readonly header: DraftRow; readonly rows: readonly DraftRow[] }
  | {
      readonly kind: 'region'
      readonly role: RegionRole
      readonly title?: string
      readonly children: readonly DraftBlock[]
    }
  | { readonly kind: 'page'; readonly number: number }

/** What a reader of a format makes of a file. */
export interface DocumentDraft {
  readonly format: DocumentFormat
  readonly blocks: readonly DraftBlock[]
  /** As the document states them; blank ones count as absent. */
  readonly title?: string
  readonly author?: string
  /** A date or year in any form. */
  readonly date?: string
  /** A language tag in any case. */
  readonly language?: string
}

/** Runs of text as one line of plain text, with what was marked in it, by offsets into that line. */
export interface RenderedInlines {
  readonly text: string
  readonly marks: readonly { readonly kind: InlineMark['kind']; readonly start: number; readonly end: number }[]
  readonly pages: readonly { readonly number: number; readonly at: number }[]
}

/** Joins runs, folds white space to one space each, cuts it at both ends; neighbours with the same mark become one. */
export function renderInlines(inlines: readonly DraftInline[]): RenderedInlines {
  let text = ''
  const pages: { number: number; at: number }[] = []
  const open = new Map<InlineMark['kind'], number>()
  const found: { kind: InlineMark['kind']; start: number; end: number }[] = []
  const close = (kind: InlineMark['kind']) => {
    const start = open.get(kind)
    if (start !== undefined) found.push({ kind, start, end: text.length })
    open.delete(kind)
  }
  for (const { text: raw, marks = [], page } of inlines) {
    let run = cleanText(raw).replace(/\s+/g, ' ')
    if (text === '' || text.endsWith(' ')) run = run.replace(/^ /, '')
    if (page !== undefined) pages.push({ number: page, at: text.length })
    for (const kind of [...open.keys()]) if (!marks.includes(kind)) close(kind)
    for (const kind of marks) if (!open.has(kind)) open.set(kind, text.length)
    text += run
  }
  for (const kind of [...open.keys()]) close(kind)
  const whole = text.trimEnd()
  // In reading order, the outer before the inner.
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return { text: whole, marks: found.flatMap((mark) => trimmed(whole, mark)), pages }
}

function trimmed<Mark extends { start: number; end: number }>(text: string, mark: Mark): Mark[] {
  const part = text.slice(mark.start, mark.end)
  const start = mark.start + part.length - part.trimStart().length
  const end = mark.start + part.trimEnd().length
  return start < end ? [{ ...mark, start, end }] : []
}
