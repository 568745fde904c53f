import type { Clock } from '../../../ports/index.js'
import type { Durations } from './generation-outcome.js'

/** Measures how long each stage of a run takes. */
export class StageTimes {
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #ms = new Map<string, number>()
  #current: { readonly stage: string; readonly since: number } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.#startedAt = clock.monotonic()
  }

  /** From now on it is `stage` that takes the time. */
  enter(stage: string): void {
    if (this.#current?.stage === stage) return
    this.#leave()
    this.#current = { stage, since: this.#clock.monotonic() }
  }

  /** What it comes to. */
  end(): Durations {
    this.#leave()
    const stages = [...this.#ms].map(([stage, ms]) => [stage, Math.round(ms)] as const)
    return { totalMs: Math.round(this.#clock.monotonic() - this.#startedAt), stages: Object.fromEntries(stages) }
  }

  #leave(): void {
    if (this.#current === undefined) return
    const { stage, since } = this.#current
    this.#ms.set(stage, (this.#ms.get(stage) ?? 0) + this.#clock.monotonic() - since)
    this.#current = undefined
  }
}
