import type { JobStatus, QueueStats } from '../../domain/jobs/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { Session, SessionData, SessionSummary } from '../../domain/sessions/index.js'
import type {
  CacheHit,
  CachePort,
  CacheStats,
  CacheWrite,
  CancelResult,
  HealthProbe,
  JobQueue,
  JobReceipt,
  LeaseResult,
  SessionStore,
  SessionStoreStats,
} from '../../ports/index.js'

/**
 * A cache that stores nothing: every read is a miss and every loader runs. For `REDIS_FALLBACK=off` without Redis, where
 * separate caches of the processes would be worse than none.
 */
export class AbsentCache implements CachePort {
  async getMany(_namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]> {
    return keys.map(() => undefined)
  }

  async setMany(_namespace: string, _writes: readonly CacheWrite[]): Promise<void> {}

  async deleteMany(): Promise<number> {
    return 0
  }

  /** Rejects, because a counter that stores nothing would return wrong numbers. */
  async increment(): Promise<number> {
    throw switchedOff('counters')
  }

  async clear(): Promise<void> {}

  async invalidateTags(): Promise<void> {}

  async acquire(): Promise<LeaseResult> {
    return { state: 'leased', token: 'absent' }
  }

  async commit(): Promise<boolean> {
    return false
  }

  async release(): Promise<void> {}

  async stats(): Promise<CacheStats> {
    return { connected: false, entries: 0, bytes: 0, evictions: 0 }
  }

  async close(): Promise<void> {}
}

/** A session store that rejects every call with `STORE_UNAVAILABLE`. For `REDIS_FALLBACK=off` without Redis. */
export class AbsentSessionStore implements SessionStore {
  readonly whenFull = 'refuses'

  create(): Promise<Session> {
    return reject('sessions')
  }

  read(): Promise<Session | undefined> {
    return reject('sessions')
  }

  update(): Promise<Session> {
    return reject('sessions')
  }

  touch(): Promise<Session | undefined> {
    return reject('sessions')
  }

  rotate(): Promise<Session> {
    return reject('sessions')
  }

  delete(): Promise<boolean> {
    return reject('sessions')
  }

  listByUser(): Promise<readonly SessionSummary[]> {
    return reject('sessions')
  }

  readByUser(): Promise<readonly SessionData[]> {
    return reject('sessions')
  }

  revokeByUser(): Promise<number> {
    return reject('sessions')
  }

  async stats(): Promise<SessionStoreStats> {
    return { connected: false, sessions: 0, evictions: 0 }
  }

  async close(): Promise<void> {}
}

/** A job queue that rejects every call with `STORE_UNAVAILABLE`. For `REDIS_FALLBACK=off` without Redis. */
export class AbsentJobQueue implements JobQueue {
  add(): Promise<JobReceipt> {
    return reject('jobs')
  }

  addMany(): Promise<readonly JobReceipt[]> {
    return reject('jobs')
  }

  get(): Promise<JobStatus | undefined> {
    return reject('jobs')
  }

  list(): Promise<readonly JobStatus[]> {
    return reject('jobs')
  }

  stats(): Promise<QueueStats> {
    return reject('jobs')
  }

  cancel(): Promise<CancelResult> {
    return reject('jobs')
  }

  retry(): Promise<JobStatus> {
    return reject('jobs')
  }

  remove(): Promise<boolean> {
    return reject('jobs')
  }

  trim(): Promise<number> {
    return reject('jobs')
  }

  pause(): Promise<void> {
    return reject('jobs')
  }

  resume(): Promise<void> {
    return reject('jobs')
  }

  work(): Promise<() => Promise<void>> {
    return reject('jobs')
  }

  watch(): AsyncIterable<JobStatus> {
    return { [Symbol.asyncIterator]: () => ({ next: () => reject('jobs') }) }
  }

  async close(): Promise<void> {}
}

/** Reports that a capability is switched off and how to change that. */
export function absentProbe(name: string): HealthProbe {
  return {
    name,
    adapter: 'off',
    check: async () => ({
      status: 'degraded',
      reason: `${name}: no Redis, and REDIS_FALLBACK is off; set REDIS_URL, or REDIS_FALLBACK=memory`,
    }),
  }
}

function reject(capability: 'sessions' | 'jobs'): Promise<never> {
  return Promise.reject(switchedOff(capability))
}

function switchedOff(what: 'sessions' | 'jobs' | 'counters'): AppError {
  return new AppError('STORE_UNAVAILABLE', `${what} are switched off: no Redis, and REDIS_FALLBACK is off`, {
    hint: 'set REDIS_URL, or REDIS_FALLBACK=memory',
    ...(what === 'counters' ? {} : { details: { capability: what } }),
  })
}
