import { AppError, abortable } from '../../domain/platform/index.js'

/**
 * Runs a step of the start. Rejects with `APP_CLOSED` as soon as `signal` aborts.
 *
 * @param what for the message: `waiting for Redis`
 */
export function orAborted<T>(signal: AbortSignal, what: string, work: () => Promise<T>): Promise<T> {
  return abortable(signal, work, () => new AppError('APP_CLOSED', `stopped while ${what}`))
}
