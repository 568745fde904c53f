import { SystemClock } from '../../src/adapters/system/index.js'
import type { Timer } from '../../src/ports/index.js'

const INTERVAL_MS = 5000
const DEADLINE_MS = 500

/**
 * The system clock of an app whose health probes run when the test says so. A probe has no deadline: a busy machine is no
 * fault of the app.
 */
export class ProbingClock extends SystemClock {
  #next: (() => void) | undefined
  #armed = (): void => undefined

  override setTimer(delayMs: number, task: () => void): Timer {
    if (delayMs === DEADLINE_MS) return super.setTimer(600_000, task)
    // Other parts have timers of this length too.
    if (delayMs !== INTERVAL_MS || !new Error().stack?.includes('health-monitor')) return super.setTimer(delayMs, task)
    this.#next = task
    this.#armed()
    return { cancel: () => undefined }
  }

  /** Lets one interval pass; resolves when all probes have results. */
  async round(): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      this.#armed = resolve
    })
    const run = this.#next
    this.#next = undefined
    run?.()
    await ended
  }
}
