import { AppError } from './app-error.js'
import { shown } from './arguments.js'
import { MAX_TTL_SECONDS } from './ttl.js'

const MAX_MS = MAX_TTL_SECONDS * 1000

/** @throws AppError `INVALID_TTL` unless `ms` is a whole number of at least `least` and at most 100 years */
export function assertDuration(ms: number, what: string, least = 1): void {
  if (Number.isSafeInteger(ms) && ms >= least && ms <= MAX_MS) return
  throw new AppError('INVALID_TTL', `${what} is ${shown(ms)}`, {
    hint: `give ${what} in whole milliseconds, at least ${least} and at most ${MAX_MS} (100 years)`,
    details: { what, found: shown(ms) },
  })
}
