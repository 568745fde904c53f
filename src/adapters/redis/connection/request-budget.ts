import type { Clock } from '../../../ports/index.js'

/** What one request may wait for its stores altogether, unless the caller says otherwise. */
export const REQUEST_BUDGET_MS = 450

/**
 * The time that the operations of one request share. Only waiting counts, not what the request computes in between;
 * operations that wait side by side use it up once.
 */
export class RequestBudget {
  readonly #clock: Clock
  #leftMs: number
  #waiting = 0
  #since = 0

  constructor(clock: Clock, totalMs: number = REQUEST_BUDGET_MS) {
    this.#clock = clock
    this.#leftMs = totalMs
  }

  /** Milliseconds that are left, never below 0. */
  remainingMs(): number {
    const running = this.#waiting > 0 ? this.#clock.monotonic() - this.#since : 0
    return Math.max(0, this.#leftMs - running)
  }

  /** An operation begins to wait. The function that is returned ends it; calling it again changes nothing. */
  enter(): () => void {
    if (this.#waiting++ === 0) this.#since = this.#clock.monotonic()
    let entered = true
    return () => {
      if (!entered) return
      entered = false
      const left = this.remainingMs()
      if (--this.#waiting === 0) this.#leftMs = left
    }
  }
}
