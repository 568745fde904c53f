/** `curriculum-generator/memory`: the adapters that keep everything in the memory of this process. */
export { LruCache, type LruCacheOptions } from './cache/lru-cache.js'
export type { MemoryJobQueueOptions } from './jobs/job-lifecycle.js'
export { MemoryJobQueue } from './jobs/memory-job-queue.js'
export { MemoryKnowledgeIndex } from './knowledge/memory-knowledge-index.js'
export { type MemoryProbeOptions, memoryProbe } from './memory-probe.js'
export { LruSessionStore, type LruSessionStoreOptions } from './sessions/lru-session-store.js'
