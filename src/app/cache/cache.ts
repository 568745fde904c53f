import { assertCacheKey, assertCacheKeys, type NamespaceRegistry } from '../../domain/cache/index.js'
import {
  assertFlag,
  assertFunction,
  assertList,
  assertOptions,
  assertText,
  invalidArgument,
  OpenState,
  type OptionNames,
} from '../../domain/platform/index.js'
import type { CacheEvents, CacheHit, CacheOperation, CachePort, Clock, Random } from '../../ports/index.js'
import { CacheErrorReporter } from './cache-error-reporter.js'
import {
  type BatchLoader,
  CACHE_OPTIONS,
  type CacheGet,
  type CacheGetMany,
  type CacheGetOrSet,
  type CacheGetOrSetMany,
  type CacheIncrementOptions,
  type CacheItem,
  type CacheLoadOptions,
  type CacheOptions,
  type CacheReadOptions,
  type CacheWriteOptions,
  type Loader,
} from './cache-options.js'
import { type CacheStatistics, toStatistics } from './cache-statistics.js'
import { type Namespace, Namespaces, recordHit, recordLoad } from './namespaces.js'
import { ReadThrough } from './read-through.js'
import { resolveTtlMs, toWrites } from './resolve-options.js'

/** What a {@link Cache} needs in addition to its port and its namespaces. */
export interface CacheDeps {
  /** Times the loaders. */
  readonly clock: Clock
  /** Draws the jitter. */
  readonly random: Random
  /** Receives errors, oversized values and loader failures. */
  readonly events: CacheEvents
  /** Rejects calls after the app is closed. Default: always open. */
  readonly state?: OpenState
}

/**
 * The facade `app.cache`. A read returns the JSON round trip of the stored value, deeply frozen and shared among readers
 * (typed arrays: one copy per reader); `mutable: true` returns a private copy. `undefined` is a miss; `null`, `0`, `''`,
 * `false` and `[]` are values.
 *
 * While the store does not answer, reads are misses and never reject; writes reject with `STORE_UNAVAILABLE` or
 * `OUTCOME_UNKNOWN`. Invalid arguments always reject: `INVALID_KEY`, `INVALID_TTL`, `UNKNOWN_NAMESPACE`. After
 * `app.close()` every call rejects with `APP_CLOSED`.
 *
 * The methods are bound: `const { get, set } = app.cache` works.
 */
export class Cache {
  readonly #port: CachePort
  readonly #namespaces: Namespaces
  readonly #random: Random
  readonly #errors: CacheErrorReporter
  readonly #readThrough: ReadThrough

  constructor(
    port: CachePort,
    namespaces: NamespaceRegistry,
    { clock, random, events, state = new OpenState() }: CacheDeps,
  ) {
    this.#port = port
    this.#namespaces = new Namespaces(namespaces, state)
    this.#random = random
    this.#errors = new CacheErrorReporter(events)
    this.#readThrough = new ReadThrough({ port, clock, random, errors: this.#errors })
  }

  /** The value of `key`, or `undefined`. `T` is the type of the stored value; it is not checked. */
  readonly get = ((key: string, options?: CacheReadOptions): Promise<unknown> => {
    // Not async: a hit in this process returns the port's own promise, without a further one.
    let namespace: Namespace
    try {
      if (options !== undefined) assertReadOptions(options, CACHE_OPTIONS.read)
      namespace = this.#namespaces.get(options?.namespace)
    } catch (error) {
      return Promise.reject(error)
    }
    const local = options?.mutable ? undefined : this.#port.peek?.(namespace.prefix, key)
    if (local === undefined) return this.#get(namespace, key, options?.mutable)
    namespace.counters.hits += 1
    return local
  }) as CacheGet

  /** The values of `keys` in their order, `undefined` for a miss. Keys may repeat. One round trip. */
  readonly mget = (async (keys: readonly string[], options?: CacheReadOptions): Promise<readonly unknown[]> => {
    if (options !== undefined) assertReadOptions(options, CACHE_OPTIONS.read)
    assertCacheKeys(keys)
    const namespace = this.#namespaces.get(options?.namespace)
    const hits = await this.#read('mget', namespace, keys)
    return hits ? hits.map((hit) => recordHit(hit, namespace, options?.mutable)) : keys.map(() => undefined)
  }) as CacheGetMany

