import { type CachedValue, toReadValue } from '../../domain/cache/index.js'
import { AppError } from '../../domain/platform/index.js'

/** What came of a flight: the value, and where it was from. */
export interface Landing {
  readonly value: CachedValue | undefined
  /** `bypass`: from the loader, since the store did not answer. */
  readonly from: 'store' | 'loader' | 'stale' | 'bypass'
}

/** One search for one key on which any number of callers are aboard. All of them get the same snapshot. */
export class Flight {
  readonly key: string
  readonly #landing: Promise<Landing>
  readonly #onDeserted: (flight: Flight) => void
  #land: (landing: Landing) => void = () => undefined
  #fail: (error: unknown) => void = () => undefined
  #passengers = 0
  #landed = false

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

  land(landing: Landing): void {
    this.#landed = true
    this.#land(landing)
  }

  fail(error: unknown): void {
    this.#landed = true
    this.#fail(error)
  }

  /** Waits for the landing, or until `signal` fires. @throws AppError `ABORTED`; whatever the loader threw */
  async board(signal?: AbortSignal): Promise<Landing> {
    this.#passengers += 1
    try {
      const { value, from } = await (signal ? orAborted(this.#landing, signal) : this.#landing)
      return { value: value === undefined ? undefined : toReadValue(value), from }
    } finally {
      this.#passengers -= 1
      if (this.#passengers === 0 && !this.#landed) this.#onDeserted(this)
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      const hint = 'the signal that was given as an option fired'
      reject(new AppError('ABORTED', 'the caller gave up waiting for a value', { hint, cause: signal.reason }))
    }
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
