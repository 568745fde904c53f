export * from './absent-cache.js'
export * from './absent-job-queue.js'
export * from './absent-probe.js'
export * from './absent-session-store.js'
