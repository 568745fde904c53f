import { AppError } from '../../domain/platform/index.js'
import type { DocumentFile, DocumentRepository, DocumentSource, StoredFile } from '../../ports/knowledge/index.js'
import type { Digest } from '../../ports/platform/index.js'

/**
 * The documents of a program as they were listed: what was changed since is refused, so that whatever is made from
 * this source is made from one state.
 */
export class StoredDocumentSource implements DocumentSource {
  readonly #programId: string
  readonly #files: ReadonlyMap<string, StoredFile>
  readonly #repository: DocumentRepository
  readonly #digest: Digest

  constructor(programId: string, files: readonly StoredFile[], repository: DocumentRepository, digest: Digest) {
    this.#programId = programId
    this.#files = new Map(files.map((file) => [file.name, file]))
    this.#repository = repository
    this.#digest = digest
  }

  async list(): Promise<readonly string[]> {
    return [...this.#files.keys()]
  }

  /** @throws AppError `VERSION_CONFLICT` if it is not as it was listed */
  async open(name: string): Promise<DocumentFile> {
    const file = await this.#repository.read(this.#programId, name)
    if (file !== undefined && this.#digest.sha256(file.bytes) === this.#files.get(name)?.digest) return file
    throw new AppError('VERSION_CONFLICT', `the document ${JSON.stringify(name)} was changed while it was to be read`, {
      hint: 'list the documents again and begin anew',
      details: { programId: this.#programId, name },
    })
  }
}
