import { type CachedValue, toSharedSnapshot, toStorable } from '../../../domain/cache/index.js'

/** A value as the cache keeps it, and its size. */
export interface StoredValue {
  readonly value: CachedValue
  /** Bytes of its text, or of a typed array. */
  readonly bytes: number
}

/** What is kept of `value`. @throws AppError `UNSERIALISABLE` */
export function toStoredValue(value: unknown, what: string): StoredValue {
  const storable = toStorable(value, what)
  if (storable.kind === 'array') return { value: storable.array, bytes: storable.array.byteLength }
  return { value: toSharedSnapshot(storable.text), bytes: Buffer.byteLength(storable.text) }
}
