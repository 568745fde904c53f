import { AppError, assertDuration } from '../platform/index.js'
import { utf8Length } from '../platform/text.js'
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

/**
 * Checks a cache key or a tag: a well-formed string of at most {@link MAX_KEY_BYTES} bytes. No character has a special
 * meaning, and the empty string is valid.
 *
 * @throws AppError `INVALID_KEY`
 */
export function assertCacheKey(key: string, what: 'key' | 'tag' = 'key'): void {
  const bytes = typeof key === 'string' ? utf8Length(key) : undefined
  if (bytes !== undefined && bytes <= MAX_KEY_BYTES) return
  const found =
    typeof key !== 'string' ? `a ${typeof key}` : bytes === undefined ? 'has a lone surrogate' : `has ${bytes} bytes`
  throw new AppError('INVALID_KEY', `the cache ${what} ${typeof key === 'string' ? found : `is ${found}`}`, {
    hint: `a ${what} is a well-formed string of at most ${MAX_KEY_BYTES} bytes in UTF-8; hash longer ones`,
    details: { what, found },
  })
}

/** @throws AppError `INVALID_KEY` */
export function assertTags(tags: readonly string[] = []): void {
  for (const tag of tags) assertCacheKey(tag, 'tag')
}

interface WriteArguments {
  readonly key: string
  readonly ttlMs: number
  readonly tags?: readonly string[]
  readonly graceMs?: number
}

/** Checks all of a write but its value. @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertWrite({ key, ttlMs, tags, graceMs = 0 }: WriteArguments): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(ttlMs, 'ttlMs')
  assertDuration(graceMs, 'graceMs', 0)
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL` */
export function assertLeaseRequest({
  key,
  leaseMs,
  tags,
}: {
  readonly key: string
  readonly leaseMs: number
  readonly tags?: readonly string[]
}): void {
  assertCacheKey(key)
  assertTags(tags)
  assertDuration(leaseMs, 'leaseMs')
}

/** @throws AppError `ENTRY_TOO_LARGE` if a value of `bytes` exceeds `maxEntryBytes` */
export function assertValueSize(bytes: number, { maxEntryBytes }: { readonly maxEntryBytes: number }): void {
  if (bytes <= maxEntryBytes) return
  throw new AppError('ENTRY_TOO_LARGE', `the value has ${bytes} bytes, the limit of an entry is ${maxEntryBytes}`, {
    hint: 'cache a smaller value, or raise cache.maxEntryBytes',
    details: { bytes, limit: maxEntryBytes },
  })
}

/** @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertIncrement({ key, by, ttlMs }: { key: string; by: number; ttlMs: number }): void {
  assertCacheKey(key)
  assertDuration(ttlMs, 'ttlMs')
  if (Number.isSafeInteger(by)) return
  throw new AppError('INVALID_ARGUMENT', `a counter cannot be incremented by ${String(by)}`, {
    hint: 'pass a safe integer',
    details: { found: String(by) },
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
