/**
 * `curriculum-generator/conformance`: the contract suites of the ports, to test adapters with. Works with any test runner
 * and needs no package; functions that use fast-check take it as a parameter.
 */

export { modelUsers } from './accounts/model-users.js'
export type { UserLaw } from './accounts/user-fixture.js'
export * from './accounts/user-repository-laws.js'
export {
  type CacheCommand,
  CacheCommands,
  cacheCommandValues,
  type FastCheckValues,
  READINGS,
  REMEMBERED_LEASES,
  showCommand,
} from './cache/cache-commands.js'
export * from './cache/cache-laws.js'
export { CACHE_SUITE_LIMITS } from './cache/cache-limit-laws.js'
export { cacheModel } from './cache/cache-model.js'
export * from './curriculum/exporter-laws.js'
export { modelRepositories } from './curriculum/model-repositories.js'
export type { Repositories, RepositoryLaw } from './curriculum/repository-fixture.js'
export * from './curriculum/repository-laws.js'
export * from './jobs/job-laws.js'
export * from './jobs/job-model-case.js'
export * from './law.js'
export * from './model-case.js'
export * from './mutant.js'
export * from './platform/clock-laws.js'
export * from './platform/ids-laws.js'
export { SESSION_CAPABILITIES } from './sessions/session-fixture.js'
export { type SessionFastCheck, sessionLaws, sessionModelCase } from './sessions/session-laws.js'
