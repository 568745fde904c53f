import type { Clock } from '../../../ports/index.js'

/** What {@link settleWithin} resolves to when the time was up first. */
export const EXCEEDED = Symbol('deadline exceeded')

/**
 * What `work` settles to, or {@link EXCEEDED} after `ms` milliseconds. The work goes on in the background then, and
 * what becomes of it is nobody's business here: its late rejection is not an unhandled one.
 *
 * When the time is up, everything that has already arrived at this process is read first. So a handler that blocked
 * the event loop for longer than the deadline makes no answer late that was in time.
 */
export function settleWithin<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof EXCEEDED> {
  return new Promise((resolve, reject) => {
    const timer = clock.setTimer(ms, () => setImmediate(() => resolve(EXCEEDED)))
    work.then(resolve, reject).finally(() => timer.cancel())
  })
}
