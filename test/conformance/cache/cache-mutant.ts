import { LruCache } from '../../../src/adapters/memory/index.js'
import { CACHE_SUITE_LIMITS, type Mutant } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { memoryHarness } from '../../support/cache/cache-suite.js'

type Change = (cache: CachePort) => Partial<CachePort>

export interface CacheMutant extends Mutant<CachePort> {
  /** Whether the model kills it too, without the laws. */
  readonly killedByModel: boolean
}

/** A mutant that both the law `killedBy` and the model kill. */
export function mutant(fault: string, killedBy: string, change: Change): CacheMutant {
  return { fault, killedBy: `cache/${killedBy}`, killedByModel: true, makeHarness: changedCache(change) }
}

/** A mutant that only the law `killedBy` kills, because the model has no such command. */
export function mutantOutsideModel(fault: string, killedBy: string, change: Change): CacheMutant {
  return { ...mutant(fault, killedBy, change), killedByModel: false }
}

/** A cache with some methods replaced. */
export function changedCache(
  change: Change,
  { limits = CACHE_SUITE_LIMITS }: { limits?: Partial<typeof CACHE_SUITE_LIMITS> } = {},
): CacheMutant['makeHarness'] {
  return memoryHarness((clock) => {
    const cache = new LruCache({ clock, limits })
    return {
      getMany: (...args) => cache.getMany(...args),
      setMany: (...args) => cache.setMany(...args),
      deleteMany: (...args) => cache.deleteMany(...args),
      increment: (...args) => cache.increment(...args),
      clear: (...args) => cache.clear(...args),
      invalidateTags: (...args) => cache.invalidateTags(...args),
      acquire: (...args) => cache.acquire(...args),
      commit: (...args) => cache.commit(...args),
      release: (...args) => cache.release(...args),
      peek: (...args) => cache.peek(...args),
      stats: () => cache.stats(),
      close: () => cache.close(),
      ...change(cache),
    }
  })
}
