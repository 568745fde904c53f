import type { Citation } from '../citation.js'
import { containsPhrase, normaliseText } from '../text/words.js'
import type { DocumentIndex } from './document-index.js'

/** The least words of a quote. */
export const QUOTE_WORDS = 4

/** What is wrong with a citation; nothing: `undefined`. */
export function citationFault({ docId, quote, start, end }: Citation, documents: DocumentIndex): string | undefined {
  const indexed = documents.get(docId)
  if (indexed === undefined) return `there is no document ${docId}`
  const normal = normaliseText(quote)
  const words = normal === '' ? 0 : normal.split(' ').length
  if (words < QUOTE_WORDS) return `the quote has ${words} words, ${QUOTE_WORDS} are the least`
  if (!containsPhrase(indexed.normal, normal)) return `the quote is not in ${docId}`
  const shown = indexed.document.text.slice(start, end)
  if (shown !== quote && normaliseText(shown) !== normal) return `the offsets show another passage of ${docId}`
  return undefined
}

/** The citation with the offsets at which its quote is found; `undefined` if it is nowhere in the document. */
export function locateQuote(citation: Citation, documents: DocumentIndex): Citation | undefined {
  const text = documents.get(citation.docId)?.document.text ?? ''
  const exact = text.indexOf(citation.quote)
  if (exact >= 0) return { ...citation, start: exact, end: exact + citation.quote.length }
  // Word by word: the quote may differ in white space, marks and capitals.
  const wanted = normaliseText(citation.quote).split(' ')
  const found = [...text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map((match) => ({
    word: normaliseText(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const first = found.findIndex((_word, at) => wanted.every((word, offset) => found[at + offset]?.word === word))
  const from = found[first]
  const to = found[first + wanted.length - 1]
  if (from === undefined || to === undefined) return undefined
  return { ...citation, quote: text.slice(from.start, to.end), start: from.start, end: to.end }
}
