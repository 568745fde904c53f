export * from './cache-events.js'
export * from './cache-invalidations.js'
export * from './cache-port.js'
export * from './near-cache.js'
