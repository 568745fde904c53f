import {
  assertCreation,
  assertSessionDuration,
  assertUnchanged,
  assertVersion,
  FIRST_VERSION,
  isSessionId,
  isWorthTouching,
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionCreation,
  type SessionData,
  type SessionSummary,
  sessionExists,
  sessionGone,
  slideIdleEnd,
  toCheckedChanges,
  toContent,
  UNCHANGED,
  withActivity,
} from '../../../domain/sessions/index.js'
import type { Clock, Ids, Logger, SessionStore, SessionStoreStats } from '../../../ports/index.js'
import { assertLimit } from '../assert-limit.js'
import { cryptoIds } from '../crypto-ids.js'
import { changeSession } from './change-session.js'
import { EvictionReport } from './eviction-report.js'
import { type IdHash, idHash } from './id-hash.js'
import { type SessionRecord, toSession, toSummary } from './session-record.js'
import { type SessionLimits, SessionTable } from './session-table.js'

/** What a {@link LruSessionStore} is made of. */
export interface LruSessionStoreOptions {
  readonly clock: Clock
  /** Makes ids and handles. Default: random ones. */
  readonly ids?: Ids
  /** Bounds. Default: 10,000 sessions, 64 MiB. */
  readonly limits?: Partial<SessionLimits>
  /** Keys for hashing ids, the newest first. Default: none, plain SHA-256. */
  readonly pepper?: readonly string[]
  /** Gets a warning of living sessions that were dropped, at most one a minute. Default: nobody does. */
  readonly logger?: Logger
}

const DEFAULT_LIMITS: SessionLimits = { maxSessions: 10_000, maxBytes: 64 * 1024 * 1024 }

/**
 * The sessions in the memory of this process; a restart signs everybody out. A full store drops dead sessions first,
 * then the least recently used living ones, which it counts and tells: on the channel
 * `curriculum-generator:sessions:eviction` (`docs/events.md`) and to the log.
 *
 * Ends are moments of the wall clock, as the cookies are that go with them, and pass while the machine sleeps.
 *
 * Every method does its work in one synchronous step, which is what makes each of them atomic.
 */
export class LruSessionStore implements SessionStore {
  readonly whenFull = 'evicts'
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #hash: IdHash
  readonly #evictions: EvictionReport
  readonly #table: SessionTable
  #writes = 0

  constructor({ clock, ids = cryptoIds, limits = {}, pepper = [], logger }: LruSessionStoreOptions) {
    const bounds = { ...DEFAULT_LIMITS, ...limits }
    for (const [name, limit] of Object.entries(bounds)) assertLimit(limit, `sessions.${name}`)
    this.#clock = clock
    this.#ids = ids
    this.#hash = idHash(pepper)
    this.#evictions = new EvictionReport(clock, logger)
    this.#table = new SessionTable(bounds, (record) => this.#evictions.add(record))
  }

  async create(data: NewSessionData, creation: SessionCreation): Promise<Session> {
    assertCreation(creation)
    const { idleMs, absoluteMs, maxPerUser, replaces = '', id = this.#ids.secret() } = creation
    const now = this.#clock.now()
    const content = toContent(data, now)
    const hash = this.#hash(id)
    if (this.#table.find(hash, now)) throw sessionExists()
    const record: SessionRecord = {
      handle: this.#ids.next(),
      content,
      version: FIRST_VERSION,
      fields: UNCHANGED,
      idleMs,
      createdAt: now,
      expiresAt: now + idleMs,
      absoluteExpiresAt: now + absoluteMs,
      written: ++this.#writes,
    }
    this.#table.assertFits(record)
    // Before the new one is stored, so that it takes the room of these and not that of another user.
    const former = this.#find(replaces, now)
    if (former) this.#table.remove(former.hash)
    const others = this.#table.ofUser(content.data.userId, now)
    for (const [beyond] of others.slice((maxPerUser ?? Number.POSITIVE_INFINITY) - 1)) this.#table.remove(beyond)
    this.#table.put(hash, record, now)
    return toSession(id, record)
  }

  async read(id: string): Promise<Session | undefined> {
    const record = this.#find(id, this.#clock.now())?.record
    return record && toSession(id, record)
  }

  async update(id: string, changes: SessionChanges, { since }: { readonly since?: number } = {}): Promise<Session> {
    const checked = toCheckedChanges(changes)
    if (since !== undefined) assertVersion(since)
    const now = this.#clock.now()
    const { hash, record } = this.#find(id, now) ?? gone()
    if (since !== undefined) assertUnchanged(record.fields, checked.fields, since)
    const updated = changeSession(record, checked, now, ++this.#writes)
    this.#table.put(hash, updated, now)
    return toSession(id, updated)
  }

  async touch(id: string, options: { readonly idleMs?: number } = {}): Promise<Session | undefined> {
    if (options.idleMs !== undefined) assertSessionDuration(options.idleMs, 'idleMs')
    const now = this.#clock.now()
    const found = this.#find(id, now)
    if (!found) return undefined
    const { hash, record } = found
    const idleMs = options.idleMs ?? record.idleMs
    const expiresAt = slideIdleEnd(now, idleMs, record.absoluteExpiresAt)
    // A new timeout is kept in any case: the next touch goes by it.
    if (idleMs === record.idleMs && !isWorthTouching(record.expiresAt, expiresAt, idleMs)) return toSession(id, record)
    const touched = {
      ...record,
      idleMs,
      expiresAt,
      content: withActivity(record.content, now),
      written: ++this.#writes,
    }
    this.#table.put(hash, touched, now)
    return toSession(id, touched)
  }

  async rotate(id: string, changes?: SessionChanges): Promise<Session> {
    const checked = changes && toCheckedChanges(changes)
    const now = this.#clock.now()
    const { hash, record } = this.#find(id, now) ?? gone()
    const rotated = checked ? changeSession(record, checked, now, ++this.#writes) : record
    const newId = this.#ids.secret()
    this.#table.put(this.#hash(newId), rotated, now, hash)
    return toSession(newId, rotated)
  }

  async delete(id: string): Promise<boolean> {
    const found = this.#find(id, this.#clock.now())
    if (found) this.#table.remove(found.hash)
    return found !== undefined
  }

  async listByUser(userId: string): Promise<readonly SessionSummary[]> {
    return this.#table.ofUser(userId, this.#clock.now()).map(([, record]) => toSummary(record))
  }

  async readByUser(userId: string): Promise<readonly SessionData[]> {
    return this.#table.ofUser(userId, this.#clock.now()).map(([, record]) => record.content.data)
  }

  async revokeByUser(
    userId: string,
    { except, handle }: { readonly except?: string; readonly handle?: string } = {},
  ): Promise<number> {
    const spared = isSessionId(except) ? this.#hash(except) : undefined
    const revoked = this.#table
      .ofUser(userId, this.#clock.now())
      .filter(([hash, record]) => hash !== spared && (handle === undefined || handle === record.handle))
    for (const [hash] of revoked) this.#table.remove(hash)
    return revoked.length
  }

  async stats(): Promise<SessionStoreStats> {
    const sessions = this.#table.count(this.#clock.now())
    return { connected: true, sessions, evictions: this.#evictions.total }
  }

  /** Nothing was opened: gives the memory back. */
  async close(): Promise<void> {
    this.#table.clear()
  }

  #find(id: string, now: number): { readonly hash: string; readonly record: SessionRecord } | undefined {
    if (!isSessionId(id)) return undefined
    const hash = this.#hash(id)
    const record = this.#table.find(hash, now)
    return record && { hash, record }
  }
}

function gone(): never {
  throw sessionGone()
}
