export * from './redis-checks.js'
