/**
 * `curriculum-generator/redis`: settings from a URL, a connection whose operations always settle, and the adapters for
 * cache, sessions and jobs. Loads no client: a connection loads node-redis when it connects, a job queue ioredis and Bull.
 *
 * @example
 * const decision = decideRedisSettings({ url: 'redis://localhost', environment: 'development', ... })
 * if (decision.ok) new RedisConnection({ settings: decision.settings, name: 'main', ... }).connect()
 */
export * from './cache/index.js'
export * from './connection/index.js'
export * from './health/capability-probes.js'
export * from './jobs/bull-job-queue.js'
export type { BullJobQueueOptions } from './jobs/bull-job-queue-options.js'
export * from './sessions/index.js'
export * from './settings/index.js'
