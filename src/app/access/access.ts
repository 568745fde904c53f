import type { Role } from '../../domain/sessions/index.js'
import { ActingCurricula } from './acting-curricula.js'
import { ActingDocuments } from './acting-documents.js'
import { ActingJobs } from './acting-jobs.js'
import { ActingOperations, ActingSessions } from './acting-operations.js'
import { ActingPrograms } from './acting-programs.js'
import { ActingAccount, ActingUsers } from './acting-users.js'
import { assertPrincipal, assertRole, type Principal } from './principal.js'
import { ProgramGuard } from './program-guard.js'
import type { AccessDeps } from './services.js'

/** Limits the services of an app to what a user may do: `app.access`. */
export class Access<Statistics = unknown> {
  readonly #deps: AccessDeps<Statistics>

  constructor(deps: AccessDeps<Statistics>) {
    this.#deps = deps
  }

  /**
   * The services as one user may use them.
   *
   * - A viewer reads the programs that are shared with them, with their documents, curricula and jobs.
   * - An author also creates programs, and changes what they own.
   * - An administrator may do everything.
   *
   * Something of another user is not found, like something that does not exist. A method rejects with `FORBIDDEN` if the
   * role is too low, or if the user sees the program but does not own it. Otherwise the methods work and fail like those of
   * the facades.
   *
   * @example
   * const { programs } = app.access.actingAs({ userId: 'u1', email: 'u1@example.org', role: 'author' })
   * const { id } = await programs.create(brief)
   *
   * @throws AppError `INVALID_ARGUMENT` that names the invalid field
   */
  readonly actingAs = (principal: Principal): ActingServices<Statistics> => {
    assertPrincipal(principal)
    return new ActingServices(principal, this.#deps)
  }
}

/** The services, limited to what `principal` may do. */
export class ActingServices<Statistics = unknown> {
  readonly principal: Principal
  readonly programs: ActingPrograms
  readonly documents: ActingDocuments
  readonly curricula: ActingCurricula
  readonly jobs: ActingJobs
  /** The sessions of the user: their devices. */
  readonly sessions: ActingSessions
  /** The account of the user. */
  readonly account: ActingAccount
  /** For administrators. */
  readonly users: ActingUsers
  /** For administrators. */
  readonly operations: ActingOperations<Statistics>

  constructor(principal: Principal, deps: AccessDeps<Statistics>) {
    const guard = new ProgramGuard(principal, deps.programs)
    this.principal = principal
    this.programs = new ActingPrograms(guard, deps)
    this.documents = new ActingDocuments(guard, deps)
    this.curricula = new ActingCurricula(guard, deps)
    this.jobs = new ActingJobs(guard, deps)
    this.sessions = new ActingSessions(guard, deps)
    this.account = new ActingAccount(guard, deps)
    this.users = new ActingUsers(guard, deps)
    this.operations = new ActingOperations(guard, deps)
  }

  /** @throws AppError `FORBIDDEN` if the role is lower than `needed` */
  assertRole(needed: Role): void {
    assertRole(this.principal, needed)
  }
}
