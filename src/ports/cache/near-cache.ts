import type { CachedValue } from '../../domain/cache/index.js'
import type { CachePort, CacheTerms } from './cache-port.js'

/** An entry as another cache gave it, with what is left of its life. */
export interface NearEntry {
  readonly key: string
  /** Deeply frozen, or a typed array of the receiver's own: it is kept as it is. */
  readonly value: CachedValue
  /** For how long it is to be kept: whole milliseconds, at least 1. */
  readonly ttlMs: number
  /** What is left of its life, which is at least as much; readers who ask are told of it. */
  readonly remainingMs: number
  readonly terms: CacheTerms
}

/** A cache in this process that can stand before another one. */
export interface NearCache extends CachePort {
  /** As in `CachePort`; always there. */
  peek(namespace: string, key: string): Promise<CachedValue> | undefined

  /** Takes entries over, at once and without copying their values; others go for want of room. */
  adopt(namespace: string, entries: readonly NearEntry[]): void

  /** Removes entries, at once. */
  drop(namespace: string, keys: readonly string[]): void

  /** Removes the entries that carry a tag, at once. */
  dropTags(namespace: string, tags: readonly string[]): void

  /** Removes all entries of a namespace, at once. */
  dropAll(namespace: string): void
}
