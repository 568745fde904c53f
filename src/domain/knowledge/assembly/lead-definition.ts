import { type RenderedInlines, roleOfBlock } from '../draft/index.js'
import type { TextRange } from '../text-span.js'

const MAX_TERM_WORDS = 6
const AFTER_TERM = /^\s*(?:[:–—]|-{1,3}(?=\s))\s*/
const NO_TERM = /^(step|part|figure|table|question|q|a|task|day|week|phase) ?\d*$/i

/** The term and the definition of "**Term**: what it is", as ranges of the rendered text, if it has that form. */
export function leadDefinition(
  { text, marks }: RenderedInlines,
  sentences: readonly TextRange[],
): { readonly term: TextRange; readonly definition: TextRange } | undefined {
  const lead = marks.find(({ kind, start }) => kind === 'bold' && start === 0)
  if (lead === undefined) return undefined
  const bold = text.slice(0, lead.end)
  const term = bold.replace(/[\s:.–—-]+$/, '')
  if (term === '' || term.split(' ').length > MAX_TERM_WORDS) return undefined
  if (NO_TERM.test(term) || roleOfBlock([term]) !== undefined) return undefined
  const colon = AFTER_TERM.exec(text.slice(lead.end))?.[0]
  if (colon === undefined && !/[:.–—]$/.test(bold)) return undefined
  const start = lead.end + (colon ?? /^\s*/.exec(text.slice(lead.end))?.[0] ?? '').length
  const end = sentences.find((sentence) => sentence.end > start)?.end
  return end === undefined ? undefined : { term: { start: 0, end: term.length }, definition: { start, end } }
}
