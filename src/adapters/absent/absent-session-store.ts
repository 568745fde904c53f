import type { Session, SessionData, SessionSummary } from '../../domain/sessions/index.js'
import type { SessionStore, SessionStoreStats } from '../../ports/index.js'
import { absentStoreError } from './absent-store-error.js'

/** No sessions: every call is refused with `STORE_UNAVAILABLE`. For `REDIS_FALLBACK=off` without Redis. */
export class AbsentSessionStore implements SessionStore {
  readonly whenFull = 'refuses'

  create(): Promise<Session> {
    return refuse()
  }

  read(): Promise<Session | undefined> {
    return refuse()
  }

  update(): Promise<Session> {
    return refuse()
  }

  touch(): Promise<Session | undefined> {
    return refuse()
  }

  rotate(): Promise<Session> {
    return refuse()
  }

  delete(): Promise<boolean> {
    return refuse()
  }

  listByUser(): Promise<readonly SessionSummary[]> {
    return refuse()
  }

  readByUser(): Promise<readonly SessionData[]> {
    return refuse()
  }

  revokeByUser(): Promise<number> {
    return refuse()
  }

  async stats(): Promise<SessionStoreStats> {
    return { connected: false, sessions: 0, evictions: 0 }
  }

  async close(): Promise<void> {}
}

function refuse(): Promise<never> {
  return Promise.reject(absentStoreError('sessions'))
}
