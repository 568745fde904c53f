import type { JsonValue } from '../../domain/platform/index.js'
import type { CacheWriteOptions } from './cache-options.js'
import type { DeepReadonly } from './deep-readonly.js'
import type { MutableJson } from './mutable-copy.js'

/** How a value is loaded that the cache does not have. Times are in seconds, fractions allowed. */
export interface CacheLoadOptions extends CacheWriteOptions {
  /**
   * With a `grace`: how long a caller waits for the loader while a stale value is at hand. After that he gets the stale
   * one, and the loader goes on. Default: as long as the loader may take.
   */
  readonly softTimeout?: number | undefined
  /**
   * How long a loader may take; then its signal fires and callers get the stale value or `LOAD_TIMEOUT`. For the loader of
   * another process, which may have died, a caller waits half as long; then his own runs, and its value is not stored
   * as long as the other may still be loading. Who joins a load of this process waits no longer than his own timeout.
   * Default 30.
   */
  readonly hardTimeout?: number | undefined
  /**
   * The part of its life after which a value is loaded anew while it is still given out, above 0 and below 1: 0.8 makes
   * the first reader in the last fifth of it start that. Default: not before it expires.
   */
  readonly refreshAhead?: number | undefined
  /** Time to live of a loaded `null`. Default: that of any other value. */
  readonly negativeTtl?: number | undefined
  /** Ends the wait of this caller with `ABORTED`. The loader is told if nobody else waits for it. */
  readonly signal?: AbortSignal | undefined
  /** Give a private copy that may be changed, in place of the frozen value that callers share. Default: false. */
  readonly mutable?: boolean | undefined
}

/** What a loader is given. */
export interface LoadContext {
  /** Fires when nobody waits any more, or after the hard timeout. Hand it on to what the loader calls. */
  readonly signal: AbortSignal
  /** Sets the time to live of the value, in seconds; what the loader says goes before the options. */
  ttl(seconds: number): void
  /** The value is given to the callers and not stored. */
  skip(): void
}

/** What a loader of several values is given. */
export interface LoadManyContext {
  /** As in {@link LoadContext}. */
  readonly signal: AbortSignal
  /** As in {@link LoadContext}, for one of the keys. */
  ttl(key: string, seconds: number): void
  /** As in {@link LoadContext}, for one of the keys. */
  skip(key: string): void
}

/** Loads the value of a key; `undefined` if there is none, which is not stored. */
export type Loader = (context: LoadContext) => unknown

/** Loads the values of keys: as many, in their order, `undefined` where there is none. */
export type ManyLoader = (keys: readonly string[], context: LoadManyContext) => unknown

/** Reads a value, or loads and stores it. `T` is what the loader gives; of a stored one nothing checks that. */
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

/** Reads values in the order of their keys, and loads all that are missing by one call. */
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
