/** How texts are turned into vectors. */
export interface EmbeddingOptions {
  /** Gives up: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
}

/**
 * Turns texts into vectors whose nearness is nearness in meaning. Optional: without one, passages are found by their
 * words alone.
 *
 * Effects: none here; the model may be a server. Repetition: the same text gives the same vector as long as `model` is the
 * same, so whoever asks may keep vectors under model and text: the cache namespace `embeddings` is meant for that.
 * Ordering: vectors come in the order of the texts. Boundary: texts longer than the model takes are cut by the model.
 */
export interface EmbeddingModel {
  /** Which model and version; another value means that vectors cannot be compared. */
  readonly model: string
  /** The length of every vector. */
  readonly dimensions: number
  /**
   * One vector for each text, none of them shared with the caller; for no texts, none.
   *
   * @throws AppError `STORE_UNAVAILABLE` if the model does not answer within the adapter's deadline; `ABORTED`
   */
  embed(texts: readonly string[], options?: EmbeddingOptions): Promise<readonly Float32Array[]>
}
