export type { OnCorruptEntry } from './entry-reader.js'
export * from './redis-cache.js'
export * from './redis-invalidations.js'
