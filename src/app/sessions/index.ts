export * from './sessions.js'
