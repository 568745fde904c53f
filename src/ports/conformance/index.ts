/**
 * `curriculum-generator/conformance`: the laws of the ports, for whoever writes an adapter. Needs no test runner and no
 * package; fast-check is passed in where a property wants it.
 */

export * from './cache/cache-command.js'
export { cacheCommandValues, type FastCheckValues } from './cache/cache-command-values.js'
export { CacheCommands } from './cache/cache-commands.js'
export * from './cache/cache-laws.js'
export { CACHE_KIT_LIMITS } from './cache/cache-limit-laws.js'
export { cacheModel } from './cache/cache-model.js'
export * from './curriculum/exporter-laws.js'
export { modelRepositories } from './curriculum/model-repositories.js'
export type { Repositories, RepositoryLaw } from './curriculum/repositories.js'
export * from './curriculum/repository-command.js'
export * from './curriculum/repository-laws.js'
export * from './curriculum/repository-property.js'
export * from './harness.js'
export * from './jobs/job-laws.js'
export * from './jobs/job-model-case.js'
export * from './law.js'
export * from './model-property.js'
export * from './planted-faults.js'
export * from './platform/clock-laws.js'
export * from './platform/ids-laws.js'
export { SESSION_CAPABILITIES } from './sessions/session-fixture.js'
export { type SessionFastCheck, sessionLaws, sessionModelCase } from './sessions/session-laws.js'
