import { AppError } from '../../../domain/platform/index.js'
import { LruMap } from '../lru-map.js'
import { isLiving, recordSize, type SessionRecord } from './session-record.js'
import { UserIndex } from './user-index.js'

/** Bounds of a {@link SessionTable}. */
export interface SessionLimits {
  /** Sessions kept at most. */
  readonly maxSessions: number
  /** Bytes kept at most, each session with its overhead. */
  readonly maxBytes: number
}

/** The sessions by hash, with the index of users, which is changed nowhere else. */
export class SessionTable {
  readonly #records = new LruMap<SessionRecord>()
  readonly #users = new UserIndex()
  readonly #limits: SessionLimits
  /** No session ends before it. */
  #earliestEnd = Number.POSITIVE_INFINITY
  readonly #onEvicted: (record: SessionRecord) => void

  /** @param onEvicted told of each living session that was dropped for want of room */
  constructor(limits: SessionLimits, onEvicted: (record: SessionRecord) => void) {
    this.#limits = limits
    this.#onEvicted = onEvicted
  }

  /** Users in the index. */
  get users(): number {
    return this.#users.size
  }

  /** The living session, marked as used. A dead one is removed. */
  find(hash: string, now: number): SessionRecord | undefined {
    const record = this.#records.get(hash)
    if (!record || isLiving(record, now)) return record
    this.remove(hash)
    return undefined
  }

  /** What the session counts for, in bytes. @throws AppError `STORE_FULL` if it could not fit even alone */
  assertFits(record: SessionRecord): number {
    const bytes = recordSize(record)
    if (bytes <= this.#limits.maxBytes) return bytes
    throw new AppError('STORE_FULL', `the session needs ${bytes} bytes, all may have ${this.#limits.maxBytes}`, {
      hint: 'raise maxBytes of the session store',
      details: { bytes, limit: this.#limits.maxBytes },
    })
  }

  /**
   * Stores a session in place of its former record, or of the one at `formerHash`, and drops others for want of room.
   *
   * @throws AppError as {@link assertFits}; nothing was done
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

  /** The living sessions of a user, the most recently active first. Does not mark them as used. */
  ofUser(userId: string, now: number): readonly (readonly [hash: string, record: SessionRecord])[] {
    const living: (readonly [string, SessionRecord])[] = []
    for (const hash of this.#users.hashesOf(userId)) {
      const record = this.#records.peek(hash)
      if (record && isLiving(record, now)) living.push([hash, record])
      else this.remove(hash)
    }
    return living.sort(
      ([, a], [, b]) => b.content.data.lastActivity - a.content.data.lastActivity || b.written - a.written,
    )
  }

  /** How many sessions are alive. */
  count(now: number): number {
    this.#sweep(now)
    return this.#records.size
  }

  clear(): void {
    for (const [hash] of [...this.#records.entries()]) this.remove(hash)
  }

  /** Dead sessions go first, then living ones, the least recently used first. */
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

  /** Removes the dead. Walks over all sessions, but only if one may have died since the last walk. */
  #sweep(now: number): void {
    if (now < this.#earliestEnd) return
    this.#earliestEnd = Number.POSITIVE_INFINITY
    for (const [hash, record] of [...this.#records.entries()]) {
      if (isLiving(record, now)) this.#earliestEnd = Math.min(this.#earliestEnd, record.expiresAt)
      else this.remove(hash)
    }
  }
}
