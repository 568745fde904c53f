import { SystemClock } from '../../src/adapters/system/index.js'
import type { Clock, Timer } from '../../src/ports/index.js'

interface Pending {
  readonly dueAt: number
  readonly task: () => void
  timer: Timer
}

/**
 * A clock whose durations last longer than those of the machine, or shorter: a slow machine then misses no deadline, and
 * a deadline that has to pass takes no time. The time of day is the machine's.
 */
export class StretchedClock implements Clock {
  readonly #clock = new SystemClock()
  readonly #pending = new Set<Pending>()
  #factor: number
  #elapsed = 0
  #since = this.#clock.monotonic()

  /** @param factor by which a duration is longer than it says */
  constructor(factor: number) {
    this.#factor = factor
  }

  now(): number {
    return this.#clock.now()
  }

  monotonic(): number {
    return this.#elapsed + (this.#clock.monotonic() - this.#since) / this.#factor
  }

  setTimer(delayMs: number, task: () => void): Timer {
    const pending: Pending = { dueAt: this.monotonic() + delayMs, task, timer: { cancel: () => undefined } }
    this.#pending.add(pending)
    this.#arm(pending)
    return {
      cancel: () => {
        this.#pending.delete(pending)
        pending.timer.cancel()
      },
    }
  }

  /** Stretches by another factor from now on, also what is left of pending timers. */
  stretch(factor: number): void {
    this.#elapsed = this.monotonic()
    this.#since = this.#clock.monotonic()
    this.#factor = factor
    for (const pending of this.#pending) this.#arm(pending)
  }

  #arm(pending: Pending): void {
    pending.timer.cancel()
    const leftMs = Math.max(0, pending.dueAt - this.monotonic()) * this.#factor
    pending.timer = this.#clock.setTimer(leftMs, () => {
      this.#pending.delete(pending)
      pending.task()
    })
  }
}
