import { curriculumNotFound, type ExportFormat, readCurriculumId } from '../../domain/curriculum/index.js'
import { AppError } from '../../domain/platform/index.js'
import type {
  CurriculumSummary,
  ExportedFile,
  ListCurriculaQuery,
  StoredCurriculum,
} from '../../ports/curriculum/index.js'
import type { JobReceipt } from '../../ports/jobs/index.js'
import type { Digest } from '../../ports/platform/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { CurriculumService, DocumentService } from './services.js'

interface ActingCurriculaDeps {
  readonly curricula: CurriculumService
  readonly knowledge: DocumentService
  readonly digest: Digest
}

/** A version that the user may read. */
export interface OpenedCurriculum {
  readonly programId: string
  readonly version: number
  /** Identifies the content: the same text means the same content, also after the program was deleted and created again. */
  readonly contentKey: string
  /** @throws AppError `CURRICULUM_NOT_FOUND` */
  read(): Promise<StoredCurriculum>
  /** @throws AppError `CURRICULUM_NOT_FOUND`, `UNKNOWN_FORMAT` */
  export(format: ExportFormat): Promise<readonly ExportedFile[]>
}

/** The curricula of the programs that a user owns or views. */
export class ActingCurricula {
  readonly #guard: ProgramGuard
  readonly #deps: ActingCurriculaDeps

  constructor(guard: ProgramGuard, deps: ActingCurriculaDeps) {
    this.#guard = guard
    this.#deps = deps
  }

  /**
   * Generates a curriculum of an own program in the background.
   *
   * @param options.idempotencyKey a request of the same user for the same program with the same key returns the same job
   * @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`, `QUEUE_FULL`; `NO_USABLE_DOCUMENTS` if it has no documents
   */
  async request(
    programId: string,
    { idempotencyKey }: { readonly idempotencyKey?: string | undefined } = {},
  ): Promise<JobReceipt> {
    await this.#guard.toChange(programId)
    const { curricula, knowledge, digest } = this.#deps
    const { userId } = this.#guard.principal
    if ((await knowledge.listDocuments(programId)).length === 0) throw noDocuments(programId)
    if (idempotencyKey === undefined) return curricula.requestCurriculum(programId, { userId })
    const jobId = digest.sha256(JSON.stringify(['curriculum', programId, userId, idempotencyKey]))
    return curricula.requestCurriculum(programId, { userId, jobId })
  }

  /** Newest first. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`, `INVALID_ARGUMENT` */
  async list(programId: string, query: ListCurriculaQuery = {}): Promise<readonly CurriculumSummary[]> {
    await this.#guard.toRead(programId)
    return this.#deps.curricula.listVersions(programId, query)
  }

  /**
   * Checks that the user may read a version, without reading it.
   *
   * @param id the id of the version over all programs
   * @throws AppError `FORBIDDEN`; `CURRICULUM_NOT_FOUND`, also for a version of another user
   */
  async open(id: string): Promise<OpenedCurriculum> {
    const place = readCurriculumId(id)
    const program = await this.#guard.find(place?.programId ?? id)
    if (place === undefined || program === undefined) throw curriculumNotFound(id)
    const { curricula } = this.#deps
    const { programId, version } = place
    return {
      programId,
      version,
      contentKey: JSON.stringify([programId, program.createdAt, version]),
      read: () => curricula.getCurriculum(programId, version),
      export: (format) => curricula.exportCurriculum(programId, version, format),
    }
  }
}

function noDocuments(programId: string): AppError {
  return new AppError('NO_USABLE_DOCUMENTS', 'the program has no documents', {
    hint: 'add at least one document with text',
    details: { programId, refused: [] },
  })
}
