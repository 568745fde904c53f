import { LruCache } from '../../../src/adapters/memory/index.js'
import { CACHE_KIT_LIMITS, type HarnessFactory } from '../../../src/ports/conformance/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { ManualClock } from '../../support/manual-clock.js'

/** Caches on one clock that the harness moves. */
export function memoryHarness(
  make: (clock: ManualClock) => CachePort = (clock) => new LruCache({ clock, limits: CACHE_KIT_LIMITS }),
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
      elapse: (ms) => clock.advance(ms),
      destroy: async () => void (await Promise.all(made.map((cache) => cache.close()))),
    }
  }
}
