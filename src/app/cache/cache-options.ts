import type { JsonValue } from '../../domain/platform/index.js'
import type { DeepReadonly } from './deep-readonly.js'
import type { MutableJson } from './mutable-copy.js'

/** Where an entry is. */
export interface CacheOptions {
  /** The name of a declared namespace. Default `API_RESPONSE`. */
  readonly namespace?: string | undefined
}

/** How entries are read. */
export interface CacheReadOptions extends CacheOptions {
  /** Give a private copy that may be changed, in place of the frozen value that readers share. Default: false. */
  readonly mutable?: boolean | undefined
}

/** How an entry is stored. */
export interface CacheWriteOptions extends CacheOptions {
  /** Time to live in seconds, fractions allowed. Default: that of the namespace. */
  readonly ttl?: number | undefined
  /**
   * The part of the time to live that may be taken off at random, from 0 to 1, so that entries stored together do not
   * expire together: 0.1 makes 270 to 300 of 300 seconds. Each entry of a batch draws its own. Default 0.
   */
  readonly jitter?: number | undefined
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

/** Reads one value, or `undefined`. `T` says what was stored; nothing checks that. */
export interface CacheGet {
  <T = MutableJson>(key: string, options: CacheReadOptions & { readonly mutable: true }): Promise<T | undefined>
  <T = JsonValue>(key: string, options?: CacheReadOptions): Promise<DeepReadonly<T> | undefined>
}

/** Reads the values of several keys in their order, `undefined` where there is none. */
export interface CacheGetMany {
  <T = MutableJson>(
    keys: readonly string[],
    options: CacheReadOptions & { readonly mutable: true },
  ): Promise<(T | undefined)[]>
  <T = JsonValue>(keys: readonly string[], options?: CacheReadOptions): Promise<(DeepReadonly<T> | undefined)[]>
}
