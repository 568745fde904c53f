/**
 * Who a part comes from: `generated` by an author of this software, `edited` by a person, or `locked` by a person, so that a new
 * run keeps it.
 */
export const ORIGINS = ['generated', 'edited', 'locked'] as const

/** One of {@link ORIGINS}. */
export type Origin = (typeof ORIGINS)[number]

/** A part of a curriculum that can be edited, locked, compared and restored on its own. */
export interface Part {
  /**
   * Unique in the curriculum. Derived from what the part says and where that stands in the documents, not from its position: a
   * new part before it does not change it.
   */
  readonly id: string
  readonly origin: Origin
}

/**
 * What the words of a part rest on: `stated` by the documents in these words, `derived` from a quote of them by form, or written
 * by a `model`.
 */
export const BASES = ['stated', 'derived', 'model'] as const

/** One of {@link BASES}. */
export type Basis = (typeof BASES)[number]
