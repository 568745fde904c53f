import type { NamespaceRegistry } from '../../domain/cache/index.js'
import type { CacheEvents, CacheOperation, CachePort, Clock, Random } from '../../ports/index.js'
import { assertLoader } from './assert-loader.js'
import { arrive, take } from './cache-answers.js'
import { CacheFailures } from './cache-failures.js'
import type {
  CacheGet,
  CacheGetMany,
  CacheItem,
  CacheOptions,
  CacheReadOptions,
  CacheWriteOptions,
} from './cache-options.js'
import { type CacheSpace, CacheSpaces } from './cache-space.js'
import { type CacheStatistics, toStatistics } from './cache-statistics.js'
import { toTtlMs, toWrites } from './entry-life.js'
import { ReadThrough } from './read-through.js'
import type { CacheGetOrSet, CacheGetOrSetMany, CacheLoadOptions, Loader, ManyLoader } from './read-through-options.js'
import { StoreCalls } from './store-calls.js'

/** What a {@link Cache} needs beside its port and its namespaces. */
export interface CachePlatform {
  /** Bounds the time of loaders. */
  readonly clock: Clock
  /** Draws the jitter of times to live. */
  readonly random: Random
  /** Told of what happens beside the answers. */
  readonly events: CacheEvents
}

/**
 * The cache as an app sees it: `app.cache`. What is read is the JSON round trip of what was set, deeply frozen and
 * shared among readers (of a typed array: a copy), unless `mutable: true` asks for a copy. `undefined` is a miss;
 * `null`, `0`, `''`, `false` and `[]` are values.
 *
 * While the store does not answer, reads find nothing and never reject; writes reject with `STORE_UNAVAILABLE` or
 * `OUTCOME_UNKNOWN`. Bad arguments always reject: `INVALID_KEY`, `INVALID_TTL`, `UNKNOWN_NAMESPACE`.
 *
 * The methods are bound: `const { get, set } = app.cache` works.
 */
export class Cache {
  readonly #port: CachePort
  readonly #spaces: CacheSpaces
  readonly #random: Random
  readonly #calls: StoreCalls
  readonly #readThrough: ReadThrough

  constructor(port: CachePort, namespaces: NamespaceRegistry, { clock, random, events }: CachePlatform) {
    this.#port = port
    this.#spaces = new CacheSpaces(namespaces)
    this.#random = random
    const failures = new CacheFailures(events)
    this.#readThrough = new ReadThrough({ port, clock, random, failures })
    this.#calls = new StoreCalls(port, failures, this.#readThrough)
  }

  /** The value of `key`, or `undefined`. `T` says what was stored under it; nothing checks that. */
  readonly get = ((key: string, options?: CacheReadOptions): Promise<unknown> => {
    // Not an async function: what this process holds is given out as the very promise that the port keeps of it.
    let space: CacheSpace
    try {
      space = this.#spaces.get(options?.namespace)
    } catch (error) {
      return Promise.reject(error)
    }
    const held = options?.mutable ? undefined : this.#port.peek?.(space.prefix, key)
    if (held === undefined) return this.#get(space, key, options?.mutable)
    space.counters.hits += 1
    return held
  }) as CacheGet

  /** The values of `keys` in their order, `undefined` where there is none. Keys may repeat. One round trip. */
  readonly mget = (async (keys: readonly string[], options?: CacheReadOptions): Promise<readonly unknown[]> => {
    const space = this.#spaces.get(options?.namespace)
    const hits = await this.#calls.read('mget', space, keys)
    return hits ? hits.map((hit) => take(hit, space, options?.mutable)) : keys.map(() => undefined)
  }) as CacheGetMany

  /**
   * The value of `key`; if there is none, what `load` gives, which is stored. Of any number of callers at the same time,
   * in this process and in others that share the store, one loads; all get the same snapshot. What was changed in the
   * cache meanwhile is never overwritten by what was loaded before. While the store does not answer, each process loads
   * for itself. What `load` throws is thrown, and not stored; an oversized value is returned, and not stored.
   *
   * @throws AppError `LOAD_TIMEOUT`, `ABORTED`, `UNSERIALISABLE`
   */
  readonly getOrSet = ((key: string, load: Loader, options?: CacheLoadOptions): Promise<unknown> => {
    let space: CacheSpace
    try {
      space = this.#spaces.get(options?.namespace)
    } catch (error) {
      return Promise.reject(error)
    }
    const isPlain = options?.mutable !== true && options?.refreshAhead === undefined
    const held = isPlain ? this.#port.peek?.(space.prefix, key) : undefined
    if (held === undefined) return this.#getOrSet(space, key, load, options)
    space.counters.hits += 1
    return held
  }) as CacheGetOrSet

