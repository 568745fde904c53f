/**
 * `curriculum-generator/redis`: how Redis is reached, as a value decided from a URL and a few settings, as options for
 * node-redis and ioredis, and as a connection that never hangs; and the adapters that use it: cache, sessions, jobs. Loads
 * no client: node-redis is loaded when a connection begins to connect, ioredis and Bull when a job queue does.
 */
export * from './cache/index.js'
export * from './connection/index.js'
export * from './jobs/bull-job-queue.js'
export type { BullJobQueueOptions } from './jobs/bull-job-queue-options.js'
export * from './sessions/index.js'
export * from './settings/index.js'
