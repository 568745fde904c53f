import type { Clock, Timer } from '../../ports/index.js'

/** The longest delay that one of Node's timers holds; above it Node fires at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

/** The machine's clock and timers. */
export class SystemClock implements Clock {
  // The global of this name is a getter, and every hot read of the cache asks for the time.
  readonly #performance = performance

  now(): number {
    return Date.now()
  }

  monotonic(): number {
    return this.#performance.now()
  }

  setTimer(delayMs: number, task: () => void): Timer {
    let pending: NodeJS.Timeout
    const wait = (leftMs: number): void => {
      const step = Math.min(Math.max(0, leftMs), MAX_TIMEOUT_MS)
      pending = setTimeout(() => (leftMs > step ? wait(leftMs - step) : task()), step)
      pending.unref()
    }
    wait(delayMs)
    return { cancel: () => clearTimeout(pending) }
  }
}
