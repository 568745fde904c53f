export * from './session-events.js'
export * from './session-store.js'
