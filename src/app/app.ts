import type { Clock, Ids, Logger } from '../ports/index.js'
import type { Cache } from './cache/cache.js'
import type { Curricula } from './curriculum/curricula.js'
import type { Programs } from './curriculum/programs.js'
import type { HealthMonitor } from './health/health-monitor.js'
import type { Lifecycle } from './health/lifecycle.js'
import type { StartWorkersOptions, StopWorkers } from './jobs/job-workers.js'
import type { Jobs } from './jobs/jobs.js'
import type { Knowledge } from './knowledge/knowledge.js'
import type { Sessions } from './sessions/sessions.js'

/** Which adapter serves a capability, and if it is not the one that was asked for or advised, why. */
export interface AdapterChoice {
  /** `memory`, `redis`, `tiered`, `embedded`, `postgres`, `custom`, ... */
  readonly adapter: string
  /** Where it keeps what it holds, if there is a place to name; without secrets. */
  readonly place?: string
  /** Why this is less than it should be, in words an operator can act on. */
  readonly degraded?: string
}

/**
 * A running app, as `createApp` makes it: the facades over all capabilities, and how to end them. Nothing listens and no
 * job runs until it is asked for.
 */
export interface App {
  /**
   * Settles after the first connect to Redis, at once without Redis. Rejects with `STORE_UNAVAILABLE` when the attempts
   * of `REDIS_MAX_RETRIES` are used up; reconnecting goes on, the app serves degraded, and the rejection is handled
   * already: awaiting it is a choice.
   */
  readonly ready: Promise<void>
  readonly cache: Cache
  readonly sessions: Sessions
  readonly jobs: Jobs
  /** The briefs of what is to be taught. */
  readonly programs: Programs
  /** The documents of each program. */
  readonly knowledge: Knowledge
  /** What is made from both, version by version. */
  readonly curricula: Curricula
  readonly health: HealthMonitor
  /** The phase of the process, for readiness checks. */
  readonly lifecycle: Lifecycle
  /** What the app itself runs on, for those who build beside it. */
  readonly platform: { readonly clock: Clock; readonly ids: Ids; readonly logger: Logger }
  /** What the configuration says of the place it runs in; cookies and the check of origins go by it. */
  readonly site: {
    readonly environment: 'development' | 'production' | 'test'
    /** Without a final slash. */
    readonly publicUrl?: string
  }
  /** Which adapter serves each capability: `cache`, `sessions`, `jobs`, `database`. */
  readonly adapters: { readonly [capability: string]: AdapterChoice }
  /**
   * Lets this process run jobs. The returned function stops taking jobs at once and resolves when the running ones have
   * ended.
   *
   * @throws AppError `APP_CLOSED`; `INVALID_ARGUMENT` for a concurrency outside its range
   */
  startWorkers(options?: StartWorkersOptions): Promise<StopWorkers>
  /** Ends everything that the app opened, in order, with a deadline for each step. Never rejects. May be repeated. */
  close(): Promise<void>
}
