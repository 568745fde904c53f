import type { Clock, Timer } from '../../src/ports/index.js'

/** Shorter timers, such as those at the end of `close`, keep real time when the test shifts time. */
const SHORTEST_SHIFTED_MS = 1000

/** A deadline that never expires: timers of about this length are not shifted. */
export const NEVER_MS = 1_000_000_000

interface Pending {
  readonly dueAt: number
  readonly shifted: boolean
  fire(): void
}

/** The system clock, which the test can shift: pending timers of a second or more then fire earlier. */
export class ShiftedClock implements Clock {
  #offset = 0
  readonly #pending = new Set<Pending>()

  now(): number {
    return Date.now() + Math.floor(this.#offset)
  }

  monotonic(): number {
    return performance.now() + this.#offset
  }

  setTimer(delayMs: number, task: () => void): Timer {
    const fire = (): void => {
      clearTimeout(timer)
      if (this.#pending.delete(pending)) task()
    }
    const shifted = delayMs >= SHORTEST_SHIFTED_MS && delayMs < NEVER_MS / 2
    const pending = { dueAt: this.monotonic() + delayMs, shifted, fire }
    // Longer than any test.
    const timer = setTimeout(fire, Math.min(delayMs, 2 ** 31 - 1))
    timer.unref()
    this.#pending.add(pending)
    return {
      cancel: () => {
        clearTimeout(timer)
        this.#pending.delete(pending)
      },
    }
  }

  /** Advances the time and fires due timers, once each. */
  shift(ms: number): void {
    this.#offset += ms
    const now = this.monotonic()
    const due = [...this.#pending].filter(({ dueAt, shifted }) => shifted && dueAt <= now)
    for (const pending of due.sort((a, b) => a.dueAt - b.dueAt)) pending.fire()
  }

  /** Fires all pending timers. */
  rush(): void {
    for (const pending of [...this.#pending]) pending.fire()
  }
}
