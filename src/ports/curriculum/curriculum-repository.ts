import type { GeneratedCurriculum, Verdict } from '../../domain/curriculum/index.js'

/** A result to store. */
export interface NewCurriculum {
  readonly programId: string
  /** The digest of all inputs of the result. */
  readonly fingerprint: string
  /** The user who requested it. */
  readonly createdBy: string
  /** Now, in milliseconds since 1970. */
  readonly at: number
  /** The newest version at the start of the generation; 0: none. */
  readonly since: number
  readonly generated: GeneratedCurriculum
}

/** A version without its content. */
export interface CurriculumSummary {
  readonly programId: string
  /** 1, 2, 3, ... */
  readonly version: number
  readonly fingerprint: string
  readonly createdBy: string
  /** In milliseconds since 1970. */
  readonly createdAt: number
  readonly title: string
  readonly units: number
  readonly items: number
  readonly verdict: Verdict
  /** Total readiness of the report, 0 to 100. */
  readonly readiness: number
}

/** A version with its content. */
export interface StoredCurriculum {
  readonly summary: CurriculumSummary
  readonly generated: GeneratedCurriculum
}

/** The options of a list. */
export interface ListCurriculaQuery {
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** Only versions below this one. */
  readonly below?: number
}

/**
 * Stores the versions of the curriculum of each program. A version never changes.
 *
 * Effects, ordering and failure: as `ProgramRepository`. A version is stored completely or not at all.
 */
export interface CurriculumRepository {
  /**
   * Stores a result as the next version. If the newest version has the same fingerprint, stores nothing and returns that
   * version: saving twice creates one version.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`; `VERSION_CONFLICT` if a newer version than `since` has another fingerprint;
   *   `INVALID_ARGUMENT` for a fingerprint or user that is not a well-formed text of 1 to 256 characters without NUL
   */
  save(curriculum: NewCurriculum): Promise<{ readonly summary: CurriculumSummary; readonly created: boolean }>
  /** The newest version. */
  latest(programId: string): Promise<CurriculumSummary | undefined>
  read(programId: string, version: number): Promise<StoredCurriculum | undefined>
  /** Newest first. @throws AppError `INVALID_ARGUMENT` for a limit or version outside its range */
  list(programId: string, query?: ListCurriculaQuery): Promise<readonly CurriculumSummary[]>
}
