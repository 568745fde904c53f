import { type JsonValue, optionNames } from '../../domain/platform/index.js'
import type { DeepReadonly, MutableJson } from './cache-values.js'

/** Selects the namespace of a call. */
export interface CacheOptions {
  /** The name of a declared namespace. Default `API_RESPONSE`. */
  readonly namespace?: string | undefined
}

/** Options of `get` and `mget`. */
export interface CacheReadOptions extends CacheOptions {
  /** Return a private copy that may be changed, instead of the frozen value that readers share. Default: false. */
  readonly mutable?: boolean | undefined
}

/** Options of `set` and `mset`. */
export interface CacheWriteOptions extends CacheOptions {
  /** Time to live in seconds, fractions allowed. Default: the time to live of the namespace. */
  readonly ttl?: number | undefined
  /**
   * Fraction of the time to live that may be taken off at random, from 0 to 1, so that entries stored together do not
   * expire together: with 0.1, 300 seconds become 270 to 300. Each entry of a batch draws its own. Default 0.
   */
  readonly jitter?: number | undefined
  /** Names by which the entry can be invalidated. */
  readonly tags?: readonly string[] | undefined
  /** Seconds after its time to live during which the entry may be served as stale. Default 0. */
  readonly grace?: number | undefined
}

/** Options of `increment`. */
export type CacheIncrementOptions = Pick<CacheWriteOptions, 'namespace' | 'ttl'>

/** Options of `getOrSet` and `mgetOrSet`. Times are in seconds, fractions allowed. */
export interface CacheLoadOptions extends CacheWriteOptions {
  /**
   * With a `grace`: how long a caller waits for the loader while a stale value is available. Then the caller gets the
   * stale value, and the loader continues. Default: no soft timeout.
   */
  readonly softTimeout?: number | undefined
  /**
   * How long a loader may take. Then its signal fires, and callers get the stale value or `LOAD_TIMEOUT`. A caller waits
   * half of it for the loader of another process, which may have died; then its own loader runs, and the value is not
   * stored while the other process holds the lease. A caller that joins a load of this process waits for its own
   * timeout at most. Default 30.
   */
  readonly hardTimeout?: number | undefined
  /**
   * Fraction of the time to live after which reads start a background refresh, above 0 and below 1. With 0.8, the first
   * read in the last fifth starts it. Readers get the current value. Default: no refresh before expiry.
   */
  readonly refreshAhead?: number | undefined
  /** Time to live of a loaded `null`. Default: as for any other value. */
  readonly negativeTtl?: number | undefined
  /** Ends the wait of this caller with `ABORTED`. Aborts the loader if no other caller waits for it. */
  readonly signal?: AbortSignal | undefined
  /** Return a private copy that may be changed, instead of the frozen value that callers share. Default: false. */
  readonly mutable?: boolean | undefined
}

/** The names of the options of each call. */
export const CACHE_OPTIONS = {
  key: optionNames<CacheOptions>({ namespace: true }),
  read: optionNames<CacheReadOptions>({ namespace: true, mutable: true }),
  write: optionNames<CacheWriteOptions>({ namespace: true, ttl: true, jitter: true, tags: true, grace: true }),
  increment: optionNames<CacheIncrementOptions>({ namespace: true, ttl: true }),
  load: optionNames<CacheLoadOptions>({
    namespace: true,
    ttl: true,
    jitter: true,
    tags: true,
    grace: true,
    softTimeout: true,
    hardTimeout: true,
    refreshAhead: true,
    negativeTtl: true,
    signal: true,
    mutable: true,
  }),
  item: optionNames<CacheItem>({ key: true, value: true }),
} as const

/** Passed to the loader of one value. */
export interface LoadContext {
  /** Fires when no caller waits any more, and after the hard timeout. Pass it on to `fetch` and other calls. */
  readonly signal: AbortSignal
  /** Sets the time to live of the value, in seconds. Takes precedence over the options. */
  ttl(seconds: number): void
  /** Return the value to the callers without storing it. */
  skip(): void
}

/** Passed to the loader of several values. */
export interface LoadManyContext {
  /** As in {@link LoadContext}. */
  readonly signal: AbortSignal
  /** As in {@link LoadContext}, for one key. */
  ttl(key: string, seconds: number): void
  /** As in {@link LoadContext}, for one key. */
  skip(key: string): void
}

/** Loads the value of a key. Returns `undefined` if there is none; that is not stored. */
export type Loader = (context: LoadContext) => unknown

/** Loads several values. Returns one per key, in order, `undefined` where there is none. */
export type BatchLoader = (keys: readonly string[], context: LoadManyContext) => unknown

/** An entry of `mset`. */
export interface CacheItem {
  readonly key: string
  readonly value: unknown
}

/** Reads one value, or `undefined`. `T` is the type of the stored value; it is not checked. */
export interface CacheGet {
  <T = MutableJson>(key: string, options: CacheReadOptions & { readonly mutable: true }): Promise<T | undefined>
  <T = JsonValue>(key: string, options?: CacheReadOptions): Promise<DeepReadonly<T> | undefined>
}

/** Reads several values in the order of their keys, `undefined` for a miss. */
export interface CacheGetMany {
  <T = MutableJson>(
    keys: readonly string[],
    options: CacheReadOptions & { readonly mutable: true },
  ): Promise<(T | undefined)[]>
  <T = JsonValue>(keys: readonly string[], options?: CacheReadOptions): Promise<(DeepReadonly<T> | undefined)[]>
}

/** Reads a value, or loads and stores it. `T` is the type that the loader returns; for a stored value it is not checked. */
export interface CacheGetOrSet {
  <T = MutableJson>(
    key: string,
    load: (context: LoadContext) => T | Promise<T>,
    options: CacheLoadOptions & { readonly mutable: true },
  ): Promise<T>
  <T = JsonValue>(
    key: string,
    load: (context: LoadContext) => T | Promise<T>,
    options?: CacheLoadOptions,
  ): Promise<DeepReadonly<T>>
}

/** Reads values in the order of their keys. Loads all missing ones with one call. */
export interface CacheGetOrSetMany {
  <T = MutableJson>(
    keys: readonly string[],
    loadMissing: (keys: readonly string[], context: LoadManyContext) => readonly T[] | Promise<readonly T[]>,
    options: CacheLoadOptions & { readonly mutable: true },
  ): Promise<T[]>
  <T = JsonValue>(
    keys: readonly string[],
    loadMissing: (keys: readonly string[], context: LoadManyContext) => readonly T[] | Promise<readonly T[]>,
    options?: CacheLoadOptions,
  ): Promise<DeepReadonly<T>[]>
}
