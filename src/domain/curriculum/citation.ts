/** A passage of a document that stands behind a statement. */
export interface Citation {
  /** Id of the document: in an export its file name. */
  readonly docId: string
  /** The passage word for word, at least four words. */
  readonly quote: string
  /** Where the passage begins in the document's text, in UTF-16 code units. */
  readonly start: number
  /** The first code unit behind the passage. */
  readonly end: number
  /** The headings above it, the outermost first, joined by ` > `. */
  readonly section?: string
}
