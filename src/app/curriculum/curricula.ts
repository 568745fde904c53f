import type { ExportFormat, QualityReport } from '../../domain/curriculum/index.js'
import { programNotFound } from '../../domain/curriculum/read-program.js'
import { AppError } from '../../domain/platform/index.js'
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

/** How the main job is added. */
export type AddCurriculumJob = (
  payload: CurriculumRequest,
  options: { readonly key: string },
) => Promise<{ readonly id: string; readonly created: boolean }>

/** What {@link Curricula} is made from. */
export interface CurriculaDeps {
  readonly programs: ProgramRepository
  readonly repository: CurriculumRepository
  readonly generator: CurriculumGenerator
  readonly addJob: AddCurriculumJob
  readonly digest: Digest
  /** Loaded when a format is asked for. */
  readonly exporters: ReadonlyMap<ExportFormat, () => Promise<CurriculumExporter>>
}

/**
 * Curricula as an app sees them: `app.curricula`. Each result is kept as a version of its program, and never changes.
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
   * Has a curriculum made in the background, by the job `curriculum_generation`. While such a job of the program is
   * unfinished there is no second one: its id is returned, with `created: false`. Watch it by `app.jobs.watch`; its
   * result is a {@link CurriculumResult}.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_ARGUMENT`, `QUEUE_FULL`
   */
  readonly requestCurriculum = async (
    programId: string,
    { userId }: { readonly userId: string },
  ): Promise<{ readonly id: string; readonly created: boolean }> => {
    assertName(programId, 'id of a program')
    assertName(userId, 'id of a user')
    await this.#demandProgram(programId)
    // A key has fewer bytes than an id may have.
    return this.#deps.addJob({ programId, userId }, { key: `program-${this.#deps.digest.sha256(programId)}` })
  }

  /**
   * Makes a curriculum here and now, as the job would. If the newest version is made from the same brief and documents by
   * the same author, that one is returned.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; `VERSION_CONFLICT` if
   *   brief or documents were changed meanwhile: call again
   */
  readonly generate = async (
    programId: string,
    { userId, ...options }: GenerationOptions & { readonly userId: string },
  ): Promise<CurriculumResult> => {
    assertName(userId, 'id of a user')
    return this.#deps.generator.generate({ programId, userId }, options)
  }

  /** A version with all it holds. @param version default: the newest */
  readonly getCurriculum = async (programId: string, version?: number): Promise<StoredCurriculum> => {
    const { repository } = this.#deps
    const number = version ?? (await repository.latest(programId))?.version
    const stored = number === undefined ? undefined : await repository.read(programId, number)
    if (stored !== undefined) return stored
    await this.#demandProgram(programId)
    const what = number === undefined ? 'no curriculum yet' : `no version ${number}`
    throw new AppError('CURRICULUM_NOT_FOUND', `the program ${JSON.stringify(programId)} has ${what}`, {
      hint: number === undefined ? 'have one made first' : 'listVersions says which there are',
      details: { programId, version: number ?? null },
    })
  }

  /** What is known of the versions without reading them, the newest first. @throws AppError `INVALID_ARGUMENT` */
  readonly listVersions = async (
    programId: string,
    query: ListCurriculaQuery = {},
  ): Promise<readonly CurriculumSummary[]> => {
    const versions = await this.#deps.repository.list(programId, query)
    if (versions.length === 0) await this.#demandProgram(programId)
    return versions
  }

  /** What the rules say of a version. @param version default: the newest */
  readonly getQuality = async (programId: string, version?: number): Promise<QualityReport> =>
    (await this.getCurriculum(programId, version)).generated.quality

  /**
   * The files of an export.
   *
   * @param version `undefined`: the newest
   * @throws AppError `UNKNOWN_FORMAT`, naming those that are known
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
      throw new AppError('UNKNOWN_FORMAT', `there is no export of the format ${JSON.stringify(format)}`, {
        hint: `give one of: ${known.join(', ')}`,
        details: { known },
      })
    }
    const { generated } = await this.getCurriculum(programId, version)
    return (await load()).export(generated)
  }

  async #demandProgram(id: string): Promise<void> {
    if ((await this.#deps.programs.read(id)) === undefined) throw programNotFound(id)
  }
}
