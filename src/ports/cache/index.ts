export * from './cache-port.js'
