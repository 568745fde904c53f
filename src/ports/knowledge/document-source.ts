import type { DocumentFile } from './document-reader.js'

/** Where files with teaching material lie: a folder, an upload, a store. */
export interface DocumentSource {
  /**
   * The names of all files, with folders separated by `/`, in the order in which they are meant to be read. Files that
   * are no documents are among them.
   */
  list(): Promise<readonly string[]>
  /**
   * A file with its bytes.
   *
   * @param name as {@link list} gives it
   * @throws AppError `UNREADABLE_DOCUMENT` if it cannot be opened, `DOCUMENT_TOO_LARGE` without opening it
   */
  open(name: string): Promise<DocumentFile>
}
