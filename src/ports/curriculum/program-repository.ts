import type { Program } from '../../domain/curriculum/index.js'

/** A program as it is to be kept. */
export interface NewProgram {
  /** 1 to 256 well-formed characters without NUL, unique. */
  readonly id: string
  /** The user it belongs to: 1 to 256 characters as of `id`. */
  readonly ownerId: string
  readonly brief: Program
  /** Now, in milliseconds since 1970. */
  readonly at: number
}

/** A program as it is kept. */
export interface StoredProgram {
  readonly id: string
  readonly ownerId: string
  readonly brief: Program
  /** 1 when it is new; rises with every update. */
  readonly version: number
  /** In milliseconds since 1970. */
  readonly createdAt: number
  readonly updatedAt: number
}

/** What to list. */
export interface ListProgramsQuery {
  /** Only those of this user. */
  readonly ownerId?: string
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly after?: string
}

/** A part of a list. */
export interface ProgramPage {
  /** The newest first; of the same moment, by id, code point by code point. */
  readonly programs: readonly StoredProgram[]
  /** Where the next page begins; left out: this is the last. */
  readonly next?: string
}

/**
 * Keeps programs. With a program go its documents and its curricula.
 *
 * Effects: what a resolved call wrote survives a crash of the process and of the machine. Ordering: a call sees what
 * every call that resolved before it wrote. Failure: `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` within
 * the adapter's deadline; a database that cannot be used at all says so with `DATABASE_INCOMPATIBLE`, `DATA_DIR_UNUSABLE`
 * or `STORE_FULL`. Absence: any string may be asked for; what can be no id is simply not there. Boundary: whatever JSON the brief holds comes back equal, `__proto__` and emoji included.
 */
export interface ProgramRepository {
  /** @throws AppError `PROGRAM_EXISTS`; `INVALID_ARGUMENT` for an id or owner that is none; `UNSERIALISABLE` */
  create(program: NewProgram): Promise<StoredProgram>
  read(id: string): Promise<StoredProgram | undefined>
  /** @throws AppError `INVALID_ARGUMENT` for a limit outside its range or an `after` that no page gave */
  list(query?: ListProgramsQuery): Promise<ProgramPage>
  /**
   * Replaces the brief.
   *
   * @param since the version that the caller has read
   * @throws AppError `PROGRAM_NOT_FOUND`; `VERSION_CONFLICT` if it is another version by now: nothing was written
   */
  update(id: string, brief: Program, write: { readonly since: number; readonly at: number }): Promise<StoredProgram>
  /** Whether it was there. */
  delete(id: string): Promise<boolean>
}
