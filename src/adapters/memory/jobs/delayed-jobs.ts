import type { Clock, Timer } from '../../../ports/platform/index.js'
import { JobHeap } from './job-heap.js'
import type { JobRecord } from './job-record.js'

/**
 * The jobs whose delay runs, on one timer: each is handed on when it is due, never early, in the order of due times,
 * those due together in the order in which their delays began.
 */
export class DelayedJobs {
  readonly #clock: Clock
  readonly #onDue: (job: JobRecord) => void
  readonly #heap = new JobHeap((a, b) => (a.dueTick === b.dueTick ? a.turn < b.turn : a.dueTick < b.dueTick))
  #turns = 0
  #timer: Timer | undefined
  #timerTick = Number.POSITIVE_INFINITY

  constructor(clock: Clock, onDue: (job: JobRecord) => void) {
    this.#clock = clock
    this.#onDue = onDue
  }

  join(job: JobRecord, delayMs: number): void {
    job.dueAt = this.#clock.now() + delayMs
    job.dueTick = this.#clock.monotonic() + delayMs
    job.turn = ++this.#turns
    this.#heap.push(job)
    this.#arm()
  }

  leave(job: JobRecord): void {
    if (this.#heap.remove(job)) this.#arm()
  }

  /** Hands on no more. */
  stop(): void {
    this.#timer?.cancel()
  }

  /** One timer, for the first that is due. */
  #arm(): void {
    const tick = this.#heap.first()?.dueTick ?? Number.POSITIVE_INFINITY
    if (tick === this.#timerTick) return
    this.#timer?.cancel()
    this.#timerTick = tick
    if (tick === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimer(Math.max(0, tick - this.#clock.monotonic()), () => this.#release())
  }

  #release(): void {
    this.#timerTick = Number.POSITIVE_INFINITY
    // A timer may fire a little early by this clock: what is not due stays, and the timer is set for the rest.
    for (let job = this.#heap.first(); job && job.dueTick <= this.#clock.monotonic(); job = this.#heap.first()) {
      this.#heap.remove(job)
      this.#onDue(job)
    }
    this.#arm()
  }
}
