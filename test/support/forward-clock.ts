import { SystemClock } from '../../src/adapters/system/index.js'
import type { Clock } from '../../src/ports/index.js'

/** The machine's clock, that a test puts forward. */
export class ForwardClock implements Clock {
  readonly #clock = new SystemClock()
  readonly setTimer = this.#clock.setTimer.bind(this.#clock)
  #aheadMs = 0

  now(): number {
    return this.#clock.now() + this.#aheadMs
  }

  monotonic(): number {
    return this.#clock.monotonic() + this.#aheadMs
  }

  forward(ms: number): void {
    this.#aheadMs += ms
  }
}
