import { createHash, createHmac } from 'node:crypto'
import { assertList, assertOptions, optionNames } from '../../../domain/platform/index.js'
import {
  assertCreation,
  assertRevocation,
  assertTouchOptions,
  assertUnchanged,
  assertUpdateOptions,
  assertUserId,
  FIRST_VERSION,
  isSessionId,
  isWorthTouching,
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionCreation,
  type SessionData,
  type SessionSummary,
  sessionEnded,
  sessionExists,
  slideIdleEnd,
  toCheckedChanges,
  toContent,
  UNCHANGED,
  withActivity,
} from '../../../domain/sessions/index.js'
import type { Clock, Ids, Logger, SessionStore, SessionStoreStats } from '../../../ports/index.js'
import { assertDependencies } from '../../shared/assert-dependencies.js'
import { assertLimit, cryptoIds } from '../store-defaults.js'
import { EvictionReporter } from './eviction-reporter.js'
import { changeSession, type SessionRecord, toSession, toSummary } from './session-record.js'
import { type SessionLimits, SessionTable } from './session-table.js'

/** Dependencies and settings of a {@link LruSessionStore}. */
export interface LruSessionStoreOptions {
  readonly clock: Clock
  /** Generates ids and handles. Default: random ones. */
  readonly ids?: Ids
  /** Bounds. Default: 10,000 sessions, 64 MiB. */
  readonly limits?: Partial<SessionLimits>
  /** Keys for hashing ids, the newest first. Default: none, plain SHA-256. */
  readonly pepper?: readonly string[]
  /** Receives a warning when live sessions are evicted, at most one a minute. Default: no log. */
  readonly logger?: Logger
}

const OPTIONS = optionNames<LruSessionStoreOptions>({
  clock: true,
  ids: true,
  limits: true,
  pepper: true,
  logger: true,
})
const LIMITS = optionNames<SessionLimits>({ maxSessions: true, maxBytes: true })

const DEFAULT_LIMITS: SessionLimits = { maxSessions: 10_000, maxBytes: 64 * 1024 * 1024 }

/**
 * Sessions in the memory of this process. A restart signs every user out. A full store drops expired sessions first,
 * then the least recently used live ones. It counts each of those evictions, publishes it on the channel
 * `curriculum-generator:sessions:eviction` and logs it.
 *
 * Expiry uses the wall clock, as cookies do, so sessions also expire while the machine sleeps.
 *
 * Every method does its work in one synchronous step and is therefore atomic.
 */
export class LruSessionStore implements SessionStore {
  readonly whenFull = 'evicts'
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #hash: IdHash
  readonly #evictions: EvictionReporter
  readonly #table: SessionTable
  #writes = 0

  /** @throws AppError `INVALID_ARGUMENT`; `CONFIG_INVALID` for a limit that is not a whole number above 0 */
  constructor(options: LruSessionStoreOptions) {
    assertDependencies(options, OPTIONS, ['clock'])
    const { clock, ids = cryptoIds, limits = {}, pepper = [], logger } = options
    assertOptions(limits, LIMITS, 'limits')
    assertList(pepper, 'pepper')
    const bounds = { ...DEFAULT_LIMITS, ...limits }
    for (const [name, limit] of Object.entries(bounds)) assertLimit(limit, `sessions.${name}`)
    this.#clock = clock
    this.#ids = ids
    this.#hash = idHash(pepper)
    this.#evictions = new EvictionReporter(clock, logger)
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
    // Ends these first: the new session takes their room and evicts no session of another user.
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

  async update(id: string, changes: SessionChanges, options: { readonly since?: number } = {}): Promise<Session> {
    assertUpdateOptions(options)
    const { since } = options
    const checked = toCheckedChanges(changes)
    const now = this.#clock.now()
    const { hash, record } = this.#find(id, now) ?? throwEnded()
    if (since !== undefined) assertUnchanged(record.fields, checked.fields, since)
    const updated = changeSession(record, checked, now, ++this.#writes)
    this.#table.put(hash, updated, now)
    return toSession(id, updated)
  }

  async touch(id: string, options: { readonly idleMs?: number } = {}): Promise<Session | undefined> {
    assertTouchOptions(options)
    const now = this.#clock.now()
    const found = this.#find(id, now)
    if (!found) return undefined
    const { hash, record } = found
    const idleMs = options.idleMs ?? record.idleMs
    const expiresAt = slideIdleEnd(now, idleMs, record.absoluteExpiresAt)
    // A new timeout is always written: the next touch uses it.
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
    const checked = changes === undefined ? undefined : toCheckedChanges(changes)
    const now = this.#clock.now()
    const { hash, record } = this.#find(id, now) ?? throwEnded()
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
    assertUserId(userId)
    return this.#table.ofUser(userId, this.#clock.now()).map(([, record]) => toSummary(record))
  }

  async readByUser(userId: string): Promise<readonly SessionData[]> {
    assertUserId(userId)
    return this.#table.ofUser(userId, this.#clock.now()).map(([, record]) => record.content.data)
  }

  async revokeByUser(
    userId: string,
    options: { readonly except?: string; readonly handle?: string } = {},
  ): Promise<number> {
    assertUserId(userId)
    assertRevocation(options)
    const { except, handle } = options
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

  /** Frees the memory. */
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

function throwEnded(): never {
  throw sessionEnded()
}

/** Hashes the secret id of a session for storage. */
export type IdHash = (id: string) => string

/**
 * SHA-256, or HMAC-SHA-256 with a pepper: a memory dump contains no usable id.
 *
 * @param peppers newest first. Only the newest is used: no record is older than this process and its list of peppers.
 */
export function idHash(peppers: readonly string[] = []): IdHash {
  const newest = peppers[0]
  return newest === undefined
    ? (id) => createHash('sha256').update(id).digest('base64url')
    : (id) => createHmac('sha256', newest).update(id).digest('base64url')
}
