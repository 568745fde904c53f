import { AppError } from './app-error.js'
import type { JsonValue } from './json.js'

/**
 * What is to stand for a part that is no plain data, as JSON writes it: a `null`; `undefined` for the part itself; or
 * the word that it is refused, and as what.
 *
 * @param part after its `toJSON`
 * @param source before it
 * @param path the names that lead to it
 */
export type PartRule = (
  part: object,
  source: unknown,
  path: readonly string[],
) => null | { readonly refused: string } | undefined

/**
 * The JSON text of `value`: what one round trip keeps of it. Dates become their ISO string, `toJSON` is honoured,
 * NaN and the infinities become `null`, an object's `undefined` properties are left out: as in `JSON.stringify`.
 *
 * @param what names the value in the error
 * @param rule for parts that are no plain data
 * @throws AppError `UNSERIALISABLE`, with the JSON pointer of the offending part in `details.pointer`: `undefined` at
 *   the top; at any depth a function, a symbol, a BigInt, a cycle, or a `toJSON` or getter that throws
 */
export function toJson(value: unknown, what = 'value', rule?: PartRule): string {
  try {
    // The careful way costs several times as much, and is of use only where there is something to refuse.
    const text = isPlain(value, 0) ? JSON.stringify(value) : undefined
    if (text !== undefined) return text
  } catch {
    // A getter or a toJSON that throws: the careful way says where.
  }
  return toJsonWithCare(value, what, rule)
}

/** Deeper than this a value is not looked into: it may have a cycle. */
const PLAIN_DEPTH = 16

/** Whether `value` is plain data at every level, by a quick look: then JSON.stringify can refuse nothing of it. */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return true
    case 'object':
      break
    default:
      // `undefined` is left out of an object, and is nothing at the top.
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
      // `this` holds `part`: whatever stands above it on the stack is finished.
      while (holders.length > 0 && holders.at(-1) !== this) {
        holders.pop()
        path.pop()
      }
      const kind = typeof part
      if (kind === 'function' || kind === 'symbol' || kind === 'bigint')
        throw refusal(what, [...path, key], `a ${kind}`)
      if (typeof part === 'object' && part !== null) {
        // The first step is the empty key of the whole.
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

/** Freezes `value` and everything below it; returns it. For trees fresh from `JSON.parse`: no cycles. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) freezeTree(value)
  return value
}

/** Does not ask what is frozen already, and calls itself for objects alone: both cost as much as the freezing. */
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
  // The first step is the empty key under which JSON.stringify holds the whole.
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
