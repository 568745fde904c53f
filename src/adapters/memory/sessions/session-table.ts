import { AppError } from '../../../domain/platform/index.js'
import { LruMap } from '../lru-map.js'
import { isLive, recordSize, type SessionRecord } from './session-record.js'

/** Bounds of a {@link SessionTable}. */
export interface SessionLimits {
  /** Sessions kept at most. */
  readonly maxSessions: number
  /** Bytes kept at most, each session with its overhead. */
  readonly maxBytes: number
}

/** The sessions by id hash, with an index by user. Keeps both in step. */
export class SessionTable {
  readonly #records = new LruMap<SessionRecord>()
  readonly #users = new UserIndex()
  readonly #limits: SessionLimits
  /** No session ends before this time. */
  #earliestEnd = Number.POSITIVE_INFINITY
  readonly #onEvicted: (record: SessionRecord) => void

  /** @param onEvicted called for each live session that is dropped because the store is full */
  constructor(limits: SessionLimits, onEvicted: (record: SessionRecord) => void) {
    this.#limits = limits
    this.#onEvicted = onEvicted
  }

  /** Number of users with a session. */
  get users(): number {
    return this.#users.size
  }

  /** The live session, marked as used. Removes an expired one. */
  find(hash: string, now: number): SessionRecord | undefined {
    const record = this.#records.get(hash)
    if (!record || isLive(record, now)) return record
    this.remove(hash)
    return undefined
  }

  /** The size of the session in bytes. @throws AppError `STORE_FULL` if it exceeds the limit of the whole store */
  assertFits(record: SessionRecord): number {
    const bytes = recordSize(record)
    if (bytes <= this.#limits.maxBytes) return bytes
    throw new AppError(
      'STORE_FULL',
      `the session needs ${bytes} bytes, the store holds at most ${this.#limits.maxBytes}`,
      {
        hint: 'raise maxBytes of the session store',
        details: { bytes, limit: this.#limits.maxBytes },
      },
    )
  }

  /**
   * Stores a session, replacing its record under `formerHash`, and evicts others if the store is full.
   *
   * @throws AppError as {@link assertFits}, before anything is changed
   */
  put(hash: string, record: SessionRecord, now: number, formerHash = hash): void {
    const bytes = this.assertFits(record)
    if (formerHash !== hash) this.#records.delete(formerHash)
    this.#records.set(hash, record, bytes)
    this.#users.add(record.content.data.userId, record.handle, hash)
    this.#earliestEnd = Math.min(this.#earliestEnd, record.expiresAt)
    this.#trim(now)
  }

  remove(hash: string): void {
    const record = this.#records.peek(hash)
    if (!record) return
    this.#records.delete(hash)
    this.#users.remove(record.content.data.userId, record.handle)
  }

  /** The live sessions of a user, the most recently active first. Does not mark them as used. */
  ofUser(userId: string, now: number): readonly (readonly [hash: string, record: SessionRecord])[] {
    const live: (readonly [string, SessionRecord])[] = []
    for (const hash of this.#users.hashesOf(userId)) {
      const record = this.#records.peek(hash)
      if (record && isLive(record, now)) live.push([hash, record])
      else this.remove(hash)
    }
    return live.sort(
      ([, a], [, b]) => b.content.data.lastActivity - a.content.data.lastActivity || b.written - a.written,
    )
  }

  /** Number of live sessions. */
  count(now: number): number {
    this.#sweep(now)
    return this.#records.size
  }

  clear(): void {
    for (const [hash] of [...this.#records.entries()]) this.remove(hash)
  }

  /** Drops expired sessions first, then the least recently used live ones. */
  #trim(now: number): void {
    if (this.#fits()) return
    this.#sweep(now)
    while (!this.#fits()) {
      const oldest = this.#records.oldest()
      if (!oldest) return
      const [hash, record] = oldest
      this.remove(hash)
      this.#onEvicted(record)
    }
  }

  #fits(): boolean {
    return this.#records.size <= this.#limits.maxSessions && this.#records.bytes <= this.#limits.maxBytes
  }

  /** Removes expired sessions. Walks over all sessions only if one can have expired since the last walk. */
  #sweep(now: number): void {
    if (now < this.#earliestEnd) return
    this.#earliestEnd = Number.POSITIVE_INFINITY
    for (const [hash, record] of [...this.#records.entries()]) {
      if (isLive(record, now)) this.#earliestEnd = Math.min(this.#earliestEnd, record.expiresAt)
      else this.remove(hash)
    }
  }
}

/** The id hashes of each user's sessions, by handle. A user without sessions has no entry. */
class UserIndex {
  readonly #byUser = new Map<string, Map<string, string>>()

  /** Number of users with a session. */
  get size(): number {
    return this.#byUser.size
  }

  /** Adds a session, or gives a known one its new hash. */
  add(userId: string, handle: string, hash: string): void {
    const own = this.#byUser.get(userId) ?? new Map<string, string>()
    this.#byUser.set(userId, own)
    own.set(handle, hash)
  }

  remove(userId: string, handle: string): void {
    const own = this.#byUser.get(userId)
    if (!own?.delete(handle)) return
    if (own.size === 0) this.#byUser.delete(userId)
  }

  /** The hashes of a user's sessions, in the order of creation. */
  hashesOf(userId: string): readonly string[] {
    return [...(this.#byUser.get(userId)?.values() ?? [])]
  }
}
