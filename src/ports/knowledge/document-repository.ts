import type { DocumentFile } from './document-reader.js'

/** What is known of a kept file without reading it. */
export interface StoredFile {
  /** With its folders, separated by `/`. */
  readonly name: string
  readonly bytes: number
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string
  /** In milliseconds since 1970: when these bytes came. */
  readonly addedAt: number
}

/** A file as it is to be kept. */
export interface NewFile extends DocumentFile {
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string
  /** Now, in milliseconds since 1970. */
  readonly at: number
}

/** What a program may have. */
export const DOCUMENT_REPOSITORY_LIMITS = {
  /** Documents of one program. */
  documents: 2_000,
  /** Characters of a name. */
  name: 500,
} as const

/**
 * Keeps the files of programs as they were given, byte by byte.
 *
 * Effects, ordering and failure as of `ProgramRepository`.
 */
export interface DocumentRepository {
  /**
   * Keeps a file; one of the same name is replaced. The same bytes under the same name change nothing. `created`: there
   * was none of this name.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`; `TOO_MANY_DOCUMENTS`; `INVALID_ARGUMENT` for a name that is empty, too long,
   *   not well-formed or with the character NUL
   */
  put(programId: string, file: NewFile): Promise<{ readonly file: StoredFile; readonly created: boolean }>
  /** In reading order: by name, numbers by value. Empty for a program that is not there. */
  list(programId: string): Promise<readonly StoredFile[]>
  /** The bytes are the caller's own. */
  read(programId: string, name: string): Promise<DocumentFile | undefined>
  /** Whether it was there. */
  remove(programId: string, name: string): Promise<boolean>
}
