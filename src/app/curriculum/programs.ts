import { readExactProgram } from '../../domain/curriculum/index.js'
import {
  AppError,
  assertList,
  assertOptions,
  assertText,
  optionNames,
  utf8Length,
} from '../../domain/platform/index.js'
import type {
  ListProgramsQuery,
  ProgramPage,
  ProgramRepository,
  ReadProgramQuery,
  StoredProgram,
} from '../../ports/curriculum/index.js'
import type { Clock, Ids } from '../../ports/platform/index.js'

/** Whose a new program is. */
export interface CreateProgramOptions {
  /** 1 to 256 characters. */
  readonly ownerId: string
  /** 1 to 256 characters, unique. Default: a new one. */
  readonly id?: string | undefined
}

const CREATE_OPTIONS = optionNames<CreateProgramOptions>({ ownerId: true, id: true })
const UPDATE_OPTIONS = optionNames<{ readonly since: number }>({ since: true })
const READ_OPTIONS = optionNames<ReadProgramQuery>({ visibleTo: true })
const LIST_OPTIONS = optionNames<ListProgramsQuery>({ ownerId: true, visibleTo: true, limit: true, after: true })

/** What {@link Programs} is made from. */
export interface ProgramsDeps {
  readonly repository: ProgramRepository
  readonly clock: Clock
  readonly ids: Ids
}

/**
 * Programs as an app sees them: `app.programs`. A brief is checked and trimmed whenever it is written.
 *
 * Every method rejects with `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` while the database does not
 * answer. The methods are bound: `const { createProgram } = app.programs` works.
 */
export class Programs {
  readonly #repository: ProgramRepository
  readonly #clock: Clock
  readonly #ids: Ids

  constructor({ repository, clock, ids }: ProgramsDeps) {
    this.#repository = repository
    this.#clock = clock
    this.#ids = ids
  }

  /**
   * Keeps a new program.
   *
   * @param brief a `Program`, or whatever a caller sent. Unknown fields are problems too
   * @throws AppError `INVALID_PROGRAM` with all problems and their pointers; `PROGRAM_EXISTS`; `INVALID_ARGUMENT`
   */
  readonly createProgram = async (brief: unknown, options: CreateProgramOptions): Promise<StoredProgram> => {
    assertOptions(options, CREATE_OPTIONS)
    const { ownerId, id = this.#ids.next() } = options
    assertName(ownerId, 'owner of a program')
    assertName(id, 'id of a program')
    return this.#repository.create({ id, ownerId, brief: readExactProgram(brief, id), at: this.#clock.now() })
  }

  /** The program, or `undefined`. @param query.visibleTo only if this user owns or views it */
  readonly getProgram = async (id: string, query: ReadProgramQuery = {}): Promise<StoredProgram | undefined> => {
    assertText(id, 'id')
    assertOptions(query, READ_OPTIONS, 'query')
    if (query.visibleTo !== undefined) assertText(query.visibleTo, 'visibleTo')
    return this.#repository.read(id, query)
  }

  /** Programs, the newest first. @throws AppError `INVALID_ARGUMENT` for a limit outside 1 to 200 or an invalid `after` */
  readonly listPrograms = async (query: ListProgramsQuery = {}): Promise<ProgramPage> => {
    assertOptions(query, LIST_OPTIONS, 'query')
    if (query.ownerId !== undefined) assertText(query.ownerId, 'ownerId')
    if (query.visibleTo !== undefined) assertText(query.visibleTo, 'visibleTo')
    return this.#repository.list(query)
  }

  /**
   * Replaces the brief.
   *
   * @param write.since the version that was read
   * @throws AppError `INVALID_PROGRAM`; `PROGRAM_NOT_FOUND`; `VERSION_CONFLICT` if the program has changed since
   */
  readonly updateProgram = async (
    id: string,
    brief: unknown,
    write: { readonly since: number },
  ): Promise<StoredProgram> => {
    assertText(id, 'id')
    assertOptions(write, UPDATE_OPTIONS, 'write')
    return this.#repository.update(id, readExactProgram(brief, id), { since: write.since, at: this.#clock.now() })
  }

  /** Deletes a program with its documents and its curricula. Returns whether it existed. */
  readonly deleteProgram = async (id: string): Promise<boolean> => {
    assertText(id, 'id')
    return this.#repository.delete(id)
  }

  /** The ids of the users who may view a program. Empty for an unknown program. */
  readonly getViewers = async (id: string): Promise<readonly string[]> => {
    assertText(id, 'id')
    return this.#repository.readViewers(id)
  }

  /**
   * Replaces the users who may view a program, its documents and its curricula.
   *
   * @param viewers at most 200 ids of users; repeated ones count once
   * @throws AppError `PROGRAM_NOT_FOUND`, `INVALID_ARGUMENT`
   */
  readonly setViewers = async (id: string, viewers: readonly string[]): Promise<void> => {
    assertText(id, 'id')
    assertList(viewers, 'viewers')
    for (const viewer of viewers) assertName(viewer, 'id of a viewer')
    return this.#repository.replaceViewers(id, viewers)
  }
}

const MAX_CHARACTERS = 256

/**
 * Checks the id of a program or of its owner.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertName(name: unknown, what: string): asserts name is string {
  const fits = typeof name === 'string' && name.length >= 1 && name.length <= MAX_CHARACTERS
  if (fits && utf8Length(name) !== undefined && !/\p{Cc}/u.test(name)) return
  const found = typeof name === 'string' ? `a text of ${name.length} characters` : typeof name
  throw new AppError('INVALID_ARGUMENT', `the ${what} is ${found}`, {
    hint: `use 1 to ${MAX_CHARACTERS} characters without control characters`,
    details: { what, found },
  })
}
