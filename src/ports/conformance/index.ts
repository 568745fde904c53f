/**
 * `curriculum-generator/conformance`: the laws of the ports, for whoever writes an adapter. Needs no test runner and no
 * package; fast-check is passed in where a property wants it.
 */
export * from './clock-laws.js'
export * from './harness.js'
export * from './ids-laws.js'
export * from './job-laws.js'
export * from './job-model-case.js'
export * from './law.js'
export * from './model-property.js'
export * from './planted-faults.js'
