import { deepFreeze, type JsonValue } from '../platform/index.js'
import { type CachedArray, copyArray } from './cached-array.js'
import { hasArrays, parseWithArrays, toText } from './value-text.js'

/**
 * What a cache gives back: the JSON round trip of what was set, deeply frozen, shared among readers. Typed arrays in it
 * come back as what they are; they cannot be frozen, so each reader gets copies of his own.
 */
export type CachedValue = JsonValue | CachedArray | readonly CachedValue[] | { readonly [key: string]: CachedValue }

/** The one form in which every adapter takes a value in: a text, which is its JSON unless there are typed arrays in it; or a copy of a typed array. */
export type StorableValue =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'array'; readonly array: CachedArray }

/** Snapshots with typed arrays in them: known by themselves, so that of others nothing has to be looked into. */
const withArrays = new WeakSet<object>()

/**
 * `value` as it can be stored, sharing nothing with it. A Buffer is kept as the Uint8Array it is.
 *
 * @param what names the value in the error
 * @throws AppError `UNSERIALISABLE`
 */
export function toStorable(value: unknown, what: string): StorableValue {
  const array = copyArray(value)
  return array ? { kind: 'array', array } : { kind: 'json', text: toText(value, what) }
}

/** The snapshot that readers share: what `text` says, deeply frozen. @throws SyntaxError, RangeError */
export function toSharedSnapshot(text: string): CachedValue {
  return hasArrays(text) ? sealed(parseWithArrays(text) as CachedValue) : deepFreeze(JSON.parse(text) as JsonValue)
}

/** Whether `value` is or has a typed array: then each reader needs {@link toReadValue} of it. */
export function isReadAsCopy(value: CachedValue): boolean {
  return ArrayBuffer.isView(value) || (typeof value === 'object' && value !== null && withArrays.has(value))
}

/** What a reader gets: the shared snapshot; with typed arrays, copies of them in a snapshot of his own. */
export function toReadValue(value: CachedValue): CachedValue {
  return isReadAsCopy(value) ? sealed(value) : value
}

/** A frozen copy of `value` with copies of its arrays. */
function sealed(value: CachedValue): CachedValue {
  const copy = copyOf(value)
  if (typeof copy === 'object' && copy !== null && !ArrayBuffer.isView(copy)) withArrays.add(copy)
  return copy
}

function copyOf(value: CachedValue): CachedValue {
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return copyArray(value) ?? value
  if (Array.isArray(value)) return Object.freeze((value as readonly CachedValue[]).map(copyOf))
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, copyOf(part)])))
}
