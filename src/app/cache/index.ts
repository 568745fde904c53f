export * from './cache.js'
export type * from './cache-options.js'
export type { CacheCounts, CacheStatistics } from './cache-statistics.js'
export type { DeepReadonly } from './deep-readonly.js'
export type { MutableJson } from './mutable-copy.js'
export type {
  CacheLoadOptions,
  LoadContext,
  LoadManyContext,
} from './read-through-options.js'
