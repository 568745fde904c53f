import type { SourceDocument } from '../source-document.js'
import { normaliseText } from '../text/words.js'

/** A document, with its text in the form in which quotes are compared. */
export interface IndexedDocument {
  readonly document: SourceDocument
  readonly normal: string
}

/** Documents by id. */
export type DocumentIndex = ReadonlyMap<string, IndexedDocument>

/** Prepares documents for rules: once for any number of runs. */
export function indexDocuments(documents: readonly SourceDocument[]): DocumentIndex {
  return new Map(documents.map((document) => [document.id, { document, normal: normaliseText(document.text) }]))
}
