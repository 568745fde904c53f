// What every adapter does alike, also one that is not ours: check its arguments, take values in and hand them out.
export {
  addToCounter,
  assertCacheKey,
  assertEntryTerms,
  assertIncrementTerms,
  assertLeaseTerms,
  assertTags,
  assertValueSize,
  type CachedValue,
  type CacheLimits,
  DEFAULT_CACHE_LIMITS,
  type StorableValue,
  toReadValue,
  toSharedSnapshot,
  toStorable,
} from '../../domain/cache/index.js'
export * from './cache-events.js'
export * from './cache-invalidations.js'
export * from './cache-port.js'
export * from './near-cache.js'
