import { LruCache } from '../../../src/adapters/memory/index.js'
import type { TieredCache } from '../../../src/adapters/tiered/index.js'
import type { CachedValue } from '../../../src/domain/cache/index.js'
import type { Harness, HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { CachePort, CacheWrite } from '../../../src/ports/index.js'
import { SharedStore } from './shared-store.js'
import type { StoreLink } from './store-link.js'

/** What a tiered cache is made by: the one there is, or a wrong one. */
export type TieredCacheClass = typeof TieredCache

/** One node: its tiered cache, in the namespace `n`, and its way to the store. */
export class TieredNode {
  readonly cache: CachePort
  readonly link: StoreLink

  constructor(store: SharedStore, Tiered: TieredCacheClass) {
    this.link = store.link()
    const { clock } = store
    this.cache = new Tiered({
      makeNear: () => new LruCache({ clock }),
      far: this.link,
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

  async recall(key = 'k'): Promise<CachedValue | undefined> {
    return (await this.cache.recall?.('n', [key]))?.[0]?.value
  }

  /** Whether the value is near: then no question reaches the store. */
  async holds(key = 'k'): Promise<boolean> {
    const before = this.link.calls.length
    await this.cache.getMany('n', [key]).catch(() => [])
    return this.link.calls.length === before && (await this.cache.peek?.('n', key)) !== undefined
  }
}

/** Two nodes of one store. */
export interface TieredWorld {
  readonly store: SharedStore
  readonly a: TieredNode
  readonly b: TieredNode
}

export function tieredWorlds(Tiered: () => Promise<TieredCacheClass>): HarnessFactory<TieredWorld> {
  return (): Harness<TieredWorld> => ({
    create: async () => {
      const store = new SharedStore()
      const made = await Tiered()
      return { store, a: new TieredNode(store, made), b: new TieredNode(store, made) }
    },
    // The laws move the clock of the store themselves.
    elapse: async () => undefined,
    destroy: async () => undefined,
  })
}
