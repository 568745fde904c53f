import type { AppError } from '../../domain/platform/index.js'

/** A method of the cache facade. */
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

/** A store call failed. */
export interface CacheErrorEvent {
  readonly operation: CacheOperation
  /** The prefix of the namespace. */
  readonly prefix: string
  /** The keys of the call; empty for calls on a whole namespace. */
  readonly keys: readonly string[]
  /**
   * `miss`: the caller got a miss; `rejected`: the caller got the error; `not-stored`: the caller got the loaded or an
   * older value, and the store has no new one.
   */
  readonly outcome: 'miss' | 'rejected' | 'not-stored'
  /** `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN` or `STORE_FULL`. */
  readonly error: AppError
}

/** A value was refused because it exceeds the size limit of an entry. */
export interface CacheOversizedEvent {
  readonly operation: CacheOperation
  /** The prefix of the namespace. */
  readonly prefix: string
  /** The keys of the call; the value belongs to one of them. */
  readonly keys: readonly string[]
  /** Size and limit in bytes. */
  readonly bytes: number
  readonly limit: number
}

/** A loader failed or timed out. */
export interface CacheLoadErrorEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly keys: readonly string[]
  /** `stale`: the callers have an older value; `rejected`: the callers got the error. */
  readonly outcome: 'stale' | 'rejected'
  /** The error of the loader, or `LOAD_TIMEOUT`. */
  readonly error: unknown
}

/** A valid entry was evicted from memory to free space. */
export interface CacheEvictionEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly key: string
}

/** The store holds a corrupt entry, or content that this package did not write. It counts as a miss. */
export interface CacheCorruptEntryEvent {
  /** The prefix of the namespace. */
  readonly prefix: string
  readonly key: string
  /** What is wrong with the content. */
  readonly reason: string
}

/** A channel for events of one kind. */
export interface CacheEventChannel<T> {
  /** Whether there are subscribers. Check it before building an event, so that unused events cost nothing. */
  readonly hasSubscribers: boolean
  /** Calls all subscribers synchronously, in order. Does not throw, even if a subscriber does. */
  publish(event: T): void
}

/**
 * Events of a cache, for metrics and logs. Keys may identify people: consider that before logging them.
 *
 * Effects: calls subscribers, keeps nothing. Failure: none.
 */
export interface CacheEvents {
  readonly error: CacheEventChannel<CacheErrorEvent>
  readonly oversized: CacheEventChannel<CacheOversizedEvent>
  readonly eviction: CacheEventChannel<CacheEvictionEvent>
  readonly corruptEntry: CacheEventChannel<CacheCorruptEntryEvent>
  readonly loadError: CacheEventChannel<CacheLoadErrorEvent>
}
