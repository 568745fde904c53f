import type { Clock, Timer } from '../../../ports/platform/index.js'
import type { JobExecution } from './job-execution.js'

/** Ends runs that take too long, all on one timer: most runs end before, and a timer of their own would cost the most. */
export class RunTimeouts {
  readonly #clock: Clock
  readonly #runs: ReadonlySet<JobExecution>
  readonly #onTimeout: (run: JobExecution) => void
  #timer: Timer | undefined
  /** When the timer fires, on the monotonic clock. */
  #armedTick = Number.POSITIVE_INFINITY

  /** @param runs those that go on, kept up to date by the caller */
  constructor(clock: Clock, runs: ReadonlySet<JobExecution>, onTimeout: (run: JobExecution) => void) {
    this.#clock = clock
    this.#runs = runs
    this.#onTimeout = onTimeout
  }

  /** A run begins. */
  watch(run: JobExecution): void {
    run.timeoutTick = this.#clock.monotonic() + run.job.timeoutMs
    this.#arm(run.timeoutTick)
  }

  /** No run goes on. */
  rest(): void {
    this.#timer?.cancel()
    this.#armedTick = Number.POSITIVE_INFINITY
  }

  #arm(tick: number): void {
    if (tick >= this.#armedTick) return
    this.#timer?.cancel()
    this.#armedTick = tick
    this.#timer = this.#clock.setTimer(Math.max(0, tick - this.#clock.monotonic()), () => this.#look())
  }

  /** The run that the timer was for may be long over; a timer may also fire a little early. */
  #look(): void {
    this.#armedTick = Number.POSITIVE_INFINITY
    const now = this.#clock.monotonic()
    let next = Number.POSITIVE_INFINITY
    for (const run of [...this.#runs]) {
      if (run.timeoutTick <= now) this.#onTimeout(run)
      else next = Math.min(next, run.timeoutTick)
    }
    this.#arm(next)
  }
}
