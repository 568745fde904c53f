/**
 * `curriculum-generator/conformance`: the laws of the ports, for whoever writes an adapter. Needs no test runner and no
 * package; fast-check is passed in where a property wants it.
 */

export * from './cache-command.js'
export { cacheCommandValues, type FastCheckValues } from './cache-command-values.js'
export { CacheCommands } from './cache-commands.js'
export * from './cache-laws.js'
export { CACHE_KIT_LIMITS } from './cache-limit-laws.js'
export { cacheModel } from './cache-model.js'
export * from './clock-laws.js'
export * from './harness.js'
export * from './ids-laws.js'
export * from './job-laws.js'
export * from './job-model-case.js'
export * from './law.js'
export * from './model-property.js'
export * from './planted-faults.js'
export { SESSION_CAPABILITIES } from './session-ground.js'
export * from './session-laws.js'
export * from './session-property.js'
