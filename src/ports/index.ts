/** `curriculum-generator/ports`: the interfaces that the app needs from outside. Implement one and pass it to `createApp`. */
export * from './cache/index.js'
export * from './curriculum/index.js'
export * from './doctor/index.js'
export * from './health/index.js'
export * from './jobs/index.js'
export * from './knowledge/index.js'
export * from './platform/index.js'
export * from './sessions/index.js'
