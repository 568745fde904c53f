import type { AppError } from '../../domain/platform/index.js'

/** A call of the cache, as the facade names it. */
export type CacheOperation =
  | 'get'
  | 'mget'
  | 'getOrSet'
  | 'exists'
  | 'set'
  | 'mset'
  | 'delete'
  | 'increment'
  | 'clearNamespace'
  | 'invalidateTags'

/** A call of which the store did not do its part. */
export interface CacheErrorEvent {
  readonly operation: CacheOperation
  /** The prefix of the namespace. */
  readonly prefix: string
  /** The keys of the call; empty where it was for a whole namespace. */
  readonly keys: readonly string[]
  /**
   * `miss`: it was answered as if nothing had been there; `rejected`: the caller got the error; `not-stored`: the caller
   * got the value that was loaded, or has an older one, and the store has none.
   */
  readonly outcome: 'miss' | 'rejected' | 'not-stored'
  /** Why: `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN` or `STORE_FULL`. */
  readonly error: AppError
}

/** A value was refused as larger than an entry may be. */
export interface CacheOversizedEvent {
  readonly operation: CacheOperation
  /** The prefix of the namespace. */
  readonly prefix: string
  /** The keys of the call: one of them had the value. */
  readonly keys: readonly string[]
  /** What the value needs, and what it may, in bytes. */
  readonly bytes: number
  readonly limit: number
}

/** A loader failed, or took too long. */
export interface CacheLoadErrorEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly keys: readonly string[]
  /** `stale`: callers got an older value, or have one already; `rejected`: they got the error. */
  readonly outcome: 'stale' | 'rejected'
  /** What the loader threw, or `LOAD_TIMEOUT`. */
  readonly error: unknown
}

/** An entry in memory that could still have been served was dropped for want of room. */
export interface CacheEvictionEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly key: string
}

/** What stands in the store in the place of an entry is none of ours, or not whole: it counts as a miss. */
export interface CacheDamagedEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly key: string
  /** What is wrong with it, in words. */
  readonly reason: string
}

/** Where events of one kind go. */
export interface CacheEventChannel<T> {
  /** Whether anybody listens. Ask before making an event, so that it costs nothing while nobody does. */
  readonly hasSubscribers: boolean
  /** Tells all listeners, at once and in their order. Does not throw, whatever they do. */
  publish(event: T): void
}

/**
 * What happens in a cache beside its answers, for metrics and logs. Keys may identify people: think before you log them.
 *
 * Effects: listeners are called; nothing is kept. Failure: none.
 */
export interface CacheEvents {
  readonly error: CacheEventChannel<CacheErrorEvent>
  readonly oversized: CacheEventChannel<CacheOversizedEvent>
  readonly eviction: CacheEventChannel<CacheEvictionEvent>
  readonly damaged: CacheEventChannel<CacheDamagedEvent>
  readonly loadError: CacheEventChannel<CacheLoadErrorEvent>
}