  /**
   * The values of `keys` in their order; those that are missing are loaded by one call of `loadMissing`, which gets their
   * keys and gives as many values. Otherwise as {@link getOrSet}.
   */
  readonly mgetOrSet = (async (
    keys: readonly string[],
    loadMissing: ManyLoader,
    options: CacheLoadOptions = {},
  ): Promise<readonly unknown[]> => {
    assertLoader(loadMissing)
    const space = this.#spaces.get(options.namespace)
    const distinct = [...new Set(keys)]
    const landings = await this.#readThrough.read(space, distinct, loadMissing, options)
    const byKey = new Map(distinct.map((key, index) => [key, landings[index]]))
    return keys.map((key) => arrive(byKey.get(key), space, options.mutable))
  }) as CacheGetOrSetMany

  /** Whether `key` has a living entry. Counts neither as a hit nor as a miss. */
  readonly exists = async (key: string, options?: CacheOptions): Promise<boolean> => {
    const hits = await this.#calls.read('exists', this.#spaces.get(options?.namespace), [key])
    return hits?.[0] !== undefined
  }

  /**
   * Stores `value`, in place of the entry that is there and its time to live.
   *
   * @throws AppError `UNSERIALISABLE` (names the part that has no JSON form), `ENTRY_TOO_LARGE`, `STORE_FULL`
   */
  readonly set = (key: string, value: unknown, options: CacheWriteOptions = {}): Promise<void> =>
    this.#store('set', [{ key, value }], options)

  /** Stores all `items` in one round trip, or none if one is refused; the last of repeated keys wins. */
  readonly mset = (items: readonly CacheItem[], options: CacheWriteOptions = {}): Promise<void> =>
    this.#store('mset', items, options)

  /** Removes the entries of one key or of several. Returns how many of them were alive. */
  readonly delete = async (keys: string | readonly string[], options?: CacheOptions): Promise<number> => {
    const space = this.#spaces.get(options?.namespace)
    const list = typeof keys === 'string' ? [keys] : keys
    const deleted = await this.#calls.write('delete', space, list, () => this.#port.deleteMany(space.prefix, list))
    space.counters.deletes += deleted
    return deleted
  }

  /**
   * Adds `by` to a counter in one atomic step and returns its new value. A counter that is not there begins at 0 and
   * gets `ttl`; one that is there keeps its own.
   *
   * @throws AppError `NOT_A_COUNTER`, `INVALID_ARGUMENT` (`by` is no safe integer)
   */
  readonly increment = async (
    key: string,
    by = 1,
    options: Pick<CacheWriteOptions, 'namespace' | 'ttl'> = {},
  ): Promise<number> => {
    const space = this.#spaces.get(options.namespace)
    const ttlMs = toTtlMs(options.ttl, space.ttlMs)
    return this.#calls.write('increment', space, [key], () => this.#port.increment(space.prefix, { key, by, ttlMs }))
  }

  /** Empties a namespace and no other: nothing written before the call is visible after it. */
  readonly clearNamespace = async (namespace: string): Promise<void> => {
    const space = this.#spaces.get(namespace)
    const part = () => this.#readThrough.part(space.prefix)
    await this.#calls.write('clearNamespace', space, [], () => this.#port.clear(space.prefix), part)
  }

  /** Removes the entries of a namespace that carry one of `tags`. */
  readonly invalidateTags = async (tags: readonly string[], options?: CacheOptions): Promise<void> => {
    const space = this.#spaces.get(options?.namespace)
    // Of an entry that is just being read it is not known which tags it carries.
    const part = () => this.#readThrough.part(space.prefix)
    await this.#calls.write('invalidateTags', space, [], () => this.#port.invalidateTags(space.prefix, tags), part)
  }

  /** What was asked and answered so far, and what the store holds. Does not reject while the store does not answer. */
  readonly getStats = async (): Promise<CacheStatistics> => toStatistics(this.#spaces.all(), await this.#port.stats())

  async #get(space: CacheSpace, key: string, mutable?: boolean): Promise<unknown> {
    const hits = await this.#calls.read('get', space, [key])
    return hits && take(hits[0], space, mutable)
  }

  async #getOrSet(space: CacheSpace, key: string, load: Loader, options: CacheLoadOptions = {}): Promise<unknown> {
    assertLoader(load)
    const loadOne: ManyLoader = async (_keys, { signal, ttl, skip }) => {
      const value = await load({ signal, ttl: (seconds) => ttl(key, seconds), skip: () => skip(key) })
      return [value]
    }
    const [landing] = await this.#readThrough.read(space, [key], loadOne, options)
    return arrive(landing, space, options.mutable)
  }

  async #store(operation: CacheOperation, items: readonly CacheItem[], options: CacheWriteOptions): Promise<void> {
    const space = this.#spaces.get(options.namespace)
    const writes = toWrites(items, options, space.ttlMs, this.#random)
    const keys = items.map(({ key }) => key)
    await this.#calls.write(operation, space, keys, () => this.#port.setMany(space.prefix, writes))
    space.counters.sets += items.length
  }
}
