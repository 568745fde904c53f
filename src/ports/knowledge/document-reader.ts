import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** A file as it was found or uploaded. */
export interface DocumentFile {
  /** With its folders, separated by `/`; becomes the id of the document. Never opened as a path. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** How a document is read. */
export interface DocumentReadOptions {
  /** Gives up: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
}

/** Turns the bytes of a file into a document with structure. */
export interface DocumentReader {
  /**
   * Reads one file. What it is, is decided by its content; the ending of the name only settles what content leaves
   * open (Markdown or plain text). The same bytes under the same name give the same document. It never hangs, never
   * runs what is in the file and never fetches what the file refers to.
   *
   * @throws AppError naming the file, the reason and the mend; the first word of the reason is in `details.reason`:
   * - `UNSUPPORTED_DOCUMENT`: not a format that is read
   * - `UNREADABLE_DOCUMENT`: empty, without text, damaged, encrypted, of too many pages, or too slow to read
   * - `DOCUMENT_TOO_LARGE`: more bytes or more text than a document may have
   * - `ARCHIVE_LIMITS`: an archive that inflates to more, or holds more parts, than it may
   * - `UNSAFE_ARCHIVE`: an archive with parts outside of itself, or XML that declares entities
   * - `ABORTED`: the caller gave up
   */
  read(file: DocumentFile, options?: DocumentReadOptions): Promise<KnowledgeDocument>
}
