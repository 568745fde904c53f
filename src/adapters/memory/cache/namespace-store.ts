import type { CachedValue } from '../../../domain/cache/index.js'
import { LruMap } from '../lru-map.js'
import { AdoptedEntry, CacheEntry, TermedEntry } from './cache-entry.js'
import { Leases } from './leases.js'
import { LivingCount } from './living-count.js'
import { TagEpochs } from './tag-epochs.js'

/** What {@link NamespaceStore.put} is told of an entry. */
export interface EntryContent {
  readonly value: CachedValue
  /** Monotonic milliseconds. */
  readonly expiresAt: number
  /** When its life ends, if it is not kept to the end of it. */
  readonly endsAt?: number
  readonly graceMs: number
  readonly tagNames: readonly string[]
  /** What the entry counts for as a whole. */
  readonly bytes: number
}

/** The entries, tags and leases of one namespace. */
export class NamespaceStore {
  readonly #entries = new LruMap<CacheEntry>()
  readonly #living = new LivingCount((visit) => this.#entries.visit(visit))
  readonly tags = new TagEpochs()
  readonly leases = new Leases(this.tags)

  get size(): number {
    return this.#entries.size
  }

  get bytes(): number {
    return this.#entries.bytes
  }

  /** What the entry of `key` counts for. */
  bytesOf(key: string): number {
    return this.#entries.bytesOf(key)
  }

  /** The entry, if it may be served at least as stale; marks it as used. One that may not is removed. */
  find(key: string, now: number, tick: number): CacheEntry | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    if (entry.isServable(now)) {
      entry.usedAt = tick
      return entry
    }
    this.remove(key)
    return undefined
  }

  /** Stores an entry in place of the one that is there, and breaks the lease of its key. */
  put(key: string, content: EntryContent, tick: number): void {
    this.remove(key)
    this.leases.break(key)
    const entry = this.#entryOf(content, tick)
    this.#entries.set(key, entry, content.bytes)
    this.#living.added(entry)
  }

  remove(key: string): void {
    const entry = this.#entries.peek(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#living.removed(entry)
    this.tags.drop(entry.tags)
  }

  /** What carries one of these tags now is no longer valid. */
  invalidate(tagNames: Iterable<string>, tick: number): void {
    this.tags.invalidate(tagNames, tick)
    this.#living.invalidated()
  }

  oldest(): readonly [key: string, entry: CacheEntry] | undefined {
    return this.#entries.oldest()
  }

  countLiving(now: number): number {
    return this.#living.at(now)
  }

  #entryOf({ value, expiresAt, endsAt = expiresAt, graceMs, tagNames }: EntryContent, tick: number): CacheEntry {
    if (graceMs > 0 || tagNames.length > 0) {
      const tags = this.tags.hold(tagNames)
      return new TermedEntry(value, expiresAt, { endsAt: Math.floor(endsAt), graceMs, tags, writtenAt: tick })
    }
    if (endsAt > expiresAt) return new AdoptedEntry(value, expiresAt, tick, endsAt)
    return new CacheEntry(value, expiresAt, tick)
  }
}
