import type { CurriculumReport, ExportFormat } from '../../domain/curriculum/index.js'
import { programNotFound } from '../../domain/curriculum/read-program.js'
import {
  AppError,
  assertFunction,
  assertNumber,
  assertOptions,
  assertSignal,
  assertText,
  nearestName,
  optionNames,
  shown,
} from '../../domain/platform/index.js'
import type {
  CurriculumExporter,
  CurriculumRepository,
  CurriculumSummary,
  ExportedFile,
  ListCurriculaQuery,
  ProgramRepository,
  StoredCurriculum,
} from '../../ports/curriculum/index.js'
import type { Digest } from '../../ports/platform/index.js'
import type { CurriculumGenerator, CurriculumRequest, CurriculumResult } from './curriculum-generator.js'
import type { GenerationOptions } from './generation.js'
import { assertName } from './programs.js'

/** Adds the job `curriculum_generation`. */
export type AddCurriculumJob = (
  payload: CurriculumRequest,
  options: { readonly key: string; readonly id?: string },
) => Promise<{ readonly id: string; readonly created: boolean }>

/** The dependencies of {@link Curricula}. */
export interface CurriculaDeps {
  readonly programs: ProgramRepository
  readonly repository: CurriculumRepository
  readonly generator: CurriculumGenerator
  readonly addJob: AddCurriculumJob
  readonly digest: Digest
  /** Each is loaded at its first use. */
  readonly exporters: ReadonlyMap<ExportFormat, () => Promise<CurriculumExporter>>
}

interface Requester {
  readonly userId: string
}

/** The options of a request for a curriculum. */
export interface RequestCurriculumOptions extends Requester {
  /** The id of the job, 1 to 256 bytes: a repeated request with it returns the same job. Default: a new id. */
  readonly jobId?: string | undefined
}

const REQUEST_OPTIONS = optionNames<RequestCurriculumOptions>({ userId: true, jobId: true })
const GENERATE_OPTIONS = optionNames<Requester & GenerationOptions>({ userId: true, signal: true, onProgress: true })
const LIST_OPTIONS = optionNames<ListCurriculaQuery>({ limit: true, below: true })

/**
 * The generated curricula of programs: `app.curricula`. Each result is stored as a version of its program and never changes.
 *
 * Every method rejects with `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` while the database does not
 * answer, and those that read with `PROGRAM_NOT_FOUND` or `CURRICULUM_NOT_FOUND`. The methods are bound.
 */
export class Curricula {
  readonly #deps: CurriculaDeps

  constructor(deps: CurriculaDeps) {
    this.#deps = deps
  }

  /**
   * Generates a curriculum in the background, in the job `curriculum_generation`. While the program has an unfinished job,
   * returns its id with `created: false`. Watch the job with `app.jobs.watch`; its result is a {@link CurriculumResult}.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_ARGUMENT`, `QUEUE_FULL`
   */
  readonly requestCurriculum = async (
    programId: string,
    options: RequestCurriculumOptions,
  ): Promise<{ readonly id: string; readonly created: boolean }> => {
    assertName(programId, 'id of a program')
    assertOptions(options, REQUEST_OPTIONS)
    const { userId, jobId } = options
    assertName(userId, 'id of a user')
    if (jobId !== undefined) assertText(jobId, 'jobId')
    await this.#assertProgram(programId)
    // A digest, because an id may be longer than a key.
    const key = `program-${this.#deps.digest.sha256(programId)}`
    return this.#deps.addJob({ programId, userId }, jobId === undefined ? { key } : { key, id: jobId })
  }

  /**
   * Generates a curriculum in this call. If the newest version has the same brief, documents and author, returns that one.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; `VERSION_CONFLICT` if
   *   the brief or the documents changed during the generation: call it again
   */
  readonly generate = async (
    programId: string,
    options: GenerationOptions & { readonly userId: string },
  ): Promise<CurriculumResult> => {
    assertText(programId, 'programId')
    assertOptions(options, GENERATE_OPTIONS)
    const { userId, ...run } = options
    assertName(userId, 'id of a user')
    assertSignal(run.signal)
    if (run.onProgress !== undefined) assertFunction(run.onProgress, 'onProgress')
    return this.#deps.generator.generate({ programId, userId }, run)
  }

  /** A version with its content. @param version default: the newest */
  readonly getCurriculum = async (programId: string, version?: number): Promise<StoredCurriculum> => {
    assertText(programId, 'programId')
    const wanted = 'the number of a version, or undefined for the newest'
    if (version !== undefined) {
      assertNumber(version, 'version', { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true, wanted })
    }
    const { repository } = this.#deps
    const number = version ?? (await repository.latest(programId))?.version
    const stored = number === undefined ? undefined : await repository.read(programId, number)
    if (stored !== undefined) return stored
    await this.#assertProgram(programId)
    const what = number === undefined ? 'no curriculum yet' : `no version ${number}`
    throw new AppError('CURRICULUM_NOT_FOUND', `the program ${JSON.stringify(programId)} has ${what}`, {
      hint: number === undefined ? 'generate one first' : 'see listVersions for the existing versions',
      details: { programId, version: number ?? null },
    })
  }

  /** The summaries of the versions, newest first. @throws AppError `INVALID_ARGUMENT` */
  readonly listVersions = async (
    programId: string,
    query: ListCurriculaQuery = {},
  ): Promise<readonly CurriculumSummary[]> => {
    assertText(programId, 'programId')
    assertOptions(query, LIST_OPTIONS, 'query')
    const versions = await this.#deps.repository.list(programId, query)
    if (versions.length === 0) await this.#assertProgram(programId)
    return versions
  }

  /** The report of a version. @param version default: the newest */
  readonly getReport = async (programId: string, version?: number): Promise<CurriculumReport> =>
    (await this.getCurriculum(programId, version)).generated.report

  /**
   * The files of an export.
   *
   * @param version `undefined`: the newest
   * @throws AppError `UNKNOWN_FORMAT` with the known formats
   */
  readonly exportCurriculum = async (
    programId: string,
    version: number | undefined,
    format: ExportFormat,
  ): Promise<readonly ExportedFile[]> => {
    const { exporters } = this.#deps
    const load = exporters.get(format)
    if (load === undefined) {
      const known = [...exporters.keys()]
      const nearest = typeof format === 'string' ? nearestName(format, known) : undefined
      throw new AppError('UNKNOWN_FORMAT', `unknown export format: ${shown(format)}`, {
        hint: `${nearest === undefined ? '' : `did you mean ${nearest}? `}use one of: ${known.join(', ')}`,
        details: { known },
      })
    }
    const { generated } = await this.getCurriculum(programId, version)
    return (await load()).export(generated)
  }

  async #assertProgram(id: string): Promise<void> {
    if ((await this.#deps.programs.read(id)) === undefined) throw programNotFound(id)
  }
}
