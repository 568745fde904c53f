import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks'
import type { Clock, EventLoopLag, Timer } from '../../ports/index.js'

/** The dependencies and settings of a {@link SystemEventLoopLag}. */
export interface SystemEventLoopLagOptions {
  readonly clock: Clock
  /** The interval of each percentile, in milliseconds. Default 5,000. */
  readonly intervalMs?: number
  /** Samples the delay every {@link RESOLUTION_MS}. Default: the histogram of Node. */
  readonly histogram?: Pick<IntervalHistogram, 'enable' | 'disable' | 'reset' | 'percentile'>
}

/** The sampling interval, in milliseconds. */
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
    this.#startInterval()
  }

  p99Ms(): number {
    return this.#last ?? this.#measure()
  }

  close(): void {
    this.#last = this.p99Ms()
    this.#timer?.cancel()
    this.#histogram.disable()
  }

  #startInterval(): void {
    this.#timer = this.#clock.setTimer(this.#intervalMs, () => {
      this.#last = this.#measure()
      this.#histogram.reset()
      this.#startInterval()
    })
  }

  #measure(): number {
    // The histogram has the time between samples, in nanoseconds. The lag is the time beyond the interval.
    return Math.max(0, this.#histogram.percentile(99) / 1e6 - RESOLUTION_MS)
  }
}
