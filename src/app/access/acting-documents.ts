import { AppError } from '../../domain/platform/index.js'
import type { DocumentFile, StoredFile } from '../../ports/knowledge/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { DocumentService } from './services.js'

/** The documents of the programs that a user owns or views. */
export class ActingDocuments {
  readonly #guard: ProgramGuard
  readonly #documents: DocumentService

  constructor(guard: ProgramGuard, { knowledge }: { readonly knowledge: DocumentService }) {
    this.#guard = guard
    this.#documents = knowledge
  }

  /** In reading order. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN` */
  async list(programId: string): Promise<readonly StoredFile[]> {
    await this.#guard.toRead(programId)
    return this.#documents.listDocuments(programId)
  }

  /** The file with its bytes. @throws AppError `PROGRAM_NOT_FOUND`, `DOCUMENT_NOT_FOUND`, `FORBIDDEN` */
  async get(programId: string, name: string): Promise<DocumentFile> {
    await this.#guard.toRead(programId)
    const file = await this.#documents.getDocument(programId, name)
    if (file === undefined) throw documentNotFound(programId)
    return file
  }

  /**
   * Stores a file in an own program.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`, `DOCUMENT_TOO_LARGE`, `TOO_MANY_DOCUMENTS`, `INVALID_ARGUMENT`
   */
  async add(programId: string, file: DocumentFile): Promise<{ readonly file: StoredFile; readonly created: boolean }> {
    await this.#guard.toChange(programId)
    return this.#documents.addDocument(programId, file)
  }

  /** Removes a file of an own program. @throws AppError `PROGRAM_NOT_FOUND`, `DOCUMENT_NOT_FOUND`, `FORBIDDEN` */
  async remove(programId: string, name: string): Promise<void> {
    await this.#guard.toChange(programId)
    if (!(await this.#documents.removeDocument(programId, name))) throw documentNotFound(programId)
  }
}

function documentNotFound(programId: string): AppError {
  return new AppError('DOCUMENT_NOT_FOUND', 'the program has no document of this name', {
    hint: 'list the documents of the program for their names',
    details: { programId },
  })
}
