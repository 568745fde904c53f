import type { CachePort } from '../../cache/index.js'
import type { Law } from '../law.js'
import { cacheArgumentLaws } from './cache-argument-laws.js'
import { cacheArrayLaws } from './cache-array-laws.js'
import { cacheBatchLaws } from './cache-batch-laws.js'
import { cacheClearingLaws } from './cache-clearing-laws.js'
import { cacheCounterLaws } from './cache-counter-laws.js'
import { cacheExpiryLaws } from './cache-expiry-laws.js'
import { cacheGraceLaws } from './cache-grace-laws.js'
import { cacheKeyLaws } from './cache-key-laws.js'
import { cacheLeaseBreakingLaws } from './cache-lease-breaking-laws.js'
import { cacheLeaseLaws } from './cache-lease-laws.js'
import { cacheLeaseValueLaws } from './cache-lease-value-laws.js'
import { cacheLimitLaws } from './cache-limit-laws.js'
import { cachePeekLaws } from './cache-peek-laws.js'
import { cacheTagLaws } from './cache-tag-laws.js'
import { cacheValueLaws } from './cache-value-laws.js'

/**
 * The laws of the port `CachePort`. Capabilities that a harness may declare:
 *
 * - `exact-time`: no time passes but by `elapse`
 * - `bounded`: its adapters evict, and have the bounds of `CACHE_KIT_LIMITS`
 * - `peek`: its adapters keep values in the process
 * - `exclusive`: its adapters count exactly their own living entries
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
