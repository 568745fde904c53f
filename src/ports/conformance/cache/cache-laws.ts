import type { CachePort } from '../../cache/index.js'
import type { Law } from '../law.js'
import { cacheArgumentLaws } from './cache-argument-laws.js'
import { cacheBatchLaws } from './cache-batch-laws.js'
import { cacheCounterLaws } from './cache-counter-laws.js'
import { cacheExpiryLaws, cacheGraceLaws } from './cache-expiry-laws.js'
import { cacheKeyLaws } from './cache-key-laws.js'
import { cacheLeaseBreakingLaws } from './cache-lease-breaking-laws.js'
import { cacheLeaseLaws, cacheLeaseValueLaws } from './cache-lease-laws.js'
import { cacheLimitLaws } from './cache-limit-laws.js'
import { cachePeekLaws } from './cache-peek-laws.js'
import { cacheClearingLaws, cacheTagLaws } from './cache-removal-laws.js'
import { cacheArrayLaws, cacheValueLaws } from './cache-value-laws.js'

/**
 * The laws of the port `CachePort`. Capabilities that a harness may declare:
 *
 * - `exact-time`: time moves only by `advanceTime`
 * - `bounded`: the adapters evict, and have the limits `CACHE_SUITE_LIMITS`
 * - `peek`: the adapters keep values in the process
 * - `exclusive`: no other program uses the store, so `stats` counts exactly the live entries
 */
export const cacheLaws: readonly Law<CachePort>[] = [
  ...cacheValueLaws,
  ...cacheArrayLaws,
  ...cacheKeyLaws,
  ...cacheArgumentLaws,
  ...cacheExpiryLaws,
  ...cacheGraceLaws,
  ...cachePeekLaws,
  ...cacheBatchLaws,
  ...cacheCounterLaws,
  ...cacheClearingLaws,
  ...cacheTagLaws,
  ...cacheLeaseLaws,
  ...cacheLeaseValueLaws,
  ...cacheLeaseBreakingLaws,
  ...cacheLimitLaws,
]
