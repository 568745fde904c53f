import type { FoundPassage, KnowledgeDocument } from '../../domain/knowledge/index.js'

/** What to look for. */
export interface PassageQuery {
  /** Words in any order. Those the index does not know are ignored; no words or none known finds nothing. */
  readonly text: string
  /** At most so many passages; 10 by default. */
  readonly limit?: number
  /** Only in these documents. An empty list finds nothing. */
  readonly documentIds?: readonly string[]
}

/** Finds the passages of a set of documents that speak of something. */
export interface KnowledgeIndex {
  /** Adds documents. One whose id is known replaces the former. Resolves when they can be found. */
  add(documents: readonly KnowledgeDocument[]): Promise<void>
  /** Takes documents out. Unknown ids are ignored. */
  remove(documentIds: readonly string[]): Promise<void>
  /**
   * The best passages, best first. Equal scores are ordered by document id, then by position, so that the same
   * documents and query give the same answer, in whatever order the documents were added.
   *
   * @throws AppError `INVALID_ARGUMENT` if `limit` is not a whole number from 1 to 1000
   */
  search(query: PassageQuery): Promise<readonly FoundPassage[]>
}
