import type { Clock, Timer } from '../../../ports/platform/index.js'
import type { JobExecution } from './job-execution.js'

/**
 * The runs that go on. Those that take too long are ended, all on one timer: most runs end before, and a timer of their
 * own would be the dearest part of them.
 */
export class ActiveRuns {
  readonly #clock: Clock
  /** In no order; each knows its place. */
  readonly #runs: JobExecution[] = []
  #timer: Timer | undefined
  /** When the timer fires, on the monotonic clock. */
  #armedTick = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#runs.length
  }

  /** A copy: runs may end while it is walked through. */
  all(): readonly JobExecution[] {
    return [...this.#runs]
  }

  add(run: JobExecution): void {
    run.place = this.#runs.push(run) - 1
    run.timeoutTick = this.#clock.monotonic() + run.job.timeoutMs
    if (run.timeoutTick < this.#armedTick) this.#arm(run.timeoutTick)
  }

  remove(run: JobExecution): void {
    const last = this.#runs.pop()
    if (!last || last === run) return
    this.#runs[run.place] = last
    last.place = run.place
  }

  /** No run is about to begin: no timer either. */
  rest(): void {
    if (this.#runs.length > 0) return
    this.#timer?.cancel()
    this.#armedTick = Number.POSITIVE_INFINITY
  }

  #arm(tick: number): void {
    this.#timer?.cancel()
    this.#armedTick = tick
    if (tick === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimer(Math.max(0, tick - this.#clock.monotonic()), () => this.#look())
  }

  /** The run that the timer was for may be long over; a timer may also fire a little early. */
  #look(): void {
    const now = this.#clock.monotonic()
    const late = this.#runs.filter(({ timeoutTick }) => timeoutTick <= now)
    for (const run of late) run.timeOut()
    this.#arm(this.#runs.reduce((first, { timeoutTick }) => Math.min(first, timeoutTick), Number.POSITIVE_INFINITY))
  }
}
