import {
  addToCounter,
  assertCacheKey,
  assertEntryTerms,
  assertIncrementTerms,
  assertLeaseTerms,
  assertTags,
  assertValueSize,
  type CachedValue,
  type CacheLimits,
  DEFAULT_CACHE_LIMITS,
  isReadAsCopy,
} from '../../../domain/cache/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CacheStats,
  CacheWrite,
  Clock,
  Ids,
  LeaseRequest,
  LeaseResult,
  NearCache,
  NearEntry,
  ReadOptions,
} from '../../../ports/index.js'
import { assertLimit } from '../assert-limit.js'
import { cryptoIds } from '../crypto-ids.js'
import type { CacheEntry } from './cache-entry.js'
import { CacheStore, type OnEvicted } from './cache-store.js'
import { toHit, toLeaseHit } from './entry-hit.js'
import { entryBytes, entrySize } from './entry-size.js'
import type { EntryContent, NamespaceStore } from './namespace-store.js'
import { type StoredValue, toStoredValue } from './stored-value.js'
import { namesOf } from './tag-epochs.js'

/** What a {@link LruCache} is made of. */
export interface LruCacheOptions {
  readonly clock: Clock
  /** Makes the tokens of leases. Default: random ones. */
  readonly ids?: Pick<Ids, 'next'>
  /** Bounds; what is left out is as in {@link DEFAULT_CACHE_LIMITS}. */
  readonly limits?: Partial<CacheLimits>
  /** Told of every entry that is dropped for want of room while it could still be served. Must not throw. */
  readonly onEvicted?: OnEvicted
}

/**
 * The cache in the memory of this process: bounded in entries and bytes over all namespaces, the least recently used
 * entries go first. It is lost with the process and shared with no other.
 *
 * Entries age by the monotonic clock: they live no longer because someone sets the machine's clock back. While the
 * machine sleeps they do not age, which prolongs a life by the time asleep and no more.
 *
 * Every method does its work in one synchronous step, which is what makes each of them atomic.
 */
export class LruCache implements NearCache {
  readonly #clock: Clock
  readonly #ids: Pick<Ids, 'next'>
  readonly #limits: CacheLimits
  readonly #store: CacheStore

