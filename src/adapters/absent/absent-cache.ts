import {
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
  DEFAULT_CACHE_LIMITS,
  toStorable,
} from '../../domain/cache/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CachePort,
  CacheStats,
  CacheWrite,
  LeaseRequest,
  LeaseResult,
  ReadOptions,
} from '../../ports/index.js'
import { switchedOff } from './switched-off.js'

/**
 * A cache that stores nothing: every read is a miss and every loader runs. For `REDIS_FALLBACK=off` without Redis, where
 * separate caches of the processes would be worse than none.
 *
 * It refuses the same arguments as the other caches, so that code which works without a store works with one.
 */
export class AbsentCache implements CachePort {
  readonly #maxEntryBytes: number

  /** @param limits.maxEntryBytes the largest value, in bytes of its JSON text */
  constructor({ maxEntryBytes = DEFAULT_CACHE_LIMITS.maxEntryBytes }: { readonly maxEntryBytes?: number } = {}) {
    this.#maxEntryBytes = maxEntryBytes
  }

  async getMany(
    _namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    assertCacheKeys(keys)
    assertReadOptions(options)
    return keys.map(() => undefined)
  }

  async setMany(_namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    assertWrites(writes)
    for (const [index, { value }] of writes.entries()) {
      this.#assertStorable(value, writes.length > 1 ? `value ${index}` : 'value')
    }
  }

  async deleteMany(_namespace: string, keys: readonly string[]): Promise<number> {
    assertCacheKeys(keys)
    return 0
  }

  /** Rejects, because a counter that stores nothing would return wrong numbers. */
  async increment(_namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrement(increment)
    throw switchedOff('counters')
  }

  async clear(): Promise<void> {}

  async invalidateTags(_namespace: string, tags: readonly string[]): Promise<void> {
    assertTags(tags)
  }

  async acquire(_namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    assertLeaseRequest(request)
    return { state: 'leased', token: 'absent' }
  }

  async commit(_namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertLeaseToken(token)
    assertWrite(write)
    this.#assertStorable(write.value, 'value')
    return false
  }

  async release(_namespace: string, key: string, token: string): Promise<void> {
    assertCacheKey(key)
    assertLeaseToken(token)
  }

  async stats(): Promise<CacheStats> {
    return { connected: false, entries: 0, bytes: 0, evictions: 0 }
  }

  async close(): Promise<void> {}

  /** @throws AppError `UNSERIALISABLE`, `ENTRY_TOO_LARGE` */
  #assertStorable(value: unknown, what: string): void {
    const storable = toStorable(value, what)
    const bytes = storable.kind === 'array' ? storable.array.byteLength : Buffer.byteLength(storable.text)
    assertValueSize(bytes, { maxEntryBytes: this.#maxEntryBytes })
  }
}
