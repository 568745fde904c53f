import { type CachedValue, toReadValue } from '../../domain/cache/index.js'
import type { CacheHit } from '../../ports/index.js'
import { type Passage, within } from './passage.js'

/** What came of a flight: the value, and where it was from. */
export interface Landing {
  readonly value: CachedValue | undefined
  /** `bypass`: from the loader, since the store did not answer. */
  readonly from: 'store' | 'loader' | 'stale' | 'bypass'
}

/**
 * One search for one key on which any number of callers are aboard. All of them get the same snapshot, or leave before,
 * each on terms of his own.
 */
export class Flight {
  readonly key: string
  readonly #landing: Promise<Landing>
  readonly #onDeserted: (flight: Flight) => void
  /** Those who will not wait for long once there is a stale value. */
  readonly #toTell = new Set<() => void>()
  #land: (landing: Landing) => void = () => undefined
  #fail: (error: unknown) => void = () => undefined
  #passengers = 0
  #landed = false
  #kept = false
  #stale: CacheHit | undefined
  #loadBeganAt = 0

  /** @param onDeserted called when the last caller gave up */
  constructor(key: string, onDeserted: (flight: Flight) => void) {
    this.key = key
    this.#onDeserted = onDeserted
    this.#landing = new Promise((resolve, reject) => {
      this.#land = resolve
      this.#fail = reject
    })
    // Everybody who is aboard is told; nobody may be.
    this.#landing.catch(() => undefined)
  }

  get hasLanded(): boolean {
    return this.#landed
  }

  get isDeserted(): boolean {
    return this.#passengers === 0
  }

  /** Whether it is to go on though nobody is aboard: those who were have an older value. */
  get isKept(): boolean {
    return this.#kept
  }

  keep(): void {
    this.#kept = true
  }

  /** There is a stale value for those who will not wait longer. */
  offer(stale: CacheHit | undefined): void {
    this.#stale = stale ?? this.#stale
    if (!this.#stale) return
    for (const tell of this.#toTell) tell()
    this.#toTell.clear()
  }

  /** The loader runs from now on, in monotonic milliseconds: nobody's wait for it began before. */
  loadBegins(now: number): void {
    this.#loadBeganAt = now
  }

  land(landing: Landing): void {
    this.#landed = true
    this.#land(landing)
  }

  /** Ends it without a new value. Returns whether its callers have an older one, or get it now. */
  giveUp(error: unknown): boolean {
    this.#landed = true
    if (this.#stale) this.#land({ value: this.#stale.value, from: 'stale' })
    else this.#fail(error)
    return this.#kept || this.#stale !== undefined
  }

  /** Waits for the landing; with a `passage`, as long as that allows. @throws AppError `ABORTED`, `LOAD_TIMEOUT`; whatever the loader threw */
  async board(passage?: Passage): Promise<Landing> {
    this.#passengers += 1
    let hasStale = false
    const takeStale = (): Landing | undefined => {
      if (!this.#stale) return undefined
      hasStale = true
      this.#kept = true
      return { value: this.#stale.value, from: 'stale' }
    }
    const whenOffered = (tell: () => void): (() => void) => {
      if (this.#stale) tell()
      else this.#toTell.add(tell)
      return () => void this.#toTell.delete(tell)
    }
    try {
      const waypoints = { whenOffered, takeStale, loadBeganAt: () => this.#loadBeganAt }
      const { value, from } = await (passage ? within(this.#landing, passage, waypoints) : this.#landing)
      return { value: value === undefined ? undefined : toReadValue(value), from }
    } finally {
      this.#passengers -= 1
      // Who took a stale value wants the new one to be stored.
      if (this.#passengers === 0 && !this.#landed && !hasStale) this.#onDeserted(this)
    }
  }
}
