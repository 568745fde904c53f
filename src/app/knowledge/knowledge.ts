import type { DocumentFile, DocumentRepository, DocumentSource, StoredFile } from '../../ports/knowledge/index.js'
import type { Clock, Digest } from '../../ports/platform/index.js'
import { assertFileBytes, assertFileName } from './assert-file.js'
import { StoredDocumentSource } from './stored-document-source.js'

/** The documents of a program at one moment. */
export interface OpenedDocuments {
  readonly source: DocumentSource
  /** Changes with each name and byte, and with nothing else. */
  readonly digest: string
}

/** What {@link Knowledge} is made from. */
export interface KnowledgeParts {
  readonly repository: DocumentRepository
  readonly clock: Clock
  readonly digest: Digest
  /** The largest document, in bytes. */
  readonly maxBytes: number
}

/**
 * The teaching material of programs: `app.knowledge`. Files are kept as they came; they are read when a curriculum is
 * made, and what cannot be read is told then.
 *
 * Every method rejects with `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` while the database does not
 * answer. The methods are bound: `const { addDocument } = app.knowledge` works.
 */
export class Knowledge {
  readonly #repository: DocumentRepository
  readonly #clock: Clock
  readonly #digest: Digest
  readonly #maxBytes: number

  constructor({ repository, clock, digest, maxBytes }: KnowledgeParts) {
    this.#repository = repository
    this.#clock = clock
    this.#digest = digest
    this.#maxBytes = maxBytes
  }

  /**
   * Keeps a file; one of the same name is replaced.
   *
   * @param file.name 1 to 500 characters, relative: `part-1/intro.md`
   * @returns `created: false`: there was one of that name
   * @throws AppError `PROGRAM_NOT_FOUND`, `DOCUMENT_TOO_LARGE`, `TOO_MANY_DOCUMENTS`, `INVALID_ARGUMENT`
   */
  readonly addDocument = async (
    programId: string,
    { name, bytes }: DocumentFile,
  ): Promise<{ readonly file: StoredFile; readonly created: boolean }> => {
    assertFileName(name)
    assertFileBytes(name, bytes, this.#maxBytes)
    const digest = this.#digest.sha256(bytes)
    return this.#repository.put(programId, { name, bytes, digest, at: this.#clock.now() })
  }

  /** What a program has, in reading order. Empty for a program that is not there. */
  readonly listDocuments = async (programId: string): Promise<readonly StoredFile[]> => this.#repository.list(programId)

  /** The file with its bytes, or `undefined`. */
  readonly getDocument = async (programId: string, name: string): Promise<DocumentFile | undefined> =>
    this.#repository.read(programId, name)

  /** Whether it was there. */
  readonly removeDocument = async (programId: string, name: string): Promise<boolean> =>
    this.#repository.remove(programId, name)

  /** The documents as they are now, to make something from them. */
  readonly openDocuments = async (programId: string): Promise<OpenedDocuments> => {
    const files = await this.#repository.list(programId)
    return {
      source: new StoredDocumentSource(programId, files, this.#repository, this.#digest),
      digest: this.#digest.sha256(JSON.stringify(files.map(({ name, digest }) => [name, digest]))),
    }
  }
}
