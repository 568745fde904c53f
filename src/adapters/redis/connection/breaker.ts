import type { Clock, Timer } from '../../../ports/index.js'

/** What a {@link Breaker} works with. */
export interface BreakerOptions {
  readonly clock: Clock
  /** How many failures in a row open it. */
  readonly threshold: number
  /** Milliseconds before probe number `failures` + 1. */
  readonly delay: (failures: number) => number
  /** Whether the store works again. Must settle. */
  readonly probe: () => Promise<boolean>
  /** Told of every change. */
  readonly onChange: (open: boolean) => void
}

/**
 * Lets nothing pass while the store does not work, so that callers fail at once instead of waiting one by one. Opens
 * after a number of failures in a row, asks the store again and again, and closes with the first success.
 */
export class Breaker {
  readonly #options: BreakerOptions
  #failures = 0
  #open = false
  #probes = 0
  #timer: Timer | undefined
  #probeAt = 0

  constructor(options: BreakerOptions) {
    this.#options = options
  }

  get open(): boolean {
    return this.#open
  }

  /** Milliseconds until it is worth trying again; 0 when closed. */
  get retryAfterMs(): number {
    return this.#open ? Math.max(1, Math.ceil(this.#probeAt - this.#options.clock.monotonic())) : 0
  }

  succeeded(): void {
    this.#failures = 0
    if (!this.#open) return
    this.#open = false
    this.stop()
    this.#options.onChange(false)
  }

  failed(): void {
    this.#failures++
    if (this.#failures >= this.#options.threshold) this.trip()
  }

  /** Opens at once: what happened leaves no doubt. */
  trip(): void {
    if (this.#open) return
    this.#open = true
    this.#probes = 0
    this.#schedule()
    this.#options.onChange(true)
  }

  /** Probes no more. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #schedule(): void {
    const { clock, delay } = this.#options
    const wait = delay(this.#probes++)
    this.#probeAt = clock.monotonic() + wait
    const timer = clock.setTimer(wait, () => void this.#ask(timer))
    this.#timer = timer
  }

  async #ask(timer: Timer): Promise<void> {
    const works = await this.#options.probe()
    // Stopped or closed while the probe was under way: its answer is about the past.
    if (this.#timer !== timer) return
    if (works) this.succeeded()
    else this.#schedule()
  }
}
