import type { Clock } from '../../../ports/index.js'

/** What {@link settleWithin} resolves to when the time was up first. */
export const EXCEEDED = Symbol('deadline exceeded')

/**
 * What `work` settles to, or {@link EXCEEDED} after `ms` milliseconds; its late rejection is not an unhandled one then.
 * When the time is up, what has already arrived at this process is read first.
 */
export function settleWithin<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof EXCEEDED> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(ms, () => setImmediate(() => resolve(EXCEEDED)))
    work.then(resolve, reject).finally(() => timer.cancel())
  })
}
