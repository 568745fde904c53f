import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** A file with teaching material. */
export interface DocumentFile {
  /** With its folders, separated by `/`. Becomes the id of the document. Never used as a path. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** The options of a read. */
export interface DocumentReadOptions {
  /** Aborts: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
}

/** Converts the bytes of a file to a document with structure. */
export interface DocumentReader {
  /**
   * Reads one file. The content decides on the format; the extension decides only between Markdown and plain text. The same
   * bytes and name give the same document. It does not hang, does not execute code of the file and does not fetch references.
   *
   * @throws AppError with the file, the reason and a hint; `details.reason` has the kind of reason:
   * - `UNSUPPORTED_DOCUMENT`: an unsupported format
   * - `UNREADABLE_DOCUMENT`: empty, without text, damaged, encrypted, of too many pages, or too slow to read
   * - `DOCUMENT_TOO_LARGE`: more bytes or text than the limits
   * - `ARCHIVE_LIMITS`: an archive with more bytes or parts than the limits
   * - `UNSAFE_ARCHIVE`: an archive with paths outside of it, or XML that declares entities
   * - `ABORTED`: the caller aborted
   */
  read(file: DocumentFile, options?: DocumentReadOptions): Promise<KnowledgeDocument>
}

/** A source of files: a folder, an upload, a store. */
export interface DocumentSource {
  /**
   * The names of all files, with folders separated by `/`, in reading order. Includes files that are not documents.
   */
  list(): Promise<readonly string[]>
  /**
   * Reads a file.
   *
   * @param name a name of {@link list}
   * @throws AppError `UNREADABLE_DOCUMENT` if it cannot be opened, `DOCUMENT_TOO_LARGE` without opening it
   */
  open(name: string): Promise<DocumentFile>
}
