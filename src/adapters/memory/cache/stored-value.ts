import { deepFreeze, type JsonValue, toJson } from '../../../domain/platform/index.js'
import type { CachedValue } from '../../../ports/index.js'

/** A value as the cache keeps it, and its size. */
export interface StoredValue {
  readonly value: CachedValue
  /** Bytes of its JSON text, or of a typed array. */
  readonly bytes: number
}

/**
 * What is kept of `value`: its JSON round trip, deeply frozen; of a typed array that has a type of its own in the
 * port, a copy. A Buffer is kept as the Uint8Array it is.
 *
 * @throws AppError `UNSERIALISABLE`
 */
export function toStoredValue(value: unknown, what: string): StoredValue {
  const copy = copyTypedArray(value)
  if (copy) return { value: copy, bytes: copy.byteLength }
  const text = toJson(value, what)
  return { value: deepFreeze(JSON.parse(text) as JsonValue), bytes: Buffer.byteLength(text) }
}

/** What a reader gets: the shared snapshot, but of a typed array, which cannot be frozen, a copy of its own. */
export function toReadValue(value: CachedValue): CachedValue {
  return copyTypedArray(value) ?? value
}

function copyTypedArray(value: unknown): Float32Array | Float64Array | Uint8Array | undefined {
  if (!ArrayBuffer.isView(value)) return undefined
  // By name and not by instanceof: an array from another realm (a vm context, a test runner) is one too.
  const type = Object.prototype.toString.call(value)
  if (type === '[object Float32Array]') return new Float32Array(value as Float32Array)
  if (type === '[object Float64Array]') return new Float64Array(value as Float64Array)
  if (type === '[object Uint8Array]') return new Uint8Array(value as Uint8Array)
  return undefined
}
