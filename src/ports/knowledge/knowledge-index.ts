import type { FoundPassage, KnowledgeDocument } from '../../domain/knowledge/index.js'

/** A query for passages. */
export interface PassageQuery {
  /** Words in any order. Unknown words are ignored; without known words nothing is found. */
  readonly text: string
  /** The maximum number of passages. Default 10. */
  readonly limit?: number
  /** Only in these documents. An empty list finds nothing. */
  readonly documentIds?: readonly string[]
}

/** Finds the passages of a set of documents that match a query. */
export interface KnowledgeIndex {
  /** Adds documents, and replaces those with the same id. Resolves when they can be found. */
  add(documents: readonly KnowledgeDocument[]): Promise<void>
  /** Removes documents. Unknown ids are ignored. */
  remove(documentIds: readonly string[]): Promise<void>
  /**
   * The best passages, best first. Equal scores are ordered by document id and position, so that the result does not depend on
   * the order in which documents were added.
   *
   * @throws AppError `INVALID_ARGUMENT` if `limit` is not a whole number from 1 to 1000
   */
  search(query: PassageQuery): Promise<readonly FoundPassage[]>
}

/** The options of an embedding. */
export interface EmbeddingOptions {
  /** Aborts: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
}

/**
 * Converts texts to vectors: texts with a similar meaning have near vectors. Optional: without one, passages are found by
 * their words.
 *
 * Effects: none; the model may be a server. Repetition: the same `model` and text give the same vector, so callers may cache
 * it, for example in the cache namespace `embeddings`. Ordering: vectors have the order of the texts. Boundary: the model
 * truncates texts that are too long.
 */
export interface EmbeddingModel {
  /** The model and its version. Vectors of different values cannot be compared. */
  readonly model: string
  /** The length of every vector. */
  readonly dimensions: number
  /**
   * Returns one new vector for each text.
   *
   * @throws AppError `STORE_UNAVAILABLE` if the model does not answer within the adapter's deadline; `ABORTED`
   */
  embed(texts: readonly string[], options?: EmbeddingOptions): Promise<readonly Float32Array[]>
}
