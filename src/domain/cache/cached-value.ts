import { deepFreeze, type JsonValue } from '../platform/index.js'
import { type CachedArray, copyArray } from './cached-array.js'
import { hasArrays, parseWithArrays, toText } from './value-text.js'

/**
 * A value as a cache returns it: the JSON round trip of the stored value, deeply frozen and shared among readers. Typed
 * arrays keep their type; they cannot be frozen, so each reader gets copies.
 */
export type CachedValue = JsonValue | CachedArray | readonly CachedValue[] | { readonly [key: string]: CachedValue }

/** A value in the form that all adapters store: a text (JSON, extended for typed arrays within it), or a copy of a typed array. */
export type StorableValue =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'array'; readonly array: CachedArray }

/** Snapshots that contain typed arrays. Saves a search through all others. */
const withArrays = new WeakSet<object>()

/**
 * The storable form of `value`. Shares nothing with it. A Buffer becomes a Uint8Array.
 *
 * @param what names the value in the error
 * @throws AppError `UNSERIALISABLE`
 */
export function toStorable(value: unknown, what: string): StorableValue {
  const array = copyArray(value)
  return array ? { kind: 'array', array } : { kind: 'json', text: toText(value, what) }
}

/** Parses a storable text into the deeply frozen snapshot that readers share. @throws SyntaxError, RangeError */
export function toSharedSnapshot(text: string): CachedValue {
  return hasArrays(text) ? frozenCopy(parseWithArrays(text) as CachedValue) : deepFreeze(JSON.parse(text) as JsonValue)
}

/** Whether `value` is or contains a typed array: then each reader needs its own {@link toReadValue}. */
export function needsCopyPerReader(value: CachedValue): boolean {
  return ArrayBuffer.isView(value) || (typeof value === 'object' && value !== null && withArrays.has(value))
}

/** The value for one reader: the shared snapshot; with typed arrays, a snapshot with copies of them. */
export function toReadValue(value: CachedValue): CachedValue {
  return needsCopyPerReader(value) ? frozenCopy(value) : value
}

/** A frozen copy of `value` with copies of its arrays. */
function frozenCopy(value: CachedValue): CachedValue {
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
