import type { Clock } from '../../../ports/platform/index.js'

/** The keys of one type that block for a time, whatever has become of their jobs. */
export class HeldKeys {
  readonly #clock: Clock
  /** In the order in which they were held, which is about that in which they become free. */
  readonly #held = new Map<string, { readonly id: string; readonly untilTick: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  hold(key: string, id: string, ms: number): void {
    this.#dropFree()
    this.#held.delete(key)
    this.#held.set(key, { id, untilTick: this.#clock.monotonic() + ms })
  }

  /** The id of the job for which a key is held. */
  holder(key: string): string | undefined {
    const held = this.#held.get(key)
    return held && held.untilTick > this.#clock.monotonic() ? held.id : undefined
  }

  /** So that there are never many more than are held. */
  #dropFree(): void {
    const now = this.#clock.monotonic()
    for (const [key, { untilTick }] of this.#held) {
      if (untilTick > now) return
      this.#held.delete(key)
    }
  }
}
