import fc from 'fast-check'
import { LruCache } from '../../../src/adapters/memory/index.js'
import {
  CACHE_SUITE_LIMITS,
  cacheLaws,
  cacheModel,
  type HarnessFactory,
  type LawCase,
  lawCases,
  type ModelOptions,
  modelCase,
} from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { ManualClock } from '../manual-clock.js'

/** The contract suite of `CachePort`: its laws and its model. */
export function cacheSuite(makeHarness: HarnessFactory<CachePort>, options?: ModelOptions): readonly LawCase[] {
  return [...lawCases(cacheLaws, makeHarness), cacheModelCase(makeHarness, options)]
}

export function cacheModelCase(makeHarness: HarnessFactory<CachePort>, options?: ModelOptions): LawCase {
  return modelCase(fc, cacheModel(fc), makeHarness, options)
}

/** In-memory caches on a manual clock. */
export function memoryHarness(
  make: (clock: ManualClock) => CachePort = (clock) => new LruCache({ clock, limits: CACHE_SUITE_LIMITS }),
): HarnessFactory<CachePort> {
  return () => {
    const clock = new ManualClock()
    const made: CachePort[] = []
    return {
      capabilities: ['exact-time', 'bounded', 'peek', 'exclusive'],
      create: () => {
        const cache = make(clock)
        made.push(cache)
        return cache
      },
      advanceTime: (ms) => clock.advance(ms),
      destroy: async () => void (await Promise.all(made.map((cache) => cache.close()))),
    }
  }
}
