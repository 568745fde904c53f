import { SystemClock } from '../../src/adapters/system/index.js'
import type { Clock, Timer } from '../../src/ports/index.js'

interface Pending {
  readonly due: number
  readonly order: number
  readonly task: () => void
  timer: Timer
}

/**
 * The machine's clock, that a test puts forward. Deadlines can be long, so that a slow machine never reaches them, and
 * pass at once where the test is about them.
 */
export class ForwardClock implements Clock {
  readonly #clock = new SystemClock()
  readonly #pending = new Set<Pending>()
  #order = 0
  #aheadMs = 0

  now(): number {
    return this.#clock.now() + this.#aheadMs
  }

  monotonic(): number {
    return this.#clock.monotonic() + this.#aheadMs
  }

  setTimer(delayMs: number, task: () => void): Timer {
    const pending: Pending = {
      due: this.monotonic() + delayMs,
      order: this.#order++,
      task,
      timer: this.#clock.setTimer(delayMs, () => this.#fire(pending)),
    }
    this.#pending.add(pending)
    return { cancel: () => this.#cancel(pending) }
  }

  /** Moves time, and calls at once what falls due, in its order. */
  forward(ms: number): void {
    this.#aheadMs += ms
    const now = this.monotonic()
    const due = [...this.#pending].filter((pending) => pending.due <= now)
    for (const pending of due.sort((a, b) => a.due - b.due || a.order - b.order)) this.#fire(pending)
  }

  #fire(pending: Pending): void {
    if (!this.#pending.has(pending)) return
    this.#cancel(pending)
    pending.task()
  }

  #cancel(pending: Pending): void {
    this.#pending.delete(pending)
    pending.timer.cancel()
  }
}
