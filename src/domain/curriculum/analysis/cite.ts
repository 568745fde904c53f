import type { KnowledgeDocument } from '../../knowledge/knowledge-document.js'
import { spanOf, type TextRange } from '../../text/text-span.js'
import { wordsOf } from '../../text/words.js'
import type { Citation } from '../citation.js'

/** Minimum length of a quote in words: a shorter one proves nothing. */
const MIN_QUOTE_WORDS = 4

/**
 * The citation of a range of a document. A range of fewer than four words is widened to its line, then to its block;
 * `undefined` if even that is too short.
 */
export function cite(document: KnowledgeDocument, range: TextRange): Citation | undefined {
  const { text } = document
  const line = {
    start: text.lastIndexOf('\n', range.start - 1) + 1,
    end: endOfLine(text, range.end),
  }
  const block = document.blocks.find(({ start, end }) => start <= range.start && range.end <= end)
  for (const candidate of [range, line, block]) {
    if (candidate === undefined) continue
    const span = spanOf(text, candidate.start, candidate.end)
    if (span === undefined || wordsOf(span.text).length < MIN_QUOTE_WORDS) continue
    const section = sectionAt(document, span.start)
    return {
      docId: document.id,
      quote: span.text,
      start: span.start,
      end: span.end,
      ...(section === '' ? {} : { section }),
    }
  }
  return undefined
}

/** The headings above a position, the outermost first. */
function sectionAt({ sections }: KnowledgeDocument, position: number): string {
  const around = sections.filter(({ start, end }) => start <= position && position < end)
  return (around.at(-1)?.path ?? []).join(' > ')
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}
