// For adapter authors: argument checks and value conversion, the same in all adapters.
export {
  addToCounter,
  assertCacheKey,
  assertCacheKeys,
  assertIncrement,
  assertLeaseRequest,
  assertLeaseToken,
  assertReadOptions,
  assertTags,
  assertValueSize,
  assertWrite,
  assertWrites,
  type CachedValue,
  type CacheLimits,
  DEFAULT_CACHE_LIMITS,
  type StorableValue,
  toReadValue,
  toSharedSnapshot,
  toStorable,
} from '../../domain/cache/index.js'
export * from './cache-events.js'
export * from './cache-port.js'
export * from './local-cache.js'
