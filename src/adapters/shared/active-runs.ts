import type { Clock, Timer } from '../../ports/platform/index.js'

/** A run with a timeout, such as `JobExecution`. */
interface TimedRun {
  readonly job: { readonly timeoutMs: number }
  timeoutTick: number
  index: number
  timeOut(): void
}

/** The runs that have not ended, with one timer for all timeouts: a timer for each run would dominate its cost. */
export class ActiveRuns<Run extends TimedRun> {
  readonly #clock: Clock
  /** Unordered; each run knows its index. */
  readonly #runs: Run[] = []
  #timer: Timer | undefined
  /** When the timer fires, on the monotonic clock. */
  #timerTick = Number.POSITIVE_INFINITY

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#runs.length
  }

  /** A copy: runs may end while the caller iterates. */
  all(): readonly Run[] {
    return [...this.#runs]
  }

  /** Adds a run and starts its timeout. */
  add(run: Run): void {
    run.index = this.#runs.push(run) - 1
    run.timeoutTick = this.#clock.monotonic() + run.job.timeoutMs
    if (run.timeoutTick < this.#timerTick) this.#arm(run.timeoutTick)
  }

  remove(run: Run): void {
    const last = this.#runs.pop()
    if (!last || last === run) return
    this.#runs[run.index] = last
    last.index = run.index
  }

  /** Cancels the timer if no run is left. Not part of `remove`: a busy worker adds the next run at once. */
  stopTimerIfEmpty(): void {
    if (this.#runs.length > 0) return
    this.#timer?.cancel()
    this.#timerTick = Number.POSITIVE_INFINITY
  }

  #arm(tick: number): void {
    this.#timer?.cancel()
    this.#timerTick = tick
    if (tick === Number.POSITIVE_INFINITY) return
    this.#timer = this.#clock.setTimer(Math.max(0, tick - this.#clock.monotonic()), () => this.#timeOutLate())
  }

  /** The run that the timer was set for may have ended long ago; a timer may also fire a little early. */
  #timeOutLate(): void {
    const now = this.#clock.monotonic()
    for (const run of this.all()) if (run.timeoutTick <= now) run.timeOut()
    this.#arm(this.#runs.reduce((first, { timeoutTick }) => Math.min(first, timeoutTick), Number.POSITIVE_INFINITY))
  }
}
