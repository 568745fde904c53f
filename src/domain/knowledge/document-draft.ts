import { cleanText } from '../text/plain-text.js'
import type { RegionRole } from './document-region.js'
import type { DocumentFormat, InlineMark } from './knowledge-document.js'

/** A run of text with the same marks. White space is unchanged: the assembly folds it. */
export interface DraftInline {
  readonly text: string
  readonly marks?: readonly InlineMark['kind'][]
  /** The number of the page that starts with this run. */
  readonly page?: number
}

/** An entry of a list: its line and its nested blocks. */
export interface DraftListItem {
  readonly inlines: readonly DraftInline[]
  readonly children: readonly DraftBlock[]
}

/** A term and its definition, without offsets. */
export interface DraftDefinition {
  readonly term: readonly DraftInline[]
  readonly definition: readonly DraftInline[]
}

/** A row of cells. */
export type DraftRow = readonly (readonly DraftInline[])[]

/** A block as the reader of a format finds it: structure without offsets. */
export type DraftBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly inlines: readonly DraftInline[] }
  | {
      readonly kind: 'paragraph'
      readonly inlines: readonly DraftInline[]
      /** Whether it describes a picture or a table: it defines no term. */
      readonly caption?: boolean
    }
  | {
      readonly kind: 'list'
      readonly ordered: boolean
      /** The number of its first entry; 1 if absent. */
      readonly first?: number
      readonly items: readonly DraftListItem[]
    }
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

/** The result of the reader of a format. */
export interface DocumentDraft {
  readonly format: DocumentFormat
  readonly blocks: readonly DraftBlock[]
  /** As stated in the document; blank ones count as missing. */
  readonly title?: string
  readonly author?: string
  /** A date or year in any form. */
  readonly date?: string
  /** A language tag in any case. */
  readonly language?: string
  /** What a person sees in the file and the blocks do not contain: one sentence each, without a full stop. */
  readonly notices?: readonly string[]
}

/** Runs of text as one line of plain text, with their marks as offsets into it. */
export interface RenderedInlines {
  readonly text: string
  readonly marks: readonly { readonly kind: InlineMark['kind']; readonly start: number; readonly end: number }[]
  readonly pages: readonly { readonly number: number; readonly at: number }[]
}

/** Joins runs, folds white space and trims it; adjacent runs with the same mark become one. */
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
