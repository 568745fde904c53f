export * from './session.js'
export * from './session-id.js'
export * from './session-lifetime.js'
