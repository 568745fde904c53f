export * from './cache.js'
export type { CacheStatistics } from './cache-statistics.js'
