import type { Clock } from '../../../ports/index.js'

/** What {@link settleWithin} resolves to when the time was up first. */
export const EXCEEDED = Symbol('deadline exceeded')

/** A timer that comes so much too late, in milliseconds, tells that this process stood still. */
const STANDSTILL_MS = 50

/** What an operation gets back, once, of the time in which its process stood still, in milliseconds. */
const MOST_BACK_MS = 50

/** The time that the steps of one operation share. */
export class Deadline {
  readonly #clock: Clock
  readonly #due: number
  #wasGivenBack = false

  constructor(clock: Clock, ms: number) {
    this.#clock = clock
    this.#due = clock.monotonic() + ms
  }

  /**
   * What `work` settles to, or {@link EXCEEDED} when the time is up. The work goes on in the background then, and what
   * becomes of it is nobody's business here: its late rejection is not an unhandled one.
   *
   * The time is that of a process that runs. When it is up, everything that has already arrived is read first, so that
   * a handler that blocked the event loop makes no answer late that was in time. And when the process as a whole stood
   * still (a throttled container, a paused machine), neither could an answer arrive nor a second command be sent: it
   * gets a little of that time back, once.
   */
  settle<T>(work: Promise<T>): Promise<T | typeof EXCEEDED> {
    return new Promise((resolve, reject) => {
      const end = (): void => void setImmediate(() => resolve(EXCEEDED))
      const due = (): void => {
        const backMs = this.#takeBack()
        if (backMs === 0) end()
        else timer = this.#clock.setTimer(backMs, end)
      }
      const leftMs = this.#due - this.#clock.monotonic()
      let timer = this.#clock.setTimer(leftMs > 0 ? leftMs : this.#takeBack(), leftMs > 0 ? due : end)
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  #takeBack(): number {
    const lateMs = this.#clock.monotonic() - this.#due
    if (this.#wasGivenBack || lateMs < STANDSTILL_MS) return 0
    this.#wasGivenBack = true
    return Math.min(lateMs, MOST_BACK_MS)
  }
}

/** What `work` settles to, or {@link EXCEEDED} after `ms` milliseconds, as {@link Deadline.settle} counts them. */
export function settleWithin<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof EXCEEDED> {
  return new Deadline(clock, ms).settle(work)
}