  /**
   * The value of `key`; on a miss, the result of `load`, which is stored. One of all concurrent callers loads, in this
   * process and in others that share the store; all get the same snapshot. A loaded value never overwrites a change
   * made during the load. While the store does not answer, each process loads for itself. An error of `load` is thrown
   * and not stored; an oversized value is returned and not stored.
   *
   * @throws AppError `LOAD_TIMEOUT`, `ABORTED`, `UNSERIALISABLE`
   */
  readonly getOrSet = ((key: string, load: Loader, options?: CacheLoadOptions): Promise<unknown> => {
    let namespace: Namespace
    try {
      // Also for a hit: a wrong loader fails at the first call, not at the first miss.
      assertFunction(load, 'loader')
      if (options !== undefined) assertReadOptions(options, CACHE_OPTIONS.load)
      namespace = this.#namespaces.get(options?.namespace)
    } catch (error) {
      return Promise.reject(error)
    }
    const mayPeek = options?.mutable !== true && options?.refreshAhead === undefined
    const local = mayPeek ? this.#port.peek?.(namespace.prefix, key) : undefined
    if (local === undefined) return this.#getOrSet(namespace, key, load, options)
    namespace.counters.hits += 1
    return local
  }) as CacheGetOrSet

  /**
   * The values of `keys` in their order. One call of `loadMissing` loads all missing values: it gets their keys and
   * returns one value per key. Otherwise as {@link getOrSet}.
   */
  readonly mgetOrSet = (async (
    keys: readonly string[],
    loadMissing: BatchLoader,
    options: CacheLoadOptions = {},
  ): Promise<readonly unknown[]> => {
    assertFunction(loadMissing, 'loader')
    assertReadOptions(options, CACHE_OPTIONS.load)
    assertCacheKeys(keys)
    const namespace = this.#namespaces.get(options.namespace)
    const distinct = [...new Set(keys)]
    const results = await this.#readThrough.read(namespace, distinct, loadMissing, options)
    const byKey = new Map(distinct.map((key, index) => [key, results[index]]))
    return keys.map((key) => recordLoad(byKey.get(key), namespace, options.mutable))
  }) as CacheGetOrSetMany

  /** Whether `key` has a live entry. Counts neither as a hit nor as a miss. */
  readonly exists = async (key: string, options?: CacheOptions): Promise<boolean> => {
    const namespace = this.#namespaceOf(options)
    const hits = await this.#read('exists', namespace, [key])
    return hits?.[0] !== undefined
  }

  /**
   * Stores `value`. Replaces an existing entry and its time to live.
   *
   * @throws AppError `UNSERIALISABLE` (names the part that has no JSON form), `ENTRY_TOO_LARGE`, `STORE_FULL`
   */
  readonly set = (key: string, value: unknown, options: CacheWriteOptions = {}): Promise<void> =>
    this.#set('set', [{ key, value }], options)

  /** Stores all `items` in one round trip, or none if one is refused; the last of repeated keys wins. */
  readonly mset = async (items: readonly CacheItem[], options: CacheWriteOptions = {}): Promise<void> => {
    assertList(items, 'items')
    for (const [index, item] of items.entries()) {
      assertOptions(item, CACHE_OPTIONS.item, `items[${index}]`)
      assertCacheKey(item.key, 'key', index)
    }
    await this.#set('mset', items, options)
  }

  /** Removes the entries of one or more keys. Returns how many of them were live. */
  readonly delete = async (keys: string | readonly string[], options?: CacheOptions): Promise<number> => {
    const namespace = this.#namespaceOf(options)
    const list = typeof keys === 'string' ? [keys] : keys
    if (!Array.isArray(list)) throw invalidArgument('keys', keys, 'a string or an array of strings')
    assertCacheKeys(list)
    const deleted = await this.#write('delete', namespace, list, () => this.#port.deleteMany(namespace.prefix, list))
    namespace.counters.deletes += deleted
    return deleted
  }

  /**
   * Adds `by` to a counter atomically and returns its new value. A missing counter starts at 0 and gets `ttl`; an
   * existing one keeps its time to live.
   *
   * @throws AppError `NOT_A_COUNTER`, `INVALID_ARGUMENT` (`by` is not a safe integer)
   */
  readonly increment = async (key: string, by = 1, options: CacheIncrementOptions = {}): Promise<number> => {
    const namespace = this.#namespaceOf(options, CACHE_OPTIONS.increment)
    const ttlMs = resolveTtlMs(options.ttl, namespace.ttlMs)
    const increment = { key, by, ttlMs }
    return this.#write('increment', namespace, [key], () => this.#port.increment(namespace.prefix, increment))
  }

