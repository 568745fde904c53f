import type { CachedValue } from '../../../domain/cache/index.js'
import { LruMap } from '../lru-map.js'
import { CacheEntry, ExtendedEntry, RemoteEntry } from './cache-entry.js'
import { isInvalidated, type Tag, TagRegistry } from './tag-registry.js'

/** Arguments of {@link NamespaceStore.put}. */
export interface EntryContent {
  readonly value: CachedValue
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  /** End of its life in the remote cache, if later than `expiresAt`. */
  readonly endsAt?: number
  readonly graceMs: number
  readonly tagNames: readonly string[]
  /** Size of the whole entry. */
  readonly bytes: number
}

/** The entries, tags and leases of one namespace. */
export class NamespaceStore {
  readonly #entries = new LruMap<CacheEntry>()
  readonly #live = new LiveEntryCounter((visit) => this.#entries.visit(visit))
  readonly tags = new TagRegistry()
  readonly leases = new Leases(this.tags)

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#entries.bytes
  }

  /** Size of the whole entry of `key`. */
  bytesOf(key: string): number {
    return this.#entries.bytesOf(key)
  }

  /** The entry, if it is live or stale; marks it as used. Removes it otherwise. */
  find(key: string, now: number, tick: number): CacheEntry | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry.isServable(now)) {
      entry.usedAt = tick
      return entry
    }
    this.remove(key)
    return undefined
  }

  /** Replaces the entry and breaks the lease of its key. */
  put(key: string, content: EntryContent, tick: number): void {
    this.remove(key)
    this.leases.break(key)
    const entry = this.#createEntry(content, tick)
    this.#entries.set(key, entry, content.bytes)
    this.#live.added(entry)
  }

  remove(key: string): void {
    const entry = this.#entries.peek(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#live.removed(entry)
    this.tags.release(entry.tags)
  }

  invalidate(tagNames: Iterable<string>, tick: number): void {
    this.tags.invalidate(tagNames, tick)
    this.#live.invalidated()
  }

  oldest(): readonly [key: string, entry: CacheEntry] | undefined {
    return this.#entries.oldest()
  }

  countLive(now: number): number {
    return this.#live.countAt(now)
  }

  #createEntry({ value, expiresAt, endsAt = expiresAt, graceMs, tagNames }: EntryContent, tick: number): CacheEntry {
    if (graceMs > 0 || tagNames.length > 0) {
      const tags = this.tags.acquire(tagNames)
      return new ExtendedEntry(value, expiresAt, { endsAt: Math.floor(endsAt), graceMs, tags, writtenAt: tick })
    }
    if (endsAt > expiresAt) return new RemoteEntry(value, expiresAt, tick, endsAt)
    return new CacheEntry(value, expiresAt, tick)
  }
}

/**
 * Counts the live entries of a namespace. Updates the count on every write and removal; visits all entries only after
 * one may have expired: some 10 ms for 100,000 entries.
 */
class LiveEntryCounter {
  readonly #visit: (visit: (entry: CacheEntry) => void) => void
  #count = 0
  /** Time of the latest full count. Excludes entries that expired before. */
  #countedAt = Number.NEGATIVE_INFINITY
  /** No counted entry expires before. */
  #exactUntil = Number.POSITIVE_INFINITY
  #isExact = true

  /** @param visit calls its argument for each entry of the namespace */
  constructor(visit: (visit: (entry: CacheEntry) => void) => void) {
    this.#visit = visit
  }

  added({ expiresAt }: CacheEntry): void {
    this.#count += 1
    if (expiresAt < this.#exactUntil) this.#exactUntil = expiresAt
  }

  removed(entry: CacheEntry): void {
    if (entry.isLive(this.#countedAt)) this.#count -= 1
  }

  /** Entries may have become invalid before they expire. */
  invalidated(): void {
    this.#isExact = false
  }

  countAt(now: number): number {
    if (!this.#isExact || now >= this.#exactUntil) this.#countAll(now)
    return this.#count
  }

  #countAll(now: number): void {
    this.#count = 0
    this.#countedAt = now
    this.#exactUntil = Number.POSITIVE_INFINITY
    this.#isExact = true
    this.#visit((entry) => {
      if (entry.isLive(now)) this.added(entry)
    })
  }
}

/** The right to load the value of a key. */
interface Lease {
  readonly token: string
  /** Monotonic milliseconds. */
  readonly endsAt: number
  /** Tick at which it was granted. */
  readonly grantedAt: number
  readonly tags: readonly Tag[]
}

/** Maximum number of leases in a namespace. Beyond it the oldest is broken, so that abandoned ones do not pile up. */
export const MAX_LEASES = 10_000

/** The leases of one namespace, at most one per key. */
export class Leases {
  // In the order of granting.
  readonly #byKey = new Map<string, Lease>()
  readonly #tags: TagRegistry

  constructor(tags: TagRegistry) {
    this.#tags = tags
  }

  get size(): number {
    return this.#byKey.size
  }

  /** The lease of `key`, unless it expired or one of its tags was invalidated. */
  find(key: string, now: number): Lease | undefined {
    const lease = this.#byKey.get(key)
    if (!lease) return undefined
    if (now < lease.endsAt && !isInvalidated(lease.tags, lease.grantedAt)) return lease
    this.break(key)
    return undefined
  }

  /** Replaces an existing lease of `key`. */
  grant(key: string, lease: Omit<Lease, 'tags'>, tagNames: Iterable<string>): void {
    this.break(key)
    for (const oldest of this.#byKey.keys()) {
      if (this.#byKey.size < MAX_LEASES) break
      this.break(oldest)
    }
    this.#byKey.set(key, { ...lease, tags: this.#tags.acquire(tagNames) })
  }

  /** Ends the lease of `key`; with `token`, only if the tokens match. */
  break(key: string, token?: string): void {
    const lease = this.#byKey.get(key)
    if (!lease || (token !== undefined && token !== lease.token)) return
    this.#byKey.delete(key)
    this.#tags.release(lease.tags)
  }
}
