/** What the rules read of a document. */
export interface SourceDocument {
  readonly id: string
  readonly title: string
  /** The whole text, to which the offsets of citations refer. */
  readonly text: string
  /** Number of words of the text. */
  readonly words: number
  /** Who wrote it, as the document says. */
  readonly author?: string
  /** When it was published, as the document says. */
  readonly year?: number
}
