import {
  assertCreation,
  assertRevocation,
  assertTouchOptions,
  assertUpdateOptions,
  assertUserId,
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionCreation,
  type SessionData,
  type SessionSummary,
  toCheckedChanges,
  toCheckedData,
} from '../../domain/sessions/index.js'
import type { SessionStore, SessionStoreStats } from '../../ports/index.js'
import { switchedOff } from './switched-off.js'

/**
 * A session store that rejects every call with `STORE_UNAVAILABLE`, and invalid arguments as the other stores do. For
 * `REDIS_FALLBACK=off` without Redis.
 */
export class AbsentSessionStore implements SessionStore {
  readonly whenFull = 'refuses'

  async create(data: NewSessionData, creation: SessionCreation): Promise<Session> {
    assertCreation(creation)
    toCheckedData(data)
    throw switchedOff('sessions')
  }

  async read(): Promise<Session | undefined> {
    throw switchedOff('sessions')
  }

  async update(_id: string, changes: SessionChanges, options: { readonly since?: number } = {}): Promise<Session> {
    assertUpdateOptions(options)
    toCheckedChanges(changes)
    throw switchedOff('sessions')
  }

  async touch(_id: string, options: { readonly idleMs?: number } = {}): Promise<Session | undefined> {
    assertTouchOptions(options)
    throw switchedOff('sessions')
  }

  async rotate(_id: string, changes?: SessionChanges): Promise<Session> {
    if (changes !== undefined) toCheckedChanges(changes)
    throw switchedOff('sessions')
  }

  async delete(): Promise<boolean> {
    throw switchedOff('sessions')
  }

  async listByUser(userId: string): Promise<readonly SessionSummary[]> {
    assertUserId(userId)
    throw switchedOff('sessions')
  }

  async readByUser(userId: string): Promise<readonly SessionData[]> {
    assertUserId(userId)
    throw switchedOff('sessions')
  }

  async revokeByUser(
    userId: string,
    options: { readonly except?: string; readonly handle?: string } = {},
  ): Promise<number> {
    assertUserId(userId)
    assertRevocation(options)
    throw switchedOff('sessions')
  }

  async stats(): Promise<SessionStoreStats> {
    return { connected: false, sessions: 0, evictions: 0 }
  }

  async close(): Promise<void> {}
}
