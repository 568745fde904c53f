export * from './cache-limits.js'
export * from './cached-array.js'
export * from './cached-value.js'
export * from './namespace-registry.js'
