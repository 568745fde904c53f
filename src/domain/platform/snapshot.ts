import { AppError } from './app-error.js'
import type { JsonValue } from './json.js'

/**
 * The replacement for a part that is not plain data: `null`; `undefined` to keep the part as JSON writes it; or
 * a rejection with the name of the part.
 *
 * @param part after its `toJSON`
 * @param source before it
 * @param path the property names from the root to the part
 */
export type PartRule = (
  part: object,
  source: unknown,
  path: readonly string[],
) => null | { readonly refused: string } | undefined

/**
 * The JSON text of `value`, as `JSON.stringify` writes it: dates become ISO strings, `toJSON` is called,
 * NaN and infinities become `null`, `undefined` properties of objects are omitted.
 *
 * @param what names the value in the error
 * @param rule for parts that are not plain data
 * @throws AppError `UNSERIALISABLE`, with the JSON pointer of the offending part in `details.pointer`: `undefined` at
 *   the top; at any depth a function, a symbol, a BigInt, a cycle, or a `toJSON` or getter that throws
 */
export function toJson(value: unknown, what = 'value', rule?: PartRule): string {
  try {
    // The slow path takes several times as long and is needed only if a part may be rejected.
    const text = isPlain(value, 0) ? JSON.stringify(value) : undefined
    if (text !== undefined) return text
  } catch {
    // A getter or toJSON threw: the slow path finds its place.
  }
  return toJsonWithCare(value, what, rule)
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

function toJsonWithCare(value: unknown, what: string, rule?: PartRule): string {
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
        const stead = rule?.(part, (this as Record<string, unknown>)[key], [...path, key].slice(1))
        if (stead === null) return null
        if (stead) throw refusal(what, [...path, key], stead.refused)
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

function refusal(what: string, path: readonly string[], found: string, cause?: unknown): AppError {
  // The first step is the empty key of the root in JSON.stringify.
  const pointer = path
    .slice(1)
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
  return new AppError('UNSERIALISABLE', `${what}${pointer} is ${found}`, {
    hint: 'pass plain data: strings, numbers, booleans, null, arrays, objects, dates',
    details: { pointer, found },
    ...(cause === undefined ? {} : { cause }),
  })
}
