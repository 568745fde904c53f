import { AppError, assertDuration } from '../platform/index.js'
import { assertCacheKey } from './cache-key.js'
import type { CachedValue } from './cached-value.js'

/** @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT` */
export function assertIncrementTerms({ key, by, ttlMs }: { key: string; by: number; ttlMs: number }): void {
  assertCacheKey(key)
  assertDuration(ttlMs, 'ttlMs')
  if (Number.isSafeInteger(by)) return
  throw new AppError('INVALID_ARGUMENT', `a counter cannot be moved by ${String(by)}`, {
    hint: 'give a safe integer',
    details: { found: String(by) },
  })
}

/** @throws AppError `NOT_A_COUNTER` unless `current` and the sum are safe integers */
export function addToCounter(current: CachedValue, by: number): number {
  const sum = typeof current === 'number' && Number.isSafeInteger(current) ? current + by : Number.NaN
  if (Number.isSafeInteger(sum)) return sum
  throw notACounter(by)
}

/** What an increment meets whose entry cannot be counted with. */
export function notACounter(by: number): AppError {
  return new AppError('NOT_A_COUNTER', 'the entry to increment does not hold a safe integer, or the sum is none', {
    hint: 'delete the entry, or count under another key',
    details: { by },
  })
}
