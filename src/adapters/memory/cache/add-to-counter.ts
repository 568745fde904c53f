import { AppError } from '../../../domain/platform/index.js'
import type { CachedValue } from '../../../ports/index.js'

/** @throws AppError `NOT_A_COUNTER` unless `current` and the sum are safe integers */
export function addToCounter(current: CachedValue, by: number): number {
  const sum = typeof current === 'number' && Number.isSafeInteger(current) ? current + by : Number.NaN
  if (Number.isSafeInteger(sum)) return sum
  throw new AppError('NOT_A_COUNTER', 'the entry to increment does not hold a safe integer, or the sum is none', {
    hint: 'delete the entry, or count under another key',
    details: { by },
  })
}