  /** Empties one namespace: no entry written before the call is visible after it. */
  readonly clearNamespace = async (name: string): Promise<void> => {
    assertText(name, 'name')
    const namespace = this.#namespaces.get(name)
    await this.#write('clearNamespace', namespace, undefined, () => this.#port.clear(namespace.prefix))
  }

  /** Removes the entries of a namespace that carry one of `tags`. */
  readonly invalidateTags = async (tags: readonly string[], options?: CacheOptions): Promise<void> => {
    const namespace = this.#namespaceOf(options)
    assertList(tags, 'tags')
    // The tags of an entry that is being read are unknown, so the whole namespace is affected.
    await this.#write('invalidateTags', namespace, undefined, () => this.#port.invalidateTags(namespace.prefix, tags))
  }

  /** Counts of this process and figures of the store. Does not reject while the store does not answer. */
  readonly getStats = async (): Promise<CacheStatistics> =>
    toStatistics(this.#namespaces.all(), await this.#port.stats())

  async #get(namespace: Namespace, key: string, mutable?: boolean): Promise<unknown> {
    const hits = await this.#read('get', namespace, [key])
    return hits && recordHit(hits[0], namespace, mutable)
  }

  async #getOrSet(namespace: Namespace, key: string, load: Loader, options: CacheLoadOptions = {}): Promise<unknown> {
    const loadOne: BatchLoader = async (_keys, { signal, ttl, skip }) => {
      const value = await load({ signal, ttl: (seconds) => ttl(key, seconds), skip: () => skip(key) })
      return [value]
    }
    const [result] = await this.#readThrough.read(namespace, [key], loadOne, options)
    return recordLoad(result, namespace, options.mutable)
  }

  async #set(operation: CacheOperation, items: readonly CacheItem[], options: CacheWriteOptions): Promise<void> {
    const namespace = this.#namespaceOf(options, CACHE_OPTIONS.write)
    const writes = toWrites(items, options, namespace.ttlMs, this.#random)
    const keys = items.map(({ key }) => key)
    await this.#write(operation, namespace, keys, () => this.#port.setMany(namespace.prefix, writes))
    namespace.counters.sets += items.length
  }

  /** @throws AppError `INVALID_ARGUMENT`, `UNKNOWN_NAMESPACE` */
  #namespaceOf(options: CacheOptions = {}, names: OptionNames = CACHE_OPTIONS.key): Namespace {
    assertCacheOptions(options, names)
    return this.#namespaces.get(options.namespace)
  }

  /** Reads from the store. Returns `undefined` if the store does not answer. */
  async #read(
    operation: CacheOperation,
    namespace: Namespace,
    keys: readonly string[],
  ): Promise<readonly (CacheHit | undefined)[] | undefined> {
    try {
      return await this.#port.getMany(namespace.prefix, keys)
    } catch (error) {
      this.#errors.readFailed({ operation, namespace, keys, error })
      return undefined
    }
  }

  /** @param keys the affected keys; `undefined` for the whole namespace */
  async #write<T>(
    operation: CacheOperation,
    namespace: Namespace,
    keys: readonly string[] | undefined,
    write: () => Promise<T>,
  ): Promise<T> {
    // Twice: a caller that comes after the write must not join a load from before or during the write.
    this.#readThrough.detachInFlight(namespace.prefix, keys)
    try {
      return await write()
    } catch (error) {
      this.#errors.writeFailed({ operation, namespace, keys: keys ?? [], error })
      throw error
    } finally {
      this.#readThrough.detachInFlight(namespace.prefix, keys)
    }
  }
}

/** @throws AppError `INVALID_ARGUMENT` */
function assertReadOptions(options: CacheReadOptions, names: OptionNames): void {
  assertCacheOptions(options, names)
  assertFlag(options.mutable, 'mutable')
}

/** Options of another call of the cache are accepted: a caller may use one object for `set` and `getOrSet`. */
function assertCacheOptions(options: CacheOptions, names: OptionNames): void {
  assertOptions(options, names, 'options', CACHE_OPTIONS.load)
}
