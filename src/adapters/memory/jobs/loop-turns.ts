import { setImmediate } from 'node:timers'
import type { Clock } from '../../../ports/platform/index.js'

/** How long jobs may follow each other before requests, timers and signals have their turn, in milliseconds. */
const SLICE_MS = 5

/**
 * Shares the event loop with the rest of the process. Jobs that do not wait for anything outside follow each other
 * within one turn of the loop; when that has lasted for a slice, what comes next waits for a turn of its own.
 */
export class LoopTurns {
  readonly #clock: Clock
  /** When the first job of this turn began, on the monotonic clock; absent: none has. */
  #beganTick: number | undefined
  #awaited = false
  readonly #waiting: (() => void)[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Whether jobs have had enough of this turn. */
  get isOver(): boolean {
    if (this.#beganTick !== undefined) return this.#clock.monotonic() - this.#beganTick >= SLICE_MS
    this.#beganTick = this.#clock.monotonic()
    this.#awaitTurn()
    return false
  }

  /** Calls `task` in a turn in which nothing of ours has run yet: each task has one of its own. */
  next(task: () => void): void {
    this.#waiting.push(task)
    this.#awaitTurn()
  }

  #awaitTurn(): void {
    if (this.#awaited) return
    this.#awaited = true
    setImmediate(this.#turn)
  }

  readonly #turn = (): void => {
    this.#awaited = false
    this.#beganTick = undefined
    const task = this.#waiting.shift()
    if (!task) return
    this.#beganTick = this.#clock.monotonic()
    this.#awaitTurn()
    task()
  }
}
