import type { CacheHit } from '../../ports/index.js'
import type { CacheSpace } from './cache-space.js'
import type { Landing } from './flight.js'
import { toMutableCopy } from './mutable-copy.js'

/** The value of a hit, as it was asked for; counts it. */
export function take(hit: CacheHit | undefined, { counters }: CacheSpace, mutable = false): unknown {
  if (hit === undefined) {
    counters.misses += 1
    return undefined
  }
  counters.hits += 1
  return mutable ? toMutableCopy(hit.value) : hit.value
}

/** The value that a search ended with, as it was asked for; counts it. */
export function arrive(landing: Landing | undefined, { counters }: CacheSpace, mutable = false): unknown {
  if (landing?.from === 'store') counters.hits += 1
  else if (landing?.from === 'stale') counters.stale += 1
  // A store that failed was counted when it did.
  else if (landing?.from === 'loader') counters.misses += 1
  const value = landing?.value
  return mutable && value !== undefined ? toMutableCopy(value) : value
}
