export * from './cache.js'
export type {
  CacheItem,
  CacheLoadOptions,
  CacheOptions,
  CacheReadOptions,
  CacheWriteOptions,
  LoadContext,
  LoadManyContext,
} from './cache-options.js'
export type { CacheCounts, CacheStatistics } from './cache-statistics.js'
export type { DeepReadonly, MutableJson } from './cache-values.js'
