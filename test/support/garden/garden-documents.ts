import type { Citation, SourceDocument } from '../../../src/domain/curriculum/index.js'
import { countWords } from '../../../src/domain/text/index.js'
import { definingSentence, GARDEN_TEXTS, type GardenText } from './garden-texts.js'

/** The documents of the small curriculum. */
export const GARDEN_DOCUMENTS: readonly SourceDocument[] = GARDEN_TEXTS.map((source) => {
  const text = textOf(source)
  return { id: source.id, title: source.title, text, words: countWords(text), author: 'Garden Club', year: 2021 }
})

function textOf({ title, terms, statements, filling }: GardenText): string {
  const definitions = terms.map(([term, definition]) => definingSentence(term, definition))
  return [title, definitions.join(' '), statements.join(' '), filling.replaceAll('\n', ' ')].join('\n\n')
}

/** The citation of `quote`, which stands in the document. */
export function cite(docId: string, quote: string): Citation {
  const start = GARDEN_DOCUMENTS.find(({ id }) => id === docId)?.text.indexOf(quote) ?? -1
  if (start < 0) throw new Error(`${docId} does not say: ${quote}`)
  return { docId, quote, start, end: start + quote.length }
}
