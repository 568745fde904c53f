import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock, EventLoopLag, Timer } from '../../ports/index.js'

/** What a {@link SystemEventLoopLag} needs. */
export interface SystemEventLoopLagOptions {
  readonly clock: Clock
  /** Over how many milliseconds each percentile is taken. Default 5,000. */
  readonly intervalMs?: number
  /** What samples the lateness every {@link RESOLUTION_MS}. Default: that of the platform. */
  readonly histogram?: Pick<IntervalHistogram, 'enable' | 'disable' | 'reset' | 'percentile'>
}

/** How often the lateness is sampled, in milliseconds. */
export const RESOLUTION_MS = 20

/** {@link EventLoopLag} on the histogram of `node:perf_hooks`. */
export class SystemEventLoopLag implements EventLoopLag {
  readonly #histogram: NonNullable<SystemEventLoopLagOptions['histogram']>
  readonly #clock: Clock
  readonly #intervalMs: number
  #timer: Timer | undefined
  #last: number | undefined

  constructor({ clock, intervalMs = 5_000, histogram }: SystemEventLoopLagOptions) {
    this.#histogram = histogram ?? monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#clock = clock
    this.#intervalMs = intervalMs
    this.#histogram.enable()
    this.#await()
  }

  p99Ms(): number {
    return this.#last ?? this.#measure()
  }

  close(): void {
    this.#last = this.p99Ms()
    this.#timer?.cancel()
    this.#histogram.disable()
  }

  #await(): void {
    this.#timer = this.#clock.setTimer(this.#intervalMs, () => {
      this.#last = this.#measure()
      this.#histogram.reset()
      this.#await()
    })
  }

  #measure(): number {
    // The histogram holds the time from one sample to the next, in nanoseconds: the lateness is what exceeds the pace.
    return Math.max(0, this.#histogram.percentile(99) / 1e6 - RESOLUTION_MS)
  }
}
