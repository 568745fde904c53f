import type { Clock, Ids, Logger } from '../ports/index.js'
import type { Access } from './access/access.js'
import type { Accounts } from './accounts/accounts.js'
import type { Cache } from './cache/cache.js'
import type { CacheStatistics } from './cache/cache-statistics.js'
import type { Curricula } from './curriculum/curricula.js'
import type { Programs } from './curriculum/programs.js'
import type { HealthMonitor } from './health/health-monitor.js'
import type { Lifecycle } from './health/lifecycle.js'
import type { StartWorkersOptions, StopWorkers } from './jobs/job-workers.js'
import type { Jobs } from './jobs/jobs.js'
import type { Knowledge } from './knowledge/knowledge.js'
import type { Sessions } from './sessions/sessions.js'

/** The adapter of a capability, and why it is degraded, if it is. */
export interface AdapterChoice {
  /** `memory`, `redis`, `tiered`, `embedded`, `postgres`, `custom`, ... */
  readonly adapter: string
  /** Where it stores its data, for example a masked URL. */
  readonly place?: string
  /** Why it is degraded, and how to change that. */
  readonly degraded?: string
}

/**
 * A running app, built by `createApp`: the facades of all capabilities. It does not listen and runs no jobs until you ask for
 * it.
 */
export interface App {
  /**
   * Resolves after the first connect to Redis, without Redis at once. Rejects with `STORE_UNAVAILABLE` after
   * `REDIS_MAX_RETRIES` attempts, and with `REDIS_REQUIRED` also if Redis is a replica or the user may not write; the app then
   * runs degraded and goes on reconnecting. You need not await it: a rejection is handled.
   */
  readonly ready: Promise<void>
  readonly cache: Cache
  readonly sessions: Sessions
  readonly jobs: Jobs
  /** The users who can sign in. */
  readonly accounts: Accounts
  /** Programs and their briefs. */
  readonly programs: Programs
  /** The documents of each program. */
  readonly knowledge: Knowledge
  /** The generated curricula of each program, as versions. */
  readonly curricula: Curricula
  /** The services of the app, limited to what a user may do. */
  readonly access: Access<CacheStatistics>
  readonly health: HealthMonitor
  /** The phase of the process, for readiness checks. */
  readonly lifecycle: Lifecycle
  /** The platform of the app, for code next to it. */
  readonly platform: { readonly clock: Clock; readonly ids: Ids; readonly logger: Logger }
  /** The environment and public URL, for cookies and the check of origins. */
  readonly site: {
    readonly environment: 'development' | 'production' | 'test'
    /** Without a final slash. */
    readonly publicUrl?: string
  }
  /** Which adapter serves each capability: `cache`, `sessions`, `jobs`, `database`. */
  readonly adapters: { readonly [capability: string]: AdapterChoice }
  /**
   * Starts workers in this process. The returned function takes no more jobs at once and resolves when all runs have ended.
   *
   * @throws AppError `APP_CLOSED`; `INVALID_ARGUMENT` for a concurrency outside its range
   */
  startWorkers(options?: StartWorkersOptions): Promise<StopWorkers>
  /**
   * Closes everything that the app opened, in reverse order, with a deadline for each step. Never rejects. Idempotent.
   *
   * @param options.signal of the first call: aborting it ends the wait for running jobs, which are aborted and given back
   */
  close(options?: { readonly signal?: AbortSignal }): Promise<void>
}
