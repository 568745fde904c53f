import { programNotFound } from '../../domain/curriculum/index.js'
import { forbidden, Role } from '../../domain/sessions/index.js'
import type { StoredProgram } from '../../ports/curriculum/index.js'
import { assertRole, type Principal } from './principal.js'
import type { ProgramService } from './services.js'

/** Decides what a user may do with programs, and so with everything that belongs to one. */
export class ProgramGuard {
  readonly principal: Principal
  readonly #programs: ProgramService

  constructor(principal: Principal, programs: ProgramService) {
    this.principal = principal
    this.#programs = programs
  }

  get isAdministrator(): boolean {
    return this.principal.role === Role.ADMINISTRATOR
  }

  /** Limits a query to what the user sees. */
  get visible(): { readonly visibleTo?: string } {
    return this.isAdministrator ? {} : { visibleTo: this.principal.userId }
  }

  /** @throws AppError `FORBIDDEN` */
  assertRole(needed: Role): void {
    assertRole(this.principal, needed)
  }

  /** A program that the user sees, or `undefined`: one query in each case. @throws AppError `FORBIDDEN` */
  async find(id: string): Promise<StoredProgram | undefined> {
    this.assertRole(Role.VIEWER)
    return this.#programs.getProgram(id, this.visible)
  }

  /** A program that the user sees. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN` */
  async toRead(id: string): Promise<StoredProgram> {
    const program = await this.find(id)
    if (program === undefined) throw programNotFound(id)
    return program
  }

  /** A program that the user may change. @throws AppError `PROGRAM_NOT_FOUND`, `FORBIDDEN` */
  async toChange(id: string): Promise<StoredProgram> {
    this.assertRole(Role.AUTHOR)
    const program = await this.toRead(id)
    this.assertOwner(program)
    return program
  }

  /** @throws AppError `FORBIDDEN` unless the user owns a program that it sees */
  assertOwner({ ownerId }: StoredProgram): void {
    this.assertRole(Role.AUTHOR)
    if (!this.isAdministrator && ownerId !== this.principal.userId) throw forbidden()
  }
}
