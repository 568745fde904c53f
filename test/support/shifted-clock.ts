import type { Clock, Timer } from '../../src/ports/index.js'

/** Shorter waits, such as the last ones of a close, go on in real time when the test moves time. */
const SHORTEST_SHIFTED_MS = 1000

/** For a deadline that never comes: timers of about this length do not fall due when the test moves time. */
export const NEVER_MS = 1_000_000_000

interface Pending {
  readonly dueAt: number
  readonly shifted: boolean
  fire(): void
}

/** The machine's clock, which the test can move on: pending timers of a second and more then fall due earlier. */
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
    // Longer than a test lasts is long enough.
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

  /** Moves time on. What falls due is done, once each. */
  shift(ms: number): void {
    this.#offset += ms
    const now = this.monotonic()
    const due = [...this.#pending].filter(({ dueAt, shifted }) => shifted && dueAt <= now)
    for (const pending of due.sort((a, b) => a.dueAt - b.dueAt)) pending.fire()
  }

  /** Lets everything that is pending happen. */
  rush(): void {
    for (const pending of [...this.#pending]) pending.fire()
  }
}
