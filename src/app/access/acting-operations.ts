import type { QueueStats } from '../../domain/jobs/index.js'
import { Role, type SessionSummary } from '../../domain/sessions/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { AccessDeps, SessionService } from './services.js'

/** What only administrators see. */
export class ActingOperations<Statistics> {
  readonly #guard: ProgramGuard
  readonly #deps: Pick<AccessDeps<Statistics>, 'jobs' | 'cache'>

  constructor(guard: ProgramGuard, deps: Pick<AccessDeps<Statistics>, 'jobs' | 'cache'>) {
    this.#guard = guard
    this.#deps = deps
  }

  /** @throws AppError `FORBIDDEN`, `UNKNOWN_JOB_TYPE` */
  async getQueueStats(type: string): Promise<QueueStats> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    return this.#deps.jobs.getQueueStats(type)
  }

  /** @throws AppError `FORBIDDEN` */
  async getCacheStats(): Promise<Statistics> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    return this.#deps.cache.getStats()
  }
}

/** The sessions of a user. */
export class ActingSessions {
  readonly #guard: ProgramGuard
  readonly #sessions: SessionService

  constructor(guard: ProgramGuard, { sessions }: { readonly sessions: SessionService }) {
    this.#guard = guard
    this.#sessions = sessions
  }

  /** The live sessions of the user, the most recently active first. @throws AppError `FORBIDDEN` */
  async list(): Promise<readonly SessionSummary[]> {
    this.#guard.assertRole(Role.VIEWER)
    return this.#sessions.listUserSessions(this.#guard.principal.userId)
  }

  /** Ends a session of the user. Returns whether it was live. @throws AppError `FORBIDDEN` */
  async revoke(handle: string): Promise<boolean> {
    this.#guard.assertRole(Role.VIEWER)
    return (await this.#sessions.revokeUserSessions(this.#guard.principal.userId, { handle })) > 0
  }
}
