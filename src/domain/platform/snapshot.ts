import { AppError } from './app-error.js'
import type { JsonValue } from './json.js'

/**
 * Whether the caller stores a part that is not plain data itself, not as JSON. The JSON then has `null` in its place.
 *
 * @param part after its `toJSON`
 * @param source before it
 * @param path the property names from the root to the part
 */
export type StoresApart = (part: object, source: unknown, path: readonly string[]) => boolean

/**
 * The JSON text of `value`, as `JSON.stringify` writes it: dates become ISO strings, `toJSON` is called,
 * NaN and infinities become `null`, `undefined` properties of objects are omitted.
 *
 * It decides for all that is stored, cache values, job payloads, results and session fields, what has a JSON form: nothing
 * that JSON would reduce to `{}` without a word has one.
 *
 * @param what names the value in the error
 * @param storesApart for parts that the caller stores itself
 * @throws AppError `UNSERIALISABLE`, with the JSON pointer of the offending part in `details.pointer`: `undefined` at
 *   the top; at any depth a function, a symbol, a BigInt, a cycle, a `toJSON` or getter that throws, a promise, an error, a
 *   collection, binary data, or an object whose state is not in its fields
 */
export function toJson(value: unknown, what = 'value', storesApart?: StoresApart): string {
  try {
    // The slow path takes several times as long and is needed only if a part may be rejected.
    const text = isPlain(value, 0) ? JSON.stringify(value) : undefined
    if (text !== undefined) return text
  } catch {
    // A getter or toJSON threw: the slow path finds its place.
  }
  return toJsonWithCare(value, what, storesApart)
}

/** Maximum depth of the fast check: a deeper value may have a cycle. */
const PLAIN_DEPTH = 16

/** Fast check whether `value` is plain data at every level, so that JSON.stringify keeps all of it. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return true
    case 'object':
      break
    default:
      // `undefined` is omitted in an object, and has no JSON form at the root.
      return value === undefined && depth > 0
  }
  if (value === null) return true
  if (depth === PLAIN_DEPTH) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Array.prototype) return (value as unknown[]).every((part) => isPlain(part, depth + 1))
  if (prototype !== Object.prototype && prototype !== null) return false
  for (const name in value) {
    if (!isPlain((value as { readonly [name: string]: unknown })[name], depth + 1)) return false
  }
  return true
}

function toJsonWithCare(value: unknown, what: string, storesApart?: StoresApart): string {
  const holders: unknown[] = []
  const path: string[] = []
  let text: string | undefined
  try {
    text = JSON.stringify(value, function (this: unknown, key: string, part: unknown) {
      // `this` contains `part`: entries above it on the stack are finished.
      while (holders.length > 0 && holders.at(-1) !== this) {
        holders.pop()
        path.pop()
      }
      const kind = typeof part
      if (kind === 'function' || kind === 'symbol' || kind === 'bigint')
        throw refusal(what, [...path, key], `a ${kind}`)
      if (typeof part === 'object' && part !== null) {
        // The first step is the empty key of the root.
        if (storesApart?.(part, (this as Record<string, unknown>)[key], [...path, key].slice(1))) return null
        const lost = lossyKind(part)
        if (lost !== undefined) throw refusal(what, [...path, key], lost)
        if (holders.includes(part)) throw refusal(what, [...path, key], 'a cycle')
        holders.push(part)
        path.push(key)
      }
      return part
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw refusal(what, path, 'something that fails to serialise', error)
  }
  if (text === undefined) throw refusal(what, [], 'undefined')
  return text
}

/** `value` after one JSON round trip, deeply frozen, sharing nothing with `value`. Errors as in {@link toJson}. */
export function toSnapshot(value: unknown, what = 'value'): JsonValue {
  return deepFreeze(JSON.parse(toJson(value, what)) as JsonValue)
}

/** Freezes `value` at every level and returns it. Only for results of `JSON.parse`, which have no cycles. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) freezeTree(value)
  return value
}

/** Does not check for frozen values and recurses only into objects: both checks would take as long as freezing. */
function freezeTree(tree: object): void {
  if (Array.isArray(tree)) {
    for (const part of tree) if (typeof part === 'object' && part !== null) freezeTree(part)
  } else {
    for (const name of Object.keys(tree)) {
      const part = (tree as Record<string, unknown>)[name]
      if (typeof part === 'object' && part !== null) freezeTree(part)
    }
  }
  Object.freeze(tree)
}

/** Built-in types with state that JSON leaves out, even if an object of theirs has fields too. */
const LOSSY_TYPES: ReadonlySet<string> = new Set([
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'Promise', 'RegExp', 'Error', 'DOMException'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'URLSearchParams', 'Headers', 'FormData', 'Blob', 'File'],
])

/** What `part` is, if JSON would leave out its content; `undefined` otherwise. */
function lossyKind(part: object): string | undefined {
  if (Array.isArray(part)) return undefined
  // By name, because instanceof fails for objects of another realm (a vm context, a test runner).
  const type = Object.prototype.toString.call(part).slice(8, -1)
  if (LOSSY_TYPES.has(type) || ArrayBuffer.isView(part)) return `an object of type ${type}`
  const prototype: unknown = Object.getPrototypeOf(part)
  // A plain object of any realm.
  if (prototype === null || Object.getPrototypeOf(prototype) === null) return undefined
  if (part instanceof Error) return 'an object of type Error'
  if ('then' in part && typeof part.then === 'function') return 'an object of type Promise'
  // JSON unwraps these.
  if (type === 'Number' || type === 'String' || type === 'Boolean') return undefined
  return Object.keys(part).length === 0 ? `an object of type ${classOf(part, type)} without fields` : undefined
}

function classOf(part: object, type: string): string {
  const { name } = part.constructor ?? {}
  return type === 'Object' && typeof name === 'string' && name !== '' ? name : type
}

/** How to store what has no JSON form. */
function hintFor(found: string): string {
  if (found.endsWith('Promise')) return 'await it and pass the result'
  if (/ (Error|DOMException)$/.test(found)) return 'pass its message and code as texts'
  if (/Array$|ArrayBuffer$|DataView$|Blob$|File$/.test(found)) return 'pass a base64 text, or an array of numbers'
  return 'pass plain data: strings, numbers, booleans, null, arrays, objects, dates; or give its class a toJSON()'
}

function refusal(what: string, path: readonly string[], found: string, cause?: unknown): AppError {
  // The first step is the empty key of the root in JSON.stringify.
  const pointer = path
    .slice(1)
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  return new AppError('UNSERIALISABLE', `${what}${pointer} is ${found}`, {
    hint: hintFor(found),
    details: { pointer, found },
    ...(cause === undefined ? {} : { cause }),
  })
}
