import { titleOf } from './assembly/document-title.js'
import type { KnowledgeDocument } from './knowledge-document.js'

/**
 * Documents without titles that several of them share. Programs copy the title of a template into every file: a shared
 * title is replaced by the first heading of the document, else by the name of its file. Titles that are the first
 * heading of their document stay.
 */
export function withDistinctTitles(documents: readonly KnowledgeDocument[]): readonly KnowledgeDocument[] {
  const counts = new Map<string, number>()
  const keyOf = ({ title }: KnowledgeDocument) => title.toLowerCase()
  for (const document of documents) counts.set(keyOf(document), (counts.get(keyOf(document)) ?? 0) + 1)
  return documents.map((document) => {
    if ((counts.get(keyOf(document)) ?? 0) < 2) return document
    const { sections, source, author } = document
    return { ...document, title: titleOf(undefined, sections, source, author) }
  })
}
