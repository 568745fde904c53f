export * from './cache-events.js'
export * from './cache-port.js'
