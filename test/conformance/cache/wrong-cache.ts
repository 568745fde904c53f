import { LruCache } from '../../../src/adapters/memory/index.js'
import { CACHE_KIT_LIMITS, type PlantedFault } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { memoryHarness } from './memory-harness.js'

export type Change = (cache: CachePort) => Partial<CachePort>

/** A wrong cache, and whether the model alone, without the named laws, finds what is wrong with it. */
export interface WrongCache extends PlantedFault<CachePort> {
  readonly foundByModel: boolean
}

/** A sound cache some of whose methods are changed. */
export function changedCache(
  change: Change,
  { limits = CACHE_KIT_LIMITS }: { limits?: Partial<typeof CACHE_KIT_LIMITS> } = {},
): WrongCache['makeHarness'] {
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

/** A fault that the law `caughtBy` finds, and the model too. */
export function wrong(fault: string, caughtBy: string, change: Change): WrongCache {
  return { fault, caughtBy: `cache/${caughtBy}`, foundByModel: true, makeHarness: changedCache(change) }
}

/** A fault that only the law `caughtBy` finds: what it is about, the model does not do. */
export function subtlyWrong(fault: string, caughtBy: string, change: Change): WrongCache {
  return { ...wrong(fault, caughtBy, change), foundByModel: false }
}
