import type { CacheLimits } from '../../../domain/cache/index.js'
import type { CacheEntry } from './cache-entry.js'
import { NamespaceStore } from './namespace-store.js'

interface OldestEntry {
  readonly namespace: string
  readonly space: NamespaceStore
  readonly key: string
  readonly entry: CacheEntry
}

/** Told of an entry that was dropped for want of room while it could still be served. */
export type OnEvicted = (namespace: string, key: string) => void

/** All namespaces under one bound of entries and bytes. */
export class CacheStore {
  readonly #spaces = new Map<string, NamespaceStore>()
  readonly #limits: CacheLimits
  readonly #onEvicted: OnEvicted | undefined
  /** What was found last: who reads a namespace reads it again. */
  #latest: NamespaceStore | undefined
  #latestName = ''
  #tick = 0
  #evictions = 0

  constructor(limits: CacheLimits, onEvicted?: OnEvicted) {
    this.#limits = limits
    this.#onEvicted = onEvicted
  }

  /** Entries that may still have been served when they were dropped for want of room. */
  get evictions(): number {
    return this.#evictions
  }

  get size(): number {
    return this.#sum((space) => space.size)
  }

  get bytes(): number {
    return this.#sum((space) => space.bytes)
  }

  /** The next number of the one sequence in which uses, writes and invalidations stand. */
  tick(): number {
    this.#tick += 1
    return this.#tick
  }

  /** The namespace, if anything was ever written to it since it was cleared. */
  find(namespace: string): NamespaceStore | undefined {
    if (this.#latest !== undefined && this.#latestName === namespace) return this.#latest
    this.#latest = this.#spaces.get(namespace)
    this.#latestName = namespace
    return this.#latest
  }

  open(namespace: string): NamespaceStore {
    const space = this.#spaces.get(namespace) ?? new NamespaceStore()
    this.#spaces.set(namespace, space)
    return space
  }

  /** Takes one step, whatever the number of entries: they are left to the collector with their tags and leases. */
  clear(namespace: string): void {
    this.#latest = undefined
    this.#spaces.delete(namespace)
  }

  clearAll(): void {
    this.#latest = undefined
    this.#spaces.clear()
  }

  /** Drops least recently used entries, of whatever namespace, until the bounds hold. */
  trim(now: number): void {
    while (this.size > this.#limits.maxEntries || this.bytes > this.#limits.maxBytes) {
      const oldest = this.#oldest()
      if (!oldest) return
      oldest.space.remove(oldest.key)
      if (!oldest.entry.isServable(now)) continue
      this.#evictions += 1
      this.#onEvicted?.(oldest.namespace, oldest.key)
    }
  }

  countLiving(now: number): number {
    return this.#sum((space) => space.countLiving(now))
  }

  #oldest(): OldestEntry | undefined {
    let found: OldestEntry | undefined
    for (const [namespace, space] of this.#spaces) {
      const oldest = space.oldest()
      if (!oldest) continue
      const [key, entry] = oldest
      if (!found || entry.usedAt < found.entry.usedAt) found = { namespace, space, key, entry }
    }
    return found
  }

  #sum(part: (space: NamespaceStore) => number): number {
    let sum = 0
    for (const space of this.#spaces.values()) sum += part(space)
    return sum
  }
}
