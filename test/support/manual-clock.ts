import type { Clock, Timer } from '../../src/ports/index.js'

interface Pending {
  readonly at: number
  readonly order: number
  readonly task: () => void
}

/** A clock that stands still until the test moves it. */
export class ManualClock implements Clock {
  #elapsed = 0
  #order = 0
  readonly #start: number
  readonly #pending = new Set<Pending>()

  constructor(start = Date.UTC(2030, 0, 1)) {
    this.#start = start
  }

  now(): number {
    return Math.floor(this.#start + this.#elapsed)
  }

  monotonic(): number {
    return this.#elapsed
  }

  setTimer(delayMs: number, task: () => void): Timer {
    const pending: Pending = { at: this.#elapsed + Math.max(0, delayMs), order: this.#order++, task }
    this.#pending.add(pending)
    return { cancel: () => void this.#pending.delete(pending) }
  }

  /** How many timers wait. */
  get timers(): number {
    return this.#pending.size
  }

  /**
   * Moves time on by `ms`, running what falls due in its order. Between two timers the microtasks run, so that what
   * one of them started can set the next.
   */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms
    for (;;) {
      await settle()
      const next = [...this.#pending]
        .filter(({ at }) => at <= end)
        .sort((a, b) => a.at - b.at || a.order - b.order)
        .at(0)
      if (!next) break
      this.#pending.delete(next)
      this.#elapsed = Math.max(this.#elapsed, next.at)
      next.task()
    }
    this.#elapsed = end
    await settle()
  }
}

/** Lets every promise that can settle without I/O do so. */
async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve))
}
