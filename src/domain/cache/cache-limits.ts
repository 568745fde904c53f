import { AppError } from '../platform/index.js'
import type { CachedValue } from './cached-value.js'

/** Size limits of a cache. */
export interface CacheLimits {
  /** Maximum number of entries in the memory adapter, over all namespaces. */
  readonly maxEntries: number
  /**
   * Maximum bytes in the memory adapter: keys, values as JSON text, and {@link ENTRY_OVERHEAD_BYTES} per entry. The
   * adapter keeps values and not texts, so the heap grows larger: about as large for long texts, 2 to 4 times for rows
   * of objects and lists of integers, up to 11 times for lists of short lists.
   */
  readonly maxBytes: number
  /** Maximum size of a value, in bytes of its JSON text. */
  readonly maxEntryBytes: number
}

/** Overhead of an entry in bytes, without key and value; measured on V8, rounded up. */
export const ENTRY_OVERHEAD_BYTES = 208

export const DEFAULT_CACHE_LIMITS: CacheLimits = {
  maxEntries: 100_000,
  maxBytes: 64 * 1024 * 1024,
  maxEntryBytes: 1024 * 1024,
}

/** Maximum length of a key or tag, in bytes of UTF-8. */
export const MAX_KEY_BYTES = 1024

/** @throws AppError `ENTRY_TOO_LARGE` if a value of `bytes` exceeds `maxEntryBytes` */
export function assertValueSize(bytes: number, { maxEntryBytes }: { readonly maxEntryBytes: number }): void {
  if (bytes <= maxEntryBytes) return
  throw new AppError('ENTRY_TOO_LARGE', `the value has ${bytes} bytes, the limit of an entry is ${maxEntryBytes}`, {
    hint: 'cache a smaller value, or raise cache.maxEntryBytes',
    details: { bytes, limit: maxEntryBytes },
  })
}

/** @throws AppError `NOT_A_COUNTER` unless `current` and the sum are safe integers */
export function addToCounter(current: CachedValue, by: number): number {
  const sum = typeof current === 'number' && Number.isSafeInteger(current) ? current + by : Number.NaN
  if (Number.isSafeInteger(sum)) return sum
  throw notACounter(by)
}

/** The error of an increment whose entry or sum is not a safe integer. */
export function notACounter(by: number): AppError {
  return new AppError('NOT_A_COUNTER', 'the entry to increment, or the sum, is not a safe integer', {
    hint: 'delete the entry, or use another key for the counter',
    details: { by },
  })
}
