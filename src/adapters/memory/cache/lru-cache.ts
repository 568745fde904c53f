import {
  addToCounter,
  assertCacheKey,
  assertCacheKeys,
  assertIncrement,
  assertLeaseRequest,
  assertLeaseToken,
  assertReadOptions,
  assertTags,
  assertValueSize,
  assertWrite,
  assertWrites,
  type CachedValue,
  type CacheLimits,
  DEFAULT_CACHE_LIMITS,
  needsCopyPerReader,
  toSharedSnapshot,
  toStorable,
} from '../../../domain/cache/index.js'
import { assertOptions, optionNames } from '../../../domain/platform/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CacheStats,
  CacheWrite,
  Clock,
  Ids,
  LeaseRequest,
  LeaseResult,
  LocalCache,
  LocalEntry,
  ReadOptions,
} from '../../../ports/index.js'
import { assertDependencies } from '../../shared/assert-dependencies.js'
import { assertLimit, cryptoIds } from '../store-defaults.js'
import { type CacheEntry, checkedEntryBytes, entryBytes, toHit, toLeaseHit } from './cache-entry.js'
import { CacheStore, type OnEvicted } from './cache-store.js'
import type { EntryContent, NamespaceStore } from './namespace-store.js'
import { namesOf } from './tag-registry.js'

/** Dependencies and limits of a {@link LruCache}. */
export interface LruCacheOptions {
  readonly clock: Clock
  /** Generates lease tokens. Default: random ones. */
  readonly ids?: Pick<Ids, 'next'>
  /** Default: {@link DEFAULT_CACHE_LIMITS}. */
  readonly limits?: Partial<CacheLimits>
  /** Called for every valid entry that is evicted to make room. Must not throw. */
  readonly onEvicted?: OnEvicted
}

const OPTIONS = optionNames<LruCacheOptions>({ clock: true, ids: true, limits: true, onEvicted: true })
const LIMITS = optionNames<CacheLimits>({ maxEntries: true, maxBytes: true, maxEntryBytes: true })

/**
 * A cache in the memory of this process. Limits entries and bytes over all namespaces and evicts the least recently used
 * entries. Not shared with other processes, and lost with this one.
 *
 * Entries age by the monotonic clock: setting the clock of the machine back does not extend their life. They do not age
 * while the machine sleeps.
 *
 * Every method does its work in one synchronous step, so each is atomic.
 */
export class LruCache implements LocalCache {
  readonly #clock: Clock
  readonly #ids: Pick<Ids, 'next'>
  readonly #limits: CacheLimits
  readonly #store: CacheStore

