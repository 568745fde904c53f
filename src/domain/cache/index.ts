export * from './cache-key.js'
export * from './cache-limits.js'
export * from './cache-namespace.js'
export * from './namespace-registry.js'
