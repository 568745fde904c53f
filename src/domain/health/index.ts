export * from './health.js'
