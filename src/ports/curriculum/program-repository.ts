import type { Program } from '../../domain/curriculum/index.js'

/** A program to store. */
export interface NewProgram {
  /** 1 to 256 well-formed characters without NUL, unique. */
  readonly id: string
  /** The user who owns it; the same limits as `id`. */
  readonly ownerId: string
  readonly brief: Program
  /** Now, in milliseconds since 1970. */
  readonly at: number
}

/** A stored program. */
export interface StoredProgram {
  readonly id: string
  readonly ownerId: string
  readonly brief: Program
  /** 1 for a new program; incremented by every update. */
  readonly version: number
  /** In milliseconds since 1970. */
  readonly createdAt: number
  readonly updatedAt: number
}

/** The options of a list. */
export interface ListProgramsQuery {
  /** Only those of this user. */
  readonly ownerId?: string
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** `next` of the previous page. */
  readonly after?: string
}

/** A page of a list. */
export interface ProgramPage {
  /** Newest first; programs of the same time by id, by code points. */
  readonly programs: readonly StoredProgram[]
  /** The cursor of the next page. Absent in the last page. */
  readonly next?: string
}

/**
 * Stores programs. Deleting a program also deletes its documents and curricula.
 *
 * Effects: writes of a resolved call survive a crash of the process and of the machine. Ordering: a call sees all writes of
 * calls that resolved before it started. Failure: `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` within the
 * deadline of the adapter; `DATABASE_INCOMPATIBLE`, `DATA_DIR_UNUSABLE` or `STORE_FULL` if the database cannot be used. Absence:
 * reads accept any string and return nothing for an invalid id. Boundary: the JSON of a brief is returned unchanged, including
 * `__proto__` and emoji.
 */
export interface ProgramRepository {
  /** @throws AppError `PROGRAM_EXISTS`; `INVALID_ARGUMENT` for an invalid id or owner; `UNSERIALISABLE` */
  create(program: NewProgram): Promise<StoredProgram>
  read(id: string): Promise<StoredProgram | undefined>
  /** @throws AppError `INVALID_ARGUMENT` for a limit outside its range or an invalid `after` */
  list(query?: ListProgramsQuery): Promise<ProgramPage>
  /**
   * Replaces the brief.
   *
   * @param since the version that the caller has read
   * @throws AppError `PROGRAM_NOT_FOUND`; `VERSION_CONFLICT` if the version differs: nothing was written
   */
  update(id: string, brief: Program, write: { readonly since: number; readonly at: number }): Promise<StoredProgram>
  /** Returns whether it existed. */
  delete(id: string): Promise<boolean>
}
