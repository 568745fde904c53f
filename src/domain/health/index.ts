export * from './health.js'
export * from './tls-health.js'
