import type { CacheLimits } from '../../../domain/cache/index.js'
import type { CacheEntry } from './cache-entry.js'
import { NamespaceStore } from './namespace-store.js'

interface OldestEntry {
  readonly namespace: string
  readonly store: NamespaceStore
  readonly key: string
  readonly entry: CacheEntry
}

/** Called for a valid entry that was evicted to free space. */
export type OnEvicted = (namespace: string, key: string) => void

/** The stores of all namespaces, with shared limits on entries and bytes. */
export class CacheStore {
  readonly #stores = new Map<string, NamespaceStore>()
  readonly #limits: CacheLimits
  readonly #onEvicted: OnEvicted | undefined
  /** Result of the latest {@link find}: most reads use the same namespace as the read before. */
  #latest: NamespaceStore | undefined
  #latestName = ''
  #tick = 0
  #evictions = 0

  constructor(limits: CacheLimits, onEvicted?: OnEvicted) {
    this.#limits = limits
    this.#onEvicted = onEvicted
  }

  /** Valid entries evicted to free space. */
  get evictions(): number {
    return this.#evictions
  }

  get size(): number {
    return this.#sum((store) => store.size)
  }

  get bytes(): number {
    return this.#sum((store) => store.bytes)
  }

  /** The next sequence number of uses, writes and invalidations. */
  tick(): number {
    this.#tick += 1
    return this.#tick
  }

  /** `undefined` if nothing was written since the last clear. */
  find(namespace: string): NamespaceStore | undefined {
    if (this.#latest !== undefined && this.#latestName === namespace) return this.#latest
    this.#latest = this.#stores.get(namespace)
    this.#latestName = namespace
    return this.#latest
  }

  open(namespace: string): NamespaceStore {
    const store = this.#stores.get(namespace) ?? new NamespaceStore()
    this.#stores.set(namespace, store)
    return store
  }

  /** Constant time: the garbage collector frees the entries with their tags and leases. */
  clear(namespace: string): void {
    this.#latest = undefined
    this.#stores.delete(namespace)
  }

  clearAll(): void {
    this.#latest = undefined
    this.#stores.clear()
  }

  /** Evicts least recently used entries, over all namespaces, until the limits hold. */
  trim(now: number): void {
    while (this.size > this.#limits.maxEntries || this.bytes > this.#limits.maxBytes) {
      const oldest = this.#oldest()
      if (!oldest) return
      oldest.store.remove(oldest.key)
      if (!oldest.entry.isServable(now)) continue
      this.#evictions += 1
      this.#onEvicted?.(oldest.namespace, oldest.key)
    }
  }

  countLive(now: number): number {
    return this.#sum((store) => store.countLive(now))
  }

  #oldest(): OldestEntry | undefined {
    let found: OldestEntry | undefined
    for (const [namespace, store] of this.#stores) {
      const oldest = store.oldest()
      if (!oldest) continue
      const [key, entry] = oldest
      if (!found || entry.usedAt < found.entry.usedAt) found = { namespace, store, key, entry }
    }
    return found
  }

  #sum(figure: (store: NamespaceStore) => number): number {
    let sum = 0
    for (const store of this.#stores.values()) sum += figure(store)
    return sum
  }
}
