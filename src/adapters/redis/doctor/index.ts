export * from './redis-checks.js'
export * from './remove-keys.js'
