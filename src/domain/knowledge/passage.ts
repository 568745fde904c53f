import type { TextSpan } from './text-span.js'

/** A stretch of a document that can be found and read on its own: a paragraph or some that belong together. */
export interface Passage extends TextSpan {
  readonly documentId: string
  /** The titles of the sections around it, the outermost first; empty before the first heading. */
  readonly path: readonly string[]
}

/** A passage that answers a query. */
export interface FoundPassage extends Passage {
  /** Above 0; higher is better. Comparable within one answer only. */
  readonly score: number
}
