import type { GeneratedCurriculum } from '../../domain/curriculum/index.js'

/** A result as it is to be kept. */
export interface NewCurriculum {
  readonly programId: string
  /** The digest of all that the result depends on. */
  readonly fingerprint: string
  /** The user who asked for it. */
  readonly createdBy: string
  /** Now, in milliseconds since 1970. */
  readonly at: number
  /** The newest version that was known when the work on it began; 0: there was none. */
  readonly since: number
  readonly generated: GeneratedCurriculum
}

/** What is known of a version without reading it. */
export interface CurriculumSummary {
  readonly programId: string
  /** 1 and up, without gaps. */
  readonly version: number
  readonly fingerprint: string
  readonly createdBy: string
  /** In milliseconds since 1970. */
  readonly createdAt: number
  readonly title: string
  readonly units: number
  readonly items: number
  /** Of the quality report: 0 to 100. */
  readonly score: number
  readonly passesHardRules: boolean
}

/** A version with all it holds. */
export interface StoredCurriculum {
  readonly summary: CurriculumSummary
  readonly generated: GeneratedCurriculum
}

/** What to list. */
export interface ListCurriculaQuery {
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** Only versions below this one. */
  readonly below?: number
}

/**
 * Keeps the versions of each program's curriculum. A version never changes.
 *
 * Effects, ordering and failure as of `ProgramRepository`. A version is there as a whole or not at all, whatever happens
 * while it is written.
 */
export interface CurriculumRepository {
  /**
   * Keeps a result as the next version. If the newest version has the same fingerprint, nothing is written and that one
   * is returned: to save twice makes one version.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`; `VERSION_CONFLICT` if a newer version than `since` has another fingerprint;
   *   `INVALID_ARGUMENT` for a fingerprint or user that is no well-formed text of 1 to 256 characters without NUL
   */
  save(curriculum: NewCurriculum): Promise<{ readonly summary: CurriculumSummary; readonly created: boolean }>
  /** The newest version. */
  latest(programId: string): Promise<CurriculumSummary | undefined>
  read(programId: string, version: number): Promise<StoredCurriculum | undefined>
  /** The newest first. @throws AppError `INVALID_ARGUMENT` for a limit or version outside its range */
  list(programId: string, query?: ListCurriculaQuery): Promise<readonly CurriculumSummary[]>
}
