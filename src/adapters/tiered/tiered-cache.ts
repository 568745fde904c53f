import {
  assertCacheKeys,
  assertIncrement,
  assertLeaseRequest,
  assertLeaseToken,
  assertReadOptions,
  assertTags,
  assertWrite,
  assertWrites,
  type CachedValue,
  toSharedSnapshot,
  toStorable,
} from '../../domain/cache/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type {
  CacheHit,
  CacheIncrement,
  CacheInvalidations,
  CachePort,
  CacheStats,
  CacheWrite,
  Clock,
  LeaseRequest,
  LeaseResult,
  LocalCache,
  ReadOptions,
} from '../../ports/index.js'
import { LocalTier } from './local-tier.js'
import { PendingInvalidations } from './pending-invalidations.js'

/** The two caches and the settings of a {@link TieredCache}. */
export interface TieredCacheOptions {
  /** Creates an empty local cache (L1). Called again whenever the current one can no longer be trusted. */
  readonly createLocal: () => LocalCache
  /** The shared cache (L2). Closed with this one. */
  readonly remote: CachePort
  /** Invalidation messages of `remote`. Nothing is kept locally while they do not arrive. */
  readonly invalidations: CacheInvalidations
  /** The clock of the local cache. The duration of a read is subtracted from the life of its entries. */
  readonly clock: Clock
  /** Maximum time that an entry is kept locally, in milliseconds. Default: one minute. */
  readonly maxLocalMs?: number
}

const DEFAULT_MAX_LOCAL_MS = 60_000

/**
 * A local cache (L1) in front of a shared remote one (L2). An invalidation message drops the changed entry locally; the
 * loss of these messages drops all of them. Writes go to the remote cache only: the next read fills the local one.
 *
 * Failed writes are repeated as deletes before the next remote read.
 */
export class TieredCache implements CachePort {
  readonly #remote: CachePort
  readonly #local: LocalTier
  readonly #pending = new PendingInvalidations()

  constructor({ createLocal, remote, invalidations, clock, maxLocalMs = DEFAULT_MAX_LOCAL_MS }: TieredCacheOptions) {
    this.#remote = remote
    this.#local = new LocalTier({ createLocal, invalidations, clock, maxLocalMs })
  }

  peek(namespace: string, key: string): Promise<CachedValue> | undefined {
    return this.#local.cache.peek(namespace, key)
  }

  async getMany(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    assertCacheKeys(keys)
    assertReadOptions(options)
    if (options.metadata) return this.#readRemote(namespace, keys, options)
    const local = await this.#local.cache.getMany(namespace, keys, options.remaining ? { remaining: true } : {})
    const missing = keys.filter((_key, index) => local[index] === undefined)
    if (missing.length === 0) return local
    const remote = await this.#readRemote(namespace, missing, options)
    let next = 0
    return local.map((hit) => hit ?? remote[next++])
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    assertWrites(writes)
    const keys = writes.map(({ key }) => key)
    await this.#replaceKeys(namespace, keys, () => this.#remote.setMany(namespace, writes))
  }

  async deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    assertCacheKeys(keys)
    return this.#replaceKeys(namespace, keys, () => this.#remote.deleteMany(namespace, keys))
  }

  async increment(namespace: string, increment: CacheIncrement): Promise<number> {
    assertIncrement(increment)
    return this.#updateKey(namespace, increment.key, () => this.#remote.increment(namespace, increment))
  }

  async clear(namespace: string): Promise<void> {
    const startedAt = this.#pending.now
    const drop = (): void => this.#local.dropNamespace(namespace)
    const clear = (): Promise<void> => this.#remote.clear(namespace)
    await this.#write(drop, clear, () => this.#pending.addNamespace(namespace))
    this.#pending.confirmNamespace(namespace, startedAt)
  }

  async invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    assertTags(tags)
    const drop = (): void => this.#local.dropTags(namespace, tags)
    const invalidate = (): Promise<void> => this.#remote.invalidateTags(namespace, tags)
    await this.#write(drop, invalidate, () => this.#pending.addTags(namespace, tags))
  }

  async acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    assertLeaseRequest(request)
    await this.#replayPending()
    return this.#remote.acquire(namespace, request)
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    assertLeaseToken(token)
    assertWrite(write)
    const snapshot = this.#pending.isEmpty ? write : snapshotOf(write)
    return this.#updateKey(namespace, write.key, () => this.#remote.commit(namespace, token, snapshot))
  }

  async release(namespace: string, key: string, token: string): Promise<void> {
    return this.#remote.release(namespace, key, token)
  }

  getStaleLocal(namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]> {
    return this.#local.readStale(namespace, keys)
  }

  changed(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined {
    return this.#local.changed(namespace, key, signal)
  }

  async stats(): Promise<CacheStats> {
    return this.#remote.stats()
  }

  async close(): Promise<void> {
    this.#local.close()
    await this.#remote.close()
  }

  async #readRemote(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions,
  ): Promise<readonly (CacheHit | undefined)[]> {
    await this.#replayPending()
    return this.#local.readRemote(namespace, keys, options, (all) => this.#remote.getMany(namespace, keys, all))
  }

  /** Fails if the replay fails: the remote cache must not be read before it. */
  async #replayPending(): Promise<void> {
    if (!this.#pending.isEmpty) await this.#pending.replay(this.#remote)
  }

  /** A write that replaces its keys whatever they hold. Success makes earlier failures of the same keys irrelevant. */
  async #replaceKeys<T>(namespace: string, keys: readonly string[], write: () => Promise<T>): Promise<T> {
    const startedAt = this.#pending.now
    const result = await this.#writeKeys(namespace, keys, write)
    this.#pending.confirmKeys(namespace, keys, startedAt)
    return result
  }

  /** A write that depends on the current value, or on a lease that a failed write should have broken. */
  #updateKey<T>(namespace: string, key: string, write: () => Promise<T>): Promise<T> {
    if (this.#pending.isEmpty) return this.#writeKeys(namespace, [key], write)
    return this.#writeKeys(namespace, [key], () => this.#pending.replay(this.#remote).then(write))
  }

  #writeKeys<T>(namespace: string, keys: readonly string[], write: () => Promise<T>): Promise<T> {
    const drop = (): void => this.#local.drop(namespace, keys)
    return this.#write(drop, write, () => this.#pending.addKeys(namespace, keys))
  }

  /** Drops before the write, so that no reader gets the old value, and after it, because a read may have refilled it. */
  async #write<T>(drop: () => void, write: () => Promise<T>, recordFailure: () => void): Promise<T> {
    drop()
    try {
      return await write()
    } catch (error) {
      if (isStoreFailure(error)) recordFailure()
      throw error
    } finally {
      drop()
    }
  }
}

/** A copy of the write: the caller may change the value during the replay. @throws AppError `UNSERIALISABLE` */
function snapshotOf(write: CacheWrite): CacheWrite {
  const storable = toStorable(write.value, 'value')
  return { ...write, value: storable.kind === 'array' ? storable.array : toSharedSnapshot(storable.text) }
}

function isStoreFailure(error: unknown): boolean {
  return isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')
}
