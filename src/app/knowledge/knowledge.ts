import { AppError, utf8Length } from '../../domain/platform/index.js'
import {
  DOCUMENT_REPOSITORY_LIMITS,
  type DocumentFile,
  type DocumentRepository,
  type DocumentSource,
  type StoredFile,
} from '../../ports/knowledge/index.js'
import type { Clock, Digest } from '../../ports/platform/index.js'

/** The documents of a program at one moment. */
export interface OpenedDocuments {
  readonly source: DocumentSource
  /** Changes with each name and byte, and with nothing else. */
  readonly digest: string
}

/** What {@link Knowledge} is made from. */
export interface KnowledgeDeps {
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

  constructor({ repository, clock, digest, maxBytes }: KnowledgeDeps) {
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

/**
 * Refuses a name that could mean something else to a file system than a file below a folder, here or where it is exported.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
function assertFileName(name: unknown): asserts name is string {
  const problem = typeof name === 'string' ? problemOf(name) : `is ${typeof name}`
  if (problem === undefined) return
  throw new AppError('INVALID_ARGUMENT', `the name of a document ${problem}`, {
    hint: 'give a relative name like part-1/intro.md',
    details: { name: typeof name === 'string' ? name.slice(0, DOCUMENT_REPOSITORY_LIMITS.name) : null },
  })
}

function problemOf(name: string): string | undefined {
  const { name: most } = DOCUMENT_REPOSITORY_LIMITS
  if (name.length === 0 || name.length > most) return `has ${name.length} characters, 1 to ${most} are allowed`
  if (utf8Length(name) === undefined) return 'has a lone surrogate'
  if (/\p{Cc}/u.test(name)) return 'has a control character'
  if (name.includes('\\')) return 'has a backslash; folders are separated by /'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'is absolute'
  const steps = name.split('/')
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return 'has an empty part, . or ..'
  return undefined
}

/** @throws AppError `INVALID_ARGUMENT` for what are no bytes, `DOCUMENT_TOO_LARGE` */
function assertFileBytes(name: string, bytes: unknown, maxBytes: number): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) {
    throw new AppError('INVALID_ARGUMENT', `the document ${JSON.stringify(name)} has no bytes`, {
      hint: 'give a Uint8Array; of a text, new TextEncoder().encode(text)',
    })
  }
  if (bytes.byteLength <= maxBytes) return
  throw new AppError('DOCUMENT_TOO_LARGE', `the document ${JSON.stringify(name)} has ${bytes.byteLength} bytes`, {
    hint: `split it: a document may have ${maxBytes} bytes`,
    details: { reason: 'too-many-bytes', bytes: bytes.byteLength, maxBytes },
  })
}

/**
 * The documents of a program as they were listed: what was changed since is refused, so that whatever is made from
 * this source is made from one state.
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

  /** @throws AppError `VERSION_CONFLICT` if it is not as it was listed */
  async open(name: string): Promise<DocumentFile> {
    const file = await this.#repository.read(this.#programId, name)
    if (file !== undefined && this.#digest.sha256(file.bytes) === this.#files.get(name)?.digest) return file
    throw new AppError('VERSION_CONFLICT', `the document ${JSON.stringify(name)} was changed while it was to be read`, {
      hint: 'list the documents again and start over',
      details: { programId: this.#programId, name },
    })
  }
}