  /** @throws AppError `INVALID_ARGUMENT`; `CONFIG_INVALID` for a limit that is not a whole number above 0 */
  constructor(options: LruCacheOptions) {
    assertDependencies(options, OPTIONS, ['clock'])
    const { clock, ids = cryptoIds, limits = {}, onEvicted } = options
    assertOptions(limits, LIMITS, 'limits')
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
    assertCacheKeys(keys)
    assertReadOptions(options)
    const now = this.#clock.monotonic()
    const entries = this.#store.find(namespace)
    return keys.map((key) => {
      const entry = entries?.find(key, now, this.#store.tick())
      if (!entries || !entry) return undefined
      return toHit(entry, now, options, () => entries.bytesOf(key) - entryBytes(key, 0, namesOf(entry.tags)))
    })
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    assertWrites(writes)
    const now = this.#clock.monotonic()
    const contents = writes.map((write, index) => {
      const stored = toStoredValue(write.value, writes.length > 1 ? `value ${index}` : 'value')
      return { key: write.key, content: this.#content(write, stored, write.tags ?? [], now) }
    })
    const entries = this.#store.open(namespace)
    for (const { key, content } of contents) entries.put(key, content, this.#store.tick())
    this.#store.trim(now)
  }

  async deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    assertCacheKeys(keys)
    const now = this.#clock.monotonic()
    const entries = this.#store.find(namespace)
    let deleted = 0
    for (const key of keys) {
      if (entries && this.#findLive(entries, key, now)) deleted += 1
      entries?.remove(key)
      entries?.leases.break(key)
    }
    return deleted
  }

  async increment(namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrement(increment)
    const { key, by, ttlMs } = increment
    const now = this.#clock.monotonic()
    const entries = this.#store.open(namespace)
    const old = this.#findLive(entries, key, now)
    const value = addToCounter(old ? old.value : 0, by)
    const { expiresAt, graceMs, tags } = old ?? { expiresAt: now + ttlMs, graceMs: 0, tags: [] }
    const tagNames = namesOf(tags)
    const bytes = checkedEntryBytes(key, String(value).length, tagNames, this.#limits)
    entries.put(key, { value, expiresAt, graceMs, tagNames, bytes }, this.#store.tick())
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
    assertLeaseRequest(request)
    const { key, leaseMs, tags = [], refresh = false } = request
    const now = this.#clock.monotonic()
    const entries = this.#store.open(namespace)
    const entry = entries.find(key, now, this.#store.tick())
    const hit = entry && toLeaseHit(entry, now)
    if (hit && !hit.stale && !refresh) return { state: 'hit', hit }
    const stale = hit?.stale ? { stale: hit } : {}
    const held = entries.leases.find(key, now)
    if (held) return { state: 'busy', remainingMs: Math.ceil(held.endsAt - now), ...stale }
    const token = this.#ids.next()
    entries.leases.grant(key, { token, endsAt: now + leaseMs, grantedAt: this.#store.tick() }, tags)
    return { state: 'leased', token, ...stale }
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertLeaseToken(token)
    assertWrite(write)
    const stored = toStoredValue(write.value, 'value')
    assertValueSize(stored.bytes, this.#limits)
    const now = this.#clock.monotonic()
    const entries = this.#store.find(namespace)
    const lease = entries?.leases.find(write.key, now)
    if (!entries || lease?.token !== token) return false
    const tagNames = namesOf(lease.tags)
    entries.put(write.key, this.#content(write, stored, tagNames, now), this.#store.tick())
    this.#store.trim(now)
    return true
  }

  async release(namespace: string, key: string, token: string): Promise<void> {
    assertCacheKey(key)
    assertLeaseToken(token)
    this.#store.find(namespace)?.leases.break(key, token)
  }

  peek(namespace: string, key: string): Promise<CachedValue> | undefined {
    const entries = this.#store.find(namespace)
    const entry = entries && this.#findLive(entries, key, this.#clock.monotonic())
    return entry && (entry.resolved ?? resolvedValue(entry))
  }

  fill(namespace: string, copies: readonly LocalEntry[]): void {
    const now = this.#clock.monotonic()
    const entries = this.#store.open(namespace)
    for (const { key, value, ttlMs, remainingMs, metadata } of copies) {
      const { bytes: valueBytes, graceMs, tags: tagNames } = metadata
      const bytes = entryBytes(key, valueBytes, tagNames)
      // An entry above the limit stays in the remote cache only.
      if (bytes > this.#limits.maxBytes) entries.remove(key)
      else {
        const content = { value, expiresAt: now + ttlMs, endsAt: now + remainingMs, graceMs, tagNames, bytes }
        entries.put(key, content, this.#store.tick())
      }
    }
    this.#store.trim(now)
  }

  drop(namespace: string, keys: readonly string[]): void {
    const entries = this.#store.find(namespace)
    if (entries) for (const key of keys) entries.remove(key)
  }

  dropTags(namespace: string, tags: readonly string[]): void {
    this.#store.find(namespace)?.invalidate(tags, this.#store.tick())
  }

  dropAll(namespace: string): void {
    this.#store.clear(namespace)
  }

  async stats(): Promise<CacheStats> {
    const { bytes, evictions } = this.#store
    return { connected: true, entries: this.#store.countLive(this.#clock.monotonic()), bytes, evictions }
  }

  /** Frees the memory; there is nothing to close. */
  async close(): Promise<void> {
    this.#store.clearAll()
  }

  #findLive(entries: NamespaceStore, key: string, now: number): CacheEntry | undefined {
    const entry = entries.find(key, now, this.#store.tick())
    return entry && now < entry.expiresAt ? entry : undefined
  }

  #content(write: CacheWrite, { value, bytes }: StoredValue, tagNames: readonly string[], now: number): EntryContent {
    return {
      value,
      expiresAt: now + write.ttlMs,
      graceMs: write.graceMs ?? 0,
      tagNames,
      bytes: checkedEntryBytes(write.key, bytes, tagNames, this.#limits),
    }
  }
}

/** The value as a promise that all readers share; `undefined` if each reader needs a copy. */
function resolvedValue(entry: CacheEntry): Promise<CachedValue> | undefined {
  if (!needsCopyPerReader(entry.value)) entry.resolved = Promise.resolve(entry.value)
  return entry.resolved
}

/** A value in its stored form, and its size. */
interface StoredValue {
  readonly value: CachedValue
  /** Bytes of the text, or of a typed array. */
  readonly bytes: number
}

/** @throws AppError `UNSERIALISABLE` */
function toStoredValue(value: unknown, what: string): StoredValue {
  const storable = toStorable(value, what)
  if (storable.kind === 'array') return { value: storable.array, bytes: storable.array.byteLength }
  return { value: toSharedSnapshot(storable.text), bytes: Buffer.byteLength(storable.text) }
}
