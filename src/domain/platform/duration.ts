import { AppError } from './app-error.js'

/** @throws AppError `INVALID_TTL` unless `ms` is a whole number of at least `least` */
export function assertDuration(ms: number, what: string, least = 1): void {
  if (Number.isSafeInteger(ms) && ms >= least) return
  throw new AppError('INVALID_TTL', `${what} is ${String(ms)}`, {
    hint: `give ${what} in whole milliseconds, at least ${least}`,
    details: { what, found: String(ms) },
  })
}
