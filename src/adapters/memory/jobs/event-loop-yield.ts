import { setImmediate } from 'node:timers'
import type { Clock } from '../../../ports/platform/index.js'

/** How long jobs may run one after the other before the event loop handles requests, timers and signals, in milliseconds. */
const SLICE_MS = 5

/**
 * Shares the event loop with the rest of the process. Jobs that wait for no I/O run one after the other within one turn
 * of the loop; after {@link SLICE_MS} each further job waits for a turn of its own.
 */
export class EventLoopYield {
  readonly #clock: Clock
  /** When the first job of this turn started, on the monotonic clock. */
  #startTick: number | undefined
  #immediateSet = false
  readonly #tasks: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether jobs have used up the slice of this turn. */
  get isDue(): boolean {
    if (this.#startTick !== undefined) return this.#clock.monotonic() - this.#startTick >= SLICE_MS
    this.#startTick = this.#clock.monotonic()
    this.#setImmediate()
    return false
  }

  /** Calls `task` in a later turn of the loop; each task gets a turn of its own. */
  schedule(task: () => void): void {
    this.#tasks.push(task)
    this.#setImmediate()
  }

  #setImmediate(): void {
    if (this.#immediateSet) return
    this.#immediateSet = true
    setImmediate(this.#onTurn)
  }

  readonly #onTurn = (): void => {
    this.#immediateSet = false
    this.#startTick = undefined
    const task = this.#tasks.shift()
    if (!task) return
    this.#startTick = this.#clock.monotonic()
    this.#setImmediate()
    task()
  }
}
