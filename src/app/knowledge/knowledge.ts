import { AppError, assertObject, assertText, utf8Length } from '../../domain/platform/index.js'
import {
  DOCUMENT_REPOSITORY_LIMITS,
  type DocumentFile,
  type DocumentRepository,
  type DocumentSource,
  type StoredFile,
} from '../../ports/knowledge/index.js'
import type { Clock, Digest } from '../../ports/platform/index.js'

/** The documents of a program at one time. */
export interface OpenedDocuments {
  readonly source: DocumentSource
  /** A digest of all names and bytes. */
  readonly digest: string
}

/** The dependencies of {@link Knowledge}. */
export interface KnowledgeDeps {
  readonly repository: DocumentRepository
  readonly clock: Clock
  readonly digest: Digest
  /** The maximum size of a document. */
  readonly maxBytes: number
}

/**
 * The teaching material of programs: `app.knowledge`. Files are stored unchanged. The generation of a curriculum reads them
 * and reports those that it cannot read.
 *
 * ```ts
 * await app.knowledge.addDocument('networks', { name: 'part-1/intro.md', bytes: await readFile('intro.md') })
 * ```
 *
 * Every method rejects with `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` while the database does not
 * answer. The methods are bound: `const { addDocument } = app.knowledge` works.
 */
export class Knowledge {
  readonly #repository: DocumentRepository
  readonly #clock: Clock
  readonly #digest: Digest
  readonly #maxBytes: number

  constructor({ repository, clock, digest, maxBytes }: KnowledgeDeps) {
    this.#repository = repository
    this.#clock = clock
    this.#digest = digest
    this.#maxBytes = maxBytes
  }

  /**
   * Stores a file. Replaces a file with the same name.
   *
   * @param file.name 1 to 500 characters, relative: `part-1/intro.md`
   * @returns `created: false` if it replaced a file
   * @throws AppError `PROGRAM_NOT_FOUND`, `DOCUMENT_TOO_LARGE`, `TOO_MANY_DOCUMENTS`, `INVALID_ARGUMENT`
   */
  readonly addDocument = async (
    programId: string,
    file: DocumentFile,
  ): Promise<{ readonly file: StoredFile; readonly created: boolean }> => {
    assertText(programId, 'programId')
    assertObject(file, 'file')
    const { name, bytes } = file
    assertFileName(name)
    assertFileBytes(name, bytes, this.#maxBytes)
    const digest = this.#digest.sha256(bytes)
    return this.#repository.put(programId, { name, bytes, digest, at: this.#clock.now() })
  }

  /** The files of a program, in reading order. Empty for an unknown program. */
  readonly listDocuments = async (programId: string): Promise<readonly StoredFile[]> => {
    assertText(programId, 'programId')
    return this.#repository.list(programId)
  }

  /** The file with its bytes, or `undefined`. */
  readonly getDocument = async (programId: string, name: string): Promise<DocumentFile | undefined> => {
    assertDocument(programId, name)
    return this.#repository.read(programId, name)
  }

  /** Returns whether the file existed. */
  readonly removeDocument = async (programId: string, name: string): Promise<boolean> => {
    assertDocument(programId, name)
    return this.#repository.remove(programId, name)
  }

  /** The current documents, as a source for a generation. */
  readonly openDocuments = async (programId: string): Promise<OpenedDocuments> => {
    assertText(programId, 'programId')
    const files = await this.#repository.list(programId)
    return {
      source: new StoredDocumentSource(programId, files, this.#repository, this.#digest),
      digest: this.#digest.sha256(JSON.stringify(files.map(({ name, digest }) => [name, digest]))),
    }
  }
}

/** Any strings are accepted. @throws AppError `INVALID_ARGUMENT` unless they are strings */
function assertDocument(programId: unknown, name: unknown): void {
  assertText(programId, 'programId')
  assertText(name, 'name')
}

/**
 * Rejects names that a file system could resolve to something outside of a folder.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
function assertFileName(name: unknown): asserts name is string {
  const problem = typeof name === 'string' ? problemOf(name) : `is ${typeof name}`
  if (problem === undefined) return
  throw new AppError('INVALID_ARGUMENT', `the name of a document ${problem}`, {
    hint: 'use a relative name such as part-1/intro.md',
    details: { name: typeof name === 'string' ? name.slice(0, DOCUMENT_REPOSITORY_LIMITS.name) : null },
  })
}

function problemOf(name: string): string | undefined {
  const { name: max } = DOCUMENT_REPOSITORY_LIMITS
  if (name.length === 0 || name.length > max) return `has ${name.length} characters, 1 to ${max} are allowed`
  if (utf8Length(name) === undefined) return 'has a lone surrogate'
  if (/\p{Cc}/u.test(name)) return 'has a control character'
  if (name.includes('\\')) return 'has a backslash; folders are separated by /'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'is absolute'
  const steps = name.split('/')
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return 'has an empty part, . or ..'
  return undefined
}

/** @throws AppError `INVALID_ARGUMENT` if it is no Uint8Array, `DOCUMENT_TOO_LARGE` */
function assertFileBytes(name: string, bytes: unknown, maxBytes: number): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) {
    throw new AppError('INVALID_ARGUMENT', `the document ${JSON.stringify(name)} has no bytes`, {
      hint: 'pass a Uint8Array; for a text, new TextEncoder().encode(text)',
    })
  }
  if (bytes.byteLength <= maxBytes) return
  throw new AppError('DOCUMENT_TOO_LARGE', `the document ${JSON.stringify(name)} has ${bytes.byteLength} bytes`, {
    hint: `split it: the maximum is ${maxBytes} bytes`,
    details: { reason: 'too-many-bytes', bytes: bytes.byteLength, maxBytes },
  })
}

/**
 * The documents of a program as they were listed. Opening a document that has changed since is an error, so that a
 * generation uses one state.
 */
class StoredDocumentSource implements DocumentSource {
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

  /** @throws AppError `VERSION_CONFLICT` if the document changed after the list */
  async open(name: string): Promise<DocumentFile> {
    const file = await this.#repository.read(this.#programId, name)
    if (file !== undefined && this.#digest.sha256(file.bytes) === this.#files.get(name)?.digest) return file
    throw new AppError('VERSION_CONFLICT', `the document ${JSON.stringify(name)} changed after it was listed`, {
      hint: 'list the documents again and start again',
      details: { programId: this.#programId, name },
    })
  }
}
