import { AppError } from './app-error.js'
import { shown } from './arguments.js'

/** Maximum time to live: 100 years. A larger number is a mistake, and Redis overflows. */
export const MAX_TTL_SECONDS = 100 * 365.25 * 24 * 3600

/**
 * A time to live in seconds as whole milliseconds, rounded up, at least 1.
 *
 * @param seconds finite and above 0, fractions allowed, at most {@link MAX_TTL_SECONDS}
 * @param what the setting or argument, for the error
 * @throws AppError `INVALID_TTL`
 */
export function ttlToMs(seconds: number, what = 'ttl'): number {
  if (typeof seconds === 'number' && seconds > 0 && seconds <= MAX_TTL_SECONDS) {
    // 1.1 * 1000 is 1100.0000000000002: without rounding to nanoseconds it would become 1101.
    return Math.max(1, Math.ceil(Math.round(seconds * 1e9) / 1e6))
  }
  throw new AppError('INVALID_TTL', `${what} is ${shown(seconds)}`, {
    hint: `give ${what} in seconds: a number above 0 and at most ${MAX_TTL_SECONDS} (100 years)`,
    details: { what, found: shown(seconds) },
  })
}
