const { TestEnvironment } = require('jest-environment-node')
const { runInContext } = require('node:vm')

/**
 * Builtins that no test replaces. `Date`, timers and `performance` are missing because tests replace them.
 *
 * Jest runs a test in a context whose global object is a proxy: each use of a global costs up to a microsecond there,
 * against a nanosecond in Node itself. A constant in the scope of scripts is found before the global object, and costs
 * what it costs in Node.
 */
const BUILTINS = [
  'AbortController',
  'AbortSignal',
  'AggregateError',
  'Array',
  'ArrayBuffer',
  'Atomics',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'Boolean',
  'Buffer',
  'DataView',
  'Error',
  'EvalError',
  'Event',
  'EventTarget',
  'FinalizationRegistry',
  'Float32Array',
  'Float64Array',
  'Function',
  'Int16Array',
  'Int32Array',
  'Int8Array',
  'Intl',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'Promise',
  'Proxy',
  'RangeError',
  'ReferenceError',
  'Reflect',
  'RegExp',
  'Set',
  'SharedArrayBuffer',
  'String',
  'Symbol',
  'SyntaxError',
  'TextDecoder',
  'TextEncoder',
  'TypeError',
  'URIError',
  'URL',
  'URLSearchParams',
  'Uint16Array',
  'Uint32Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'decodeURIComponent',
  'encodeURIComponent',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
  'process',
  'queueMicrotask',
  'structuredClone',
]

/** The environment of Node, in which the builtins cost what they cost in Node. */
module.exports = class QuickGlobalsEnvironment extends TestEnvironment {
  async setup() {
    await super.setup()
    runInContext(BUILTINS.map((name) => `const ${name} = globalThis.${name};`).join('\n'), this.context)
  }
}
