import type { SourceDocument } from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** What rules and readers of a curriculum see of its documents. */
export function sourceDocuments(documents: readonly KnowledgeDocument[]): readonly SourceDocument[] {
  return documents.map(({ id, title, text, words, author, year }) => ({
    id,
    title,
    text,
    words,
    ...(author === undefined ? {} : { author }),
    ...(year === undefined ? {} : { year }),
  }))
}
