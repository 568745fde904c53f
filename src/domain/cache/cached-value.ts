import { deepFreeze, type JsonValue, toJson } from '../platform/index.js'

/** An array of numbers that the cache keeps as such and not as JSON: embeddings, bytes. */
export type CachedArray = Float32Array | Float64Array | Uint8Array

/** What a cache gives back: the JSON round trip of what was set, deeply frozen, shared among readers. */
export type CachedValue = JsonValue | CachedArray

/** The one form in which every adapter takes a value in: its JSON text, or a copy of a typed array. */
export type StorableValue =
  | { readonly kind: 'json'; readonly text: string }
  | { readonly kind: 'array'; readonly array: CachedArray }

/**
 * `value` as it can be stored, sharing nothing with it. A Buffer is kept as the Uint8Array it is.
 *
 * @param what names the value in the error
 * @throws AppError `UNSERIALISABLE`
 */
export function toStorable(value: unknown, what: string): StorableValue {
  const array = copyTypedArray(value)
  return array ? { kind: 'array', array } : { kind: 'json', text: toJson(value, what) }
}

/** The snapshot that readers share: what `text` says, deeply frozen. */
export function toSharedSnapshot(text: string): JsonValue {
  return deepFreeze(JSON.parse(text) as JsonValue)
}

/** What a reader gets: the shared snapshot, but of a typed array, which cannot be frozen, a copy of its own. */
export function toReadValue(value: CachedValue): CachedValue {
  return copyTypedArray(value) ?? value
}

function copyTypedArray(value: unknown): CachedArray | undefined {
  if (!ArrayBuffer.isView(value)) return undefined
  // By name and not by instanceof: an array from another realm (a vm context, a test runner) is one too.
  const type = Object.prototype.toString.call(value)
  if (type === '[object Float32Array]') return new Float32Array(value as Float32Array)
  if (type === '[object Float64Array]') return new Float64Array(value as Float64Array)
  if (type === '[object Uint8Array]') return new Uint8Array(value as Uint8Array)
  return undefined
}
