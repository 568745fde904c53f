import { type CachedValue, toSharedSnapshot, toStorable } from '../../domain/cache/index.js'
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
  NearCache,
  ReadOptions,
} from '../../ports/index.js'
import { NearTier } from './near-tier.js'
import { UnsettledWrites } from './unsettled-writes.js'

/** What a {@link TieredCache} is made of. */
export interface TieredCacheOptions {
  /** Makes an empty cache of this process. Called again whenever what it holds can no longer be trusted. */
  readonly makeNear: () => NearCache
  /** The cache that is shared. Closed with this one. */
  readonly far: CachePort
  /** Tells of changes in `far`. While it does not, nothing is kept near. */
  readonly invalidations: CacheInvalidations
  /** That of what `makeNear` makes: what an answer was under way does not prolong the life of an entry. */
  readonly clock: Clock
  /** How long an entry is kept near at most, in milliseconds. Default: one minute. */
  readonly maxNearMs?: number
}

const DEFAULT_MAX_NEAR_MS = 60_000

/**
 * A cache of this process before a shared one. What it holds near is dropped the moment the shared one tells of a
 * change; when that can no longer be told, all of it is. A write takes effect in the shared cache and is never kept
 * near: the next read is.
 *
 * Writes that failed are repeated as deletes before the shared cache is read again.
 */
export class TieredCache implements CachePort {
  readonly #far: CachePort
  readonly #near: NearTier
  readonly #unsettled = new UnsettledWrites()

  constructor({ makeNear, far, invalidations, clock, maxNearMs = DEFAULT_MAX_NEAR_MS }: TieredCacheOptions) {
    this.#far = far
    this.#near = new NearTier({ makeNear, invalidations, clock, maxNearMs })
  }

  peek(namespace: string, key: string): Promise<CachedValue> | undefined {
    return this.#near.cache.peek(namespace, key)
  }

  async getMany(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions = {},
  ): Promise<readonly (CacheHit | undefined)[]> {
    if (options.terms) return this.#readFar(namespace, keys, options)
    const near = await this.#near.cache.getMany(namespace, keys, options.remaining ? { remaining: true } : {})
    const missing = keys.filter((_key, index) => near[index] === undefined)
    if (missing.length === 0) return near
    const far = await this.#readFar(namespace, missing, options)
    let next = 0
    return near.map((hit) => hit ?? far[next++])
  }

  async setMany(namespace: string, writes: readonly CacheWrite[]): Promise<void> {
    const keys = writes.map(({ key }) => key)
    await this.#replaceKeys(namespace, keys, () => this.#far.setMany(namespace, writes))
  }

  deleteMany(namespace: string, keys: readonly string[]): Promise<number> {
    return this.#replaceKeys(namespace, keys, () => this.#far.deleteMany(namespace, keys))
  }

  increment(namespace: string, increment: CacheIncrement): Promise<number> {
    return this.#changeKey(namespace, increment.key, () => this.#far.increment(namespace, increment))
  }

  async clear(namespace: string): Promise<void> {
    const begun = this.#unsettled.now
    const drop = (): void => this.#near.dropNamespace(namespace)
    const clear = (): Promise<void> => this.#far.clear(namespace)
    await this.#write(drop, clear, () => this.#unsettled.addNamespace(namespace))
    this.#unsettled.settleNamespace(namespace, begun)
  }

  async invalidateTags(namespace: string, tags: readonly string[]): Promise<void> {
    const drop = (): void => this.#near.dropTags(namespace, tags)
    const invalidate = (): Promise<void> => this.#far.invalidateTags(namespace, tags)
    await this.#write(drop, invalidate, () => this.#unsettled.addTags(namespace, tags))
  }

  async acquire(namespace: string, request: LeaseRequest): Promise<LeaseResult> {
    await this.#settle()
    return this.#far.acquire(namespace, request)
  }

  async commit(namespace: string, token: string, write: CacheWrite): Promise<boolean> {
    const taken = this.#unsettled.isEmpty ? write : snapshotOf(write)
    return this.#changeKey(namespace, write.key, () => this.#far.commit(namespace, token, taken))
  }

  release(namespace: string, key: string, token: string): Promise<void> {
    return this.#far.release(namespace, key, token)
  }

  recall(namespace: string, keys: readonly string[]): Promise<readonly (CacheHit | undefined)[]> {
    return this.#near.readStale(namespace, keys)
  }

  changed(namespace: string, key: string, signal: AbortSignal): Promise<void> | undefined {
    return this.#near.changed(namespace, key, signal)
  }

  async stats(): Promise<CacheStats> {
    return this.#far.stats()
  }

  async close(): Promise<void> {
    this.#near.close()
    await this.#far.close()
  }

  async #readFar(
    namespace: string,
    keys: readonly string[],
    options: ReadOptions,
  ): Promise<readonly (CacheHit | undefined)[]> {
    await this.#settle()
    return this.#near.fill(namespace, keys, options, (all) => this.#far.getMany(namespace, keys, all))
  }

  /** Repeats what is unsettled. What cannot be repeated keeps the far cache from being read. */
  async #settle(): Promise<void> {
    if (!this.#unsettled.isEmpty) await this.#unsettled.replay(this.#far)
  }

  /** A write after which nothing is left of what was there, so that it stands for those that failed before it. */
  async #replaceKeys<T>(namespace: string, keys: readonly string[], write: () => Promise<T>): Promise<T> {
    const begun = this.#unsettled.now
    const written = await this.#writeKeys(namespace, keys, write)
    this.#unsettled.settleKeys(namespace, keys, begun)
    return written
  }

  /** A write that depends on what is there: on a value, or on a lease that a write which failed should have broken. */
  #changeKey<T>(namespace: string, key: string, write: () => Promise<T>): Promise<T> {
    if (this.#unsettled.isEmpty) return this.#writeKeys(namespace, [key], write)
    return this.#writeKeys(namespace, [key], () => this.#unsettled.replay(this.#far).then(write))
  }

  #writeKeys<T>(namespace: string, keys: readonly string[], write: () => Promise<T>): Promise<T> {
    const drop = (): void => this.#near.drop(namespace, keys)
    return this.#write(drop, write, () => this.#unsettled.addKeys(namespace, keys))
  }

  /** Drops before, so that nobody reads what is about to go, and after, for who asked the far cache in between. */
  async #write<T>(drop: () => void, write: () => Promise<T>, onUnsettled: () => void): Promise<T> {
    drop()
    try {
      return await write()
    } catch (error) {
      if (isStoreFailure(error)) onUnsettled()
      throw error
    } finally {
      drop()
    }
  }
}

/** As it is now: it may be changed before the far cache gets it. @throws AppError `UNSERIALISABLE` */
function snapshotOf(write: CacheWrite): CacheWrite {
  const storable = toStorable(write.value, 'value')
  return { ...write, value: storable.kind === 'array' ? storable.array : toSharedSnapshot(storable.text) }
}

function isStoreFailure(error: unknown): boolean {
  return isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')
}
