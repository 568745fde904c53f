import { AppError } from '../../domain/platform/index.js'
import { Role } from '../../domain/sessions/index.js'
import type { ProgramPage, StoredProgram } from '../../ports/curriculum/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { ProgramService } from './services.js'

/** A change of a program that has been read: decides whether to go on, from its present state. */
export type ProgramPrecondition = (current: StoredProgram) => boolean

/** The programs that a user owns or views. */
export class ActingPrograms {
  readonly #guard: ProgramGuard
  readonly #programs: ProgramService

  constructor(guard: ProgramGuard, { programs }: { readonly programs: ProgramService }) {
    this.#guard = guard
    this.#programs = programs
  }

  /** A new program of the user. @throws AppError `FORBIDDEN`, `INVALID_PROGRAM` */
  async create(brief: unknown): Promise<StoredProgram> {
    this.#guard.assertRole(Role.AUTHOR)
    return this.#programs.createProgram(brief, { ownerId: this.#guard.principal.userId })
  }

  /** @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN` */
  get(id: string): Promise<StoredProgram> {
    return this.#guard.toRead(id)
  }

  /** Newest first. An administrator sees all. @throws AppError `FORBIDDEN`; `INVALID_ARGUMENT` for an invalid `after` */
  async list(query: { readonly limit?: number; readonly after?: string } = {}): Promise<ProgramPage> {
    this.#guard.assertRole(Role.VIEWER)
    return this.#programs.listPrograms({ ...query, ...this.#guard.visible })
  }

  /**
   * Replaces the brief of an own program.
   *
   * @param expected whether the current state is the one that the caller has read
   * @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`, `INVALID_PROGRAM`; `VERSION_CONFLICT` if the state is another one
   */
  async update(id: string, brief: unknown, expected: ProgramPrecondition): Promise<StoredProgram> {
    const current = await this.#guard.toChange(id)
    assertExpected(current, expected)
    return this.#programs.updateProgram(id, brief, { since: current.version })
  }

  /**
   * Deletes an own program with its documents and curricula.
   *
   * @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`; `VERSION_CONFLICT` if the state is not the `expected` one
   */
  async delete(id: string, expected: ProgramPrecondition = () => true): Promise<void> {
    const current = await this.#guard.toChange(id)
    assertExpected(current, expected)
    await this.#programs.deleteProgram(id)
  }

  /** The ids of the users who may view an own program. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN` */
  async getViewers(id: string): Promise<readonly string[]> {
    await this.#guard.toChange(id)
    return this.#programs.getViewers(id)
  }

  /** Replaces the users who may view an own program. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN`, `INVALID_ARGUMENT` */
  async setViewers(id: string, viewers: readonly string[]): Promise<readonly string[]> {
    await this.#guard.toChange(id)
    await this.#programs.setViewers(id, viewers)
    return this.#programs.getViewers(id)
  }
}

function assertExpected(current: StoredProgram, expected: ProgramPrecondition): void {
  if (expected(current)) return
  throw new AppError('VERSION_CONFLICT', `the program has changed: it now has version ${current.version}`, {
    hint: 'read the program again and repeat the change',
    details: { programId: current.id, version: current.version },
  })
}
