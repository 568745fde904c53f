import type { DocumentFile } from './document-reader.js'

/** A stored file without its bytes. */
export interface StoredFile {
  /** With its folders, separated by `/`. */
  readonly name: string
  readonly bytes: number
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string
  /** When these bytes were added, in milliseconds since 1970. */
  readonly addedAt: number
}

/** A file to store. */
export interface NewFile extends DocumentFile {
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string
  /** Now, in milliseconds since 1970. */
  readonly at: number
}

/** The limits of a program. */
export const DOCUMENT_REPOSITORY_LIMITS = {
  /** Documents of one program. */
  documents: 2_000,
  /** Characters of a name. */
  name: 500,
} as const

/**
 * Stores the files of programs unchanged.
 *
 * Effects, ordering and failure: as `ProgramRepository`.
 */
export interface DocumentRepository {
  /**
   * Stores a file. Replaces a file with the same name; the same bytes change nothing. `created`: the name is new.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`; `TOO_MANY_DOCUMENTS`; `INVALID_ARGUMENT` for a name that is empty, too long,
   *   not well-formed or with the character NUL
   */
  put(programId: string, file: NewFile): Promise<{ readonly file: StoredFile; readonly created: boolean }>
  /** In reading order: by name, numbers by value. Empty for an unknown program. */
  list(programId: string): Promise<readonly StoredFile[]>
  /** The bytes are a copy. */
  read(programId: string, name: string): Promise<DocumentFile | undefined>
  /** Returns whether it existed. */
  remove(programId: string, name: string): Promise<boolean>
}