  constructor({ clock, ids = cryptoIds, limits = {}, onEvicted }: LruCacheOptions) {
    this.#clock = clock
    this.#ids = ids
    this.#limits = { ...DEFAULT_CACHE_LIMITS, ...limits }
    for (const [name, limit] of Object.entries(this.#limits)) assertLimit(limit, `cache.${name}`)
    this.#store = new CacheStore(this.#limits, onEvicted)
  }

  async getMany(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    for (const key of keys) assertCacheKey(key)
    const now = this.#clock.monotonic()
    const space = this.#store.find(namespace)
    return keys.map((key) => {
      const entry = space?.find(key, now, this.#store.tick())
      if (!space || !entry) return undefined
      return toHit(entry, now, options, () => space.bytesOf(key) - entryBytes(key, 0, namesOf(entry.tags)))
    })
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    const now = this.#clock.monotonic()
    const contents = writes.map((write, index) => {
      assertEntryTerms(write)
      const stored = toStoredValue(write.value, writes.length > 1 ? `value ${index}` : 'value')
      return { key: write.key, content: this.#content(write, stored, write.tags ?? [], now) }
    })
    const space = this.#store.open(namespace)
    for (const { key, content } of contents) space.put(key, content, this.#store.tick())
    this.#store.trim(now)
  }

  async deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    for (const key of keys) assertCacheKey(key)
    const now = this.#clock.monotonic()
    const space = this.#store.find(namespace)
    let deleted = 0
    for (const key of keys) {
      if (space && this.#living(space, key, now)) deleted += 1
      space?.remove(key)
      space?.leases.break(key)
    }
    return deleted
  }

  async increment(namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrementTerms(increment)
    const { key, by, ttlMs } = increment
    const now = this.#clock.monotonic()
    const space = this.#store.open(namespace)
    const old = this.#living(space, key, now)
    const value = addToCounter(old ? old.value : 0, by)
    const { expiresAt, graceMs, tags } = old ?? { expiresAt: now + ttlMs, graceMs: 0, tags: [] }
    const tagNames = namesOf(tags)
    const bytes = entrySize(key, String(value).length, tagNames, this.#limits)
    space.put(key, { value, expiresAt, graceMs, tagNames, bytes }, this.#store.tick())
    this.#store.trim(now)
    return value
  }

  async clear(namespace: string): Promise<void> {
    this.dropAll(namespace)
  }

  async invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    assertTags(tags)
    this.dropTags(namespace, tags)
  }

  async acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    assertLeaseTerms(request)
    const { key, leaseMs, tags = [], refresh = false } = request
    const now = this.#clock.monotonic()
    const space = this.#store.open(namespace)
    const entry = space.find(key, now, this.#store.tick())
    const hit = entry && toLeaseHit(entry, now)
    if (hit && !hit.stale && !refresh) return { state: 'hit', hit }
    const stale = hit?.stale ? { stale: hit } : {}
    const held = space.leases.find(key, now)
    if (held) return { state: 'busy', remainingMs: Math.ceil(held.endsAt - now), ...stale }
    const token = this.#ids.next()
    space.leases.take(key, { token, endsAt: now + leaseMs, takenAt: this.#store.tick() }, tags)
    return { state: 'leased', token, ...stale }
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertEntryTerms(write)
    const stored = toStoredValue(write.value, 'value')
    assertValueSize(stored.bytes, this.#limits)
    const now = this.#clock.monotonic()
    const space = this.#store.find(namespace)
    const lease = space?.leases.find(write.key, now)
    if (!space || lease?.token !== token) return false
    const tagNames = namesOf(lease.tags)
    space.put(write.key, this.#content(write, stored, tagNames, now), this.#store.tick())
    this.#store.trim(now)
    return true
  }

  async release(namespace: string, key: string, token: string): Promise<void> {
    assertCacheKey(key)
    this.#store.find(namespace)?.leases.break(key, token)
  }

  peek(namespace: string, key: string): Promise<CachedValue> | undefined {
    const space = this.#store.find(namespace)
    const entry = space && this.#living(space, key, this.#clock.monotonic())
    return entry && (entry.settled ?? settle(entry))
  }

  adopt(namespace: string, entries: readonly NearEntry[]): void {
    const now = this.#clock.monotonic()
    const space = this.#store.open(namespace)
    for (const { key, value, ttlMs, remainingMs, terms } of entries) {
      const { bytes: valueBytes, graceMs, tags: tagNames } = terms
      const bytes = entryBytes(key, valueBytes, tagNames)
      // What could never fit stays where it came from.
      if (bytes > this.#limits.maxBytes) space.remove(key)
      else {
        const content = { value, expiresAt: now + ttlMs, endsAt: now + remainingMs, graceMs, tagNames, bytes }
        space.put(key, content, this.#store.tick())
      }
    }
    this.#store.trim(now)
  }

  drop(namespace: string, keys: readonly string[]): void {
    const space = this.#store.find(namespace)
    if (space) for (const key of keys) space.remove(key)
  }

  dropTags(namespace: string, tags: readonly string[]): void {
    this.#store.find(namespace)?.invalidate(tags, this.#store.tick())
  }

  dropAll(namespace: string): void {
    this.#store.clear(namespace)
  }

  async stats(): Promise<CacheStats> {
    const { bytes, evictions } = this.#store
    return { connected: true, entries: this.#store.countLiving(this.#clock.monotonic()), bytes, evictions }
  }

  /** Nothing was opened: gives the memory back. */
  async close(): Promise<void> {
    this.#store.clearAll()
  }

  #living(space: NamespaceStore, key: string, now: number): CacheEntry | undefined {
    const entry = space.find(key, now, this.#store.tick())
    return entry && now < entry.expiresAt ? entry : undefined
  }

  #content(write: CacheWrite, { value, bytes }: StoredValue, tagNames: readonly string[], now: number): EntryContent {
    return {
      value,
      expiresAt: now + write.ttlMs,
      graceMs: write.graceMs ?? 0,
      tagNames,
      bytes: entrySize(write.key, bytes, tagNames, this.#limits),
    }
  }
}

/** What has typed arrays has none: each reader gets copies of his own. */
function settle(entry: CacheEntry): Promise<CachedValue> | undefined {
  if (!isReadAsCopy(entry.value)) entry.settled = Promise.resolve(entry.value)
  return entry.settled
}
