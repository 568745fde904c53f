export * from './tiered-cache.js'
