/** `curriculum-generator/conformance`: the laws of the ports, for whoever writes an adapter. */
export * from './ids-laws.js'
export * from './law.js'
