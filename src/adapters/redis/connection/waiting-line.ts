import type { Clock } from '../../../ports/index.js'

interface Waiter {
  /** Begins unless its time is up; whether it did. */
  readonly begin: () => boolean
  readonly dismiss: (error: Error) => void
}

/** What has come too early waits here for its turn, in its order, each for no longer than its own time. */
export class WaitingLine {
  readonly #clock: Clock
  readonly #late: () => Error
  readonly #waiting = new Set<Waiter>()

  /** @param late what those are told whose time was up before their turn came */
  constructor(clock: Clock, late: () => Error) {
    this.#clock = clock
    this.#late = late
  }

  get length(): number {
    return this.#waiting.size
  }

  /** Gives what `begin` gives, which is called at once when the turn has come, with the milliseconds that are left. */
  wait<T>(ms: number, begin: (leftMs: number) => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = this.#clock.monotonic() + ms
      const dismiss = (error: Error): void => {
        this.#waiting.delete(waiter)
        timer.cancel()
        reject(error)
      }
      const waiter: Waiter = {
        begin: () => {
          const leftMs = end - this.#clock.monotonic()
          // Less than a timer can measure is nothing.
          if (leftMs < 1) {
            dismiss(this.#late())
            return false
          }
          this.#waiting.delete(waiter)
          timer.cancel()
          resolve(begin(leftMs))
          return true
        },
        dismiss,
      }
      const timer = this.#clock.setTimer(ms, () => dismiss(this.#late()))
      this.#waiting.add(waiter)
    })
  }

  /** The first whose time is not up begins. */
  next(): void {
    for (const waiter of this.#waiting) if (waiter.begin()) return
  }

  /** Nobody's turn comes any more. */
  dismiss(error: Error): void {
    for (const waiter of [...this.#waiting]) waiter.dismiss(error)
  }
}
