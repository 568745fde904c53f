import { CacheNamespace, type Namespace, type NamespaceRegistry } from '../../domain/cache/index.js'
import { isAppError, type JsonValue, ttlToMs } from '../../domain/platform/index.js'
import type { CacheHit, CachePort, CacheWrite } from '../../ports/index.js'
import { type CacheCounters, type CacheStatistics, toStatistics } from './cache-statistics.js'

/** Where an entry is. */
export interface CacheOptions {
  /** The name of a declared namespace. Default `API_RESPONSE`. */
  readonly namespace?: string | undefined
}

/** How an entry is stored. */
export interface CacheWriteOptions extends CacheOptions {
  /** Time to live in seconds, fractions allowed. Default: that of the namespace. */
  readonly ttl?: number | undefined
  /** Names under which the entry can be invalidated. */
  readonly tags?: readonly string[] | undefined
  /** For how many seconds beyond its time to live the entry may be served as stale. Default 0. */
  readonly grace?: number | undefined
}

/** An entry of `mset`. */
export interface CacheItem {
  readonly key: string
  readonly value: unknown
}

/**
 * The cache as an app sees it: `app.cache`. What is read is the JSON round trip of what was set, deeply frozen and
 * shared among readers (of a typed array: a copy). `undefined` is a miss; `null`, `0`, `''`, `false` and `[]` are values.
 *
 * While the store does not answer, reads find nothing and never reject; writes reject with `STORE_UNAVAILABLE` or
 * `OUTCOME_UNKNOWN`. Bad arguments always reject: `INVALID_KEY`, `INVALID_TTL`, `UNKNOWN_NAMESPACE`.
 *
 * The methods are bound: `const { get, set } = app.cache` works.
 */
export class Cache {
  readonly #port: CachePort
  readonly #namespaces: NamespaceRegistry
  readonly #counters: CacheCounters = { hits: 0, misses: 0, errors: 0, sets: 0, deletes: 0 }

  constructor(port: CachePort, namespaces: NamespaceRegistry) {
    this.#port = port
    this.#namespaces = namespaces
  }

  /** The value of `key`, or `undefined`. `T` says what was stored under it; nothing checks that. */
  readonly get = async <T = JsonValue>(key: string, options: CacheOptions = {}): Promise<T | undefined> => {
    const [value] = await this.mget<T>([key], options)
    return value
  }

  /** The values of `keys` in their order, `undefined` where there is none. Keys may repeat. One round trip. */
  readonly mget = async <T = JsonValue>(
    keys: readonly string[],
    options: CacheOptions = {},
  ): Promise<(T | undefined)[]> => {
    const hits = await this.#read(keys, options)
    if (!hits) return keys.map(() => undefined)
    const found = hits.filter((hit) => hit !== undefined).length
    this.#counters.hits += found
    this.#counters.misses += hits.length - found
    return hits.map((hit) => hit?.value as T | undefined)
  }

  /** Whether `key` has a living entry. Counts neither as a hit nor as a miss. */
  readonly exists = async (key: string, options: CacheOptions = {}): Promise<boolean> => {
    const hits = await this.#read([key], options)
    return hits?.[0] !== undefined
  }

  /**
   * Stores `value`, in place of the entry that is there and its time to live.
   *
   * @throws AppError `UNSERIALISABLE` (names the part that has no JSON form), `ENTRY_TOO_LARGE`, `STORE_FULL`
   */
  readonly set = async (key: string, value: unknown, options: CacheWriteOptions = {}): Promise<void> => {
    await this.mset([{ key, value }], options)
  }

  /** Stores all `items` in one round trip, or none if one is refused; the last of repeated keys wins. */
  readonly mset = async (items: readonly CacheItem[], options: CacheWriteOptions = {}): Promise<void> => {
    const namespace = this.#namespaceOf(options)
    const life = lifeOf(namespace, options)
    await this.#port.setMany(
      namespace.prefix,
      items.map(({ key, value }) => ({ key, value, ...life })),
    )
    this.#counters.sets += items.length
  }

  /** Removes the entries of one key or of several. Returns how many of them were alive. */
  readonly delete = async (keys: string | readonly string[], options: CacheOptions = {}): Promise<number> => {
    const list = typeof keys === 'string' ? [keys] : keys
    const deleted = await this.#port.deleteMany(this.#namespaceOf(options).prefix, list)
    this.#counters.deletes += deleted
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
    const namespace = this.#namespaceOf(options)
    return this.#port.increment(namespace.prefix, { key, by, ttlMs: lifeOf(namespace, options).ttlMs })
  }

  /** Empties a namespace and no other: nothing written before the call is visible after it. */
  readonly clearNamespace = async (namespace: string): Promise<void> => {
    await this.#port.clear(this.#namespaces.get(namespace).prefix)
  }

  /** Removes the entries of a namespace that carry one of `tags`. */
  readonly invalidateTags = async (tags: readonly string[], options: CacheOptions = {}): Promise<void> => {
    await this.#port.invalidateTags(this.#namespaceOf(options).prefix, tags)
  }

  /** What was asked and answered so far, and what the store holds. Does not reject while the store does not answer. */
  readonly getStats = async (): Promise<CacheStatistics> => toStatistics(this.#counters, await this.#port.stats())

  /** What the store has under `keys`; `undefined` if it does not answer. */
  async #read(keys: readonly string[], options: CacheOptions): Promise<readonly (CacheHit | undefined)[] | undefined> {
    const { prefix } = this.#namespaceOf(options)
    try {
      return await this.#port.getMany(prefix, keys)
    } catch (error) {
      if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN')) throw error
      this.#counters.errors += keys.length
      return undefined
    }
  }

  #namespaceOf({ namespace = CacheNamespace.API_RESPONSE }: CacheOptions): Namespace {
    return this.#namespaces.get(namespace)
  }
}

function lifeOf(namespace: Namespace, { ttl, tags, grace }: CacheWriteOptions): Omit<CacheWrite, 'key' | 'value'> {
  return {
    ttlMs: ttl === undefined ? namespace.ttlMs : ttlToMs(ttl),
    ...(tags === undefined ? {} : { tags }),
    // 0 is no grace, which is no error.
    ...(grace === undefined || grace === 0 ? {} : { graceMs: ttlToMs(grace, 'grace') }),
  }
}
