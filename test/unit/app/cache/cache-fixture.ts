import { LruCache, type LruCacheOptions } from '../../../../src/adapters/memory/index.js'
import { Cache } from '../../../../src/app/cache/index.js'
import { NamespaceRegistry } from '../../../../src/domain/cache/index.js'
import type { CachePort, Clock } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingCacheEvents } from '../../../support/recording-cache-events.js'

/** A cache over `port`, what it tells, and the number it is given for random next. */
export function facadeOver(port: CachePort, clock: Clock = new ManualClock()) {
  const random = { value: 0, next: () => random.value }
  const events = new RecordingCacheEvents()
  const cache = new Cache(port, new NamespaceRegistry({ prices: { prefix: 'p', ttl: 0.5 } }), { clock, random, events })
  return { cache, random, events }
}

/** A cache in memory on a clock that stands still, with a namespace `prices` of its own. */
export function memoryFacade(limits: LruCacheOptions['limits'] = {}) {
  const clock = new ManualClock()
  const port = new LruCache({ clock, limits })
  return { clock, port, ...facadeOver(port, clock) }
}

/** A store all of whose operations fail with `error`; what it knows of itself it still says. */
export function failing(error: unknown): CachePort {
  const fail = () => Promise.reject(error)
  return {
    getMany: fail,
    setMany: fail,
    deleteMany: fail,
    increment: fail,
    clear: fail,
    invalidateTags: fail,
    acquire: fail,
    commit: fail,
    release: fail,
    stats: async () => ({ connected: false, entries: 0, bytes: 0, evictions: 0 }),
    close: async () => {},
  }
}
