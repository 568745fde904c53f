import type { CachedValue } from '../../domain/cache/index.js'
import type { CachePort, EntryMetadata } from './cache-port.js'

/** A copy of an entry of the remote cache. */
export interface LocalEntry {
  readonly key: string
  /** Deeply frozen, or a typed array that the local cache may keep without copying. */
  readonly value: CachedValue
  /** How long the copy is kept: whole milliseconds, at least 1. */
  readonly ttlMs: number
  /** Remaining life of the remote entry, at least `ttlMs`. Reads return it as `remainingMs`. */
  readonly remainingMs: number
  readonly metadata: EntryMetadata
}

/** A cache in this process that can stand in front of a remote one (level 1 of a tiered cache). Its methods are synchronous. */
export interface LocalCache extends CachePort {
  /** As in `CachePort`, but not optional. */
  peek(namespace: string, key: string): Promise<CachedValue> | undefined

  /** Stores entries without copying their values. Evicts others if there is no space. */
  fill(namespace: string, entries: readonly LocalEntry[]): void

  /** Removes entries. */
  drop(namespace: string, keys: readonly string[]): void

  /** Removes the entries that carry one of `tags`. */
  dropTags(namespace: string, tags: readonly string[]): void

  /** Removes all entries of a namespace. */
  dropAll(namespace: string): void
}

/** Receives the changes of a shared store. Called synchronously as messages arrive; must not throw. */
export interface InvalidationListener {
  /** The entry may have changed or be gone. */
  entryChanged(namespace: string, key: string): void
  /** The lease was taken, broken or released. */
  leaseChanged(namespace: string, key: string): void
  /** Entries with the tag may be invalid. */
  tagChanged(namespace: string, tag: string): void
  /** All entries of the namespace may be invalid. */
  namespaceChanged(namespace: string): void
  /** All entries may be invalid. */
  storeChanged(): void
  /** Messages arrive from now on. Earlier changes are unknown. */
  resumed(): void
  /** Messages do not arrive any more. */
  lost(): void
}

/**
 * Invalidation messages of a shared cache, for every change: by other processes, by the store itself (expiry, eviction),
 * by a person at its console. The message of a change arrives after the answers to all earlier requests. So an answer
 * may be kept until a message arrives, if none arrived between request and answer.
 */
export interface CacheInvalidations {
  /** Whether messages arrive at present. */
  readonly active: boolean
  /** Replaces the listener. */
  listen(listener: InvalidationListener): void
}
