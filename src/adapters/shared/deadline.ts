import type { Clock } from '../../ports/index.js'

/** What {@link settleWithin} resolves to when the deadline passed first. */
export const EXCEEDED = Symbol('deadline exceeded')

/** How long the operations of one request may wait for their stores, by default. */
export const REQUEST_BUDGET_MS = 450

/** A timer that is this late, in milliseconds, shows that the process was paused. */
const PAUSE_THRESHOLD_MS = 50

/** A shorter rest is a rounding error of the clock: no timer could use it up. In milliseconds. */
const MIN_REST_MS = 0.001

/** Extra time after a pause, once for each budget, in milliseconds. */
const PAUSE_EXTENSION_MS = 50

/**
 * The time that the operations of one request share. Only waiting uses it, not what the request computes in between.
 * Parallel operations use it once.
 *
 * When the time is used up, replies that have already arrived are processed first, so that a blocked event loop makes no
 * reply late. After a pause of the whole process (a throttled container, a suspended machine) the budget is extended once:
 * during the pause no reply could arrive and no command be sent.
 */
export class RequestBudget {
  readonly #clock: Clock
  #leftMs: number
  #waiting = 0
  #since = 0
  #wasExtended = false

  constructor(clock: Clock, totalMs: number = REQUEST_BUDGET_MS) {
    this.#clock = clock
    this.#leftMs = totalMs
  }

  /** The rest of the budget in milliseconds, never below 0. */
  remainingMs(): number {
    return Math.max(0, this.#rest())
  }

  /** Whether an operation may start or go on. Extends the budget after a pause. */
  hasTime(): boolean {
    const restMs = this.#rest()
    if (restMs >= MIN_REST_MS) return true
    if (this.#wasExtended || restMs > -PAUSE_THRESHOLD_MS) return false
    this.#wasExtended = true
    this.#leftMs = PAUSE_EXTENSION_MS
    this.#since = this.#clock.monotonic()
    return true
  }

  /** An operation starts to wait. The returned function ends the wait; calling it again has no effect. */
  enter(): () => void {
    if (this.#waiting++ === 0) this.#since = this.#clock.monotonic()
    let entered = true
    return () => {
      if (!entered) return
      entered = false
      const restMs = this.#rest()
      if (--this.#waiting === 0) this.#leftMs = restMs
    }
  }

  /**
   * Resolves or rejects like `work`, or resolves to {@link EXCEEDED} when the budget is used up. The work then continues in
   * the background, and its rejection is handled. To be called between {@link enter} and its end.
   */
  settle<T>(work: Promise<T>): Promise<T | typeof EXCEEDED> {
    return new Promise((resolve, reject) => {
      const due = (): void => {
        if (this.hasTime()) timer = this.#clock.setTimer(this.remainingMs(), due)
        else setImmediate(() => resolve(EXCEEDED))
      }
      let timer = this.#clock.setTimer(this.hasTime() ? this.remainingMs() : 0, due)
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  /** Negative when the budget is exceeded. */
  #rest(): number {
    return this.#leftMs - (this.#waiting > 0 ? this.#clock.monotonic() - this.#since : 0)
  }
}

/** Resolves when `work` has settled or `signal` has aborted. */
export async function raceAbort(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  let stop = (): void => undefined
  const aborted = new Promise<void>((resolve) => {
    stop = resolve
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', stop, { once: true })
  })
  await Promise.race([work, aborted]).catch(() => undefined)
  signal?.removeEventListener('abort', stop)
}

/** The time that the steps of one operation share, from now on. */
export class Deadline {
  readonly #budget: RequestBudget

  constructor(clock: Clock, ms: number) {
    this.#budget = new RequestBudget(clock, ms)
    this.#budget.enter()
  }

  /** Like {@link RequestBudget.settle}. */
  settle<T>(work: Promise<T>): Promise<T | typeof EXCEEDED> {
    return this.#budget.settle(work)
  }
}

/** Resolves or rejects like `work`, or resolves to {@link EXCEEDED} after `ms` milliseconds. */
export function settleWithin<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | typeof EXCEEDED> {
  return new Deadline(clock, ms).settle(work)
}
