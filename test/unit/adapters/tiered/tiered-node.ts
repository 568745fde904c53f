import { LruCache } from '../../../../src/adapters/memory/index.js'
import type { TieredCacheOptions } from '../../../../src/adapters/tiered/tiered-cache.js'
import type { CachedValue } from '../../../../src/domain/cache/index.js'
import type { Harness, HarnessFactory } from '../../../../src/ports/conformance/index.js'
import type { CachePort, CacheWrite } from '../../../../src/ports/index.js'
import { SharedStore } from './shared-store.js'
import type { StoreLink } from './store-link.js'

/** Creates the tiered cache under test, or a mutant of it. */
export type CreateTiered = (options: TieredCacheOptions) => CachePort

/** One node: its tiered cache in the namespace `n`, and its link to the shared store. */
export class TieredNode {
  readonly cache: CachePort
  readonly link: StoreLink

  constructor(store: SharedStore, create: CreateTiered) {
    this.link = store.link()
    const { clock } = store
    this.cache = create({
      createLocal: () => new LruCache({ clock }),
      remote: this.link,
      invalidations: this.link,
      clock,
    })
  }

  async get(key = 'k'): Promise<CachedValue | undefined> {
    return (await this.cache.getMany('n', [key]))[0]?.value
  }

  set(value: unknown, more: Partial<CacheWrite> = {}): Promise<void> {
    return this.cache.setMany('n', [{ key: 'k', value, ttlMs: 600_000, ...more }])
  }

  async getStale(key = 'k'): Promise<CachedValue | undefined> {
    return (await this.cache.getStaleLocal?.('n', [key]))?.[0]?.value
  }

  /** Whether the value is held locally: then no request reaches the store. */
  async holds(key = 'k'): Promise<boolean> {
    const before = this.link.calls.length
    await this.cache.getMany('n', [key]).catch(() => [])
    return this.link.calls.length === before && (await this.cache.peek?.('n', key)) !== undefined
  }
}

/** Two nodes that share a store. */
export interface TieredWorld {
  readonly store: SharedStore
  readonly a: TieredNode
  readonly b: TieredNode
}

export function tieredWorlds(createTiered: CreateTiered): HarnessFactory<TieredWorld> {
  return (): Harness<TieredWorld> => ({
    create: async () => {
      const store = new SharedStore()
      return { store, a: new TieredNode(store, createTiered), b: new TieredNode(store, createTiered) }
    },
    // The tests advance the clock of the store themselves.
    advanceTime: async () => undefined,
    destroy: async () => undefined,
  })
}
