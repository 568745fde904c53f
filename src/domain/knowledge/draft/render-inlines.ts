import type { InlineMark } from '../knowledge-document.js'
import { cleanText } from './clean-text.js'
import type { DraftInline } from './document-draft.js'

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
