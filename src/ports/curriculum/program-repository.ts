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
  /** Only those that this user owns or views. */
  readonly visibleTo?: string
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** `next` of the previous page. */
  readonly after?: string
}

/** The options of a read. */
export interface ReadProgramQuery {
  /** Only if this user owns or views it. */
  readonly visibleTo?: string
}

/** The maximum number of viewers of a program. */
export const MAX_PROGRAM_VIEWERS = 200

/** A page of a list. */
export interface ProgramPage {
  /** Newest first; programs of the same time by id, by code points. */
  readonly programs: readonly StoredProgram[]
  /** The cursor of the next page. Absent in the last page. */
  readonly next?: string
}

/**
 * Stores programs and the users who may view them. Deleting a program also deletes its documents, curricula and viewers.
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
  /** A program that is not visible costs the same as one that does not exist. */
  read(id: string, query?: ReadProgramQuery): Promise<StoredProgram | undefined>
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
  /** The users who may view it, by code points. Empty for an unknown program. */
  readViewers(id: string): Promise<readonly string[]>
  /**
   * Replaces the users who may view it. Repeated ones count once. Does not change the version.
   *
   * @param viewers at most {@link MAX_PROGRAM_VIEWERS} ids of users
   * @throws AppError `PROGRAM_NOT_FOUND`; `INVALID_ARGUMENT` for an invalid id, or too many: nothing was written
   */
  replaceViewers(id: string, viewers: readonly string[]): Promise<void>
}
