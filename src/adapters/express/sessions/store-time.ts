import { AppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { withStatus } from './http-error.js'

/** What one request may wait at least for the session store altogether, unless the embedder says otherwise. */
const LEAST_DEADLINE_MS = 450

/** Beyond the deadline of the store itself, whose error says more. */
const BEYOND_STORE_MS = 50

/** A store that kept nobody waiting so long may be asked again soon. */
const RETRY_AFTER_MS = 1_000

/** Who is so much over the time, in milliseconds, was in a process that stood still. */
const STANDSTILL_MS = 50

/** What a request gets back then, once, in milliseconds. */
const BACK_MS = 50

/**
 * The time that the session operations of one request share, whatever the store does. A store has a deadline of its own;
 * two operations one after the other must not cost two of them. Only waiting counts; operations that wait side by side
 * use it up once.
 *
 * The time is that of a process that runs. When it is up, everything that has already arrived is read first, and a
 * process that stood still gets a little of that time back, once: as the connection to Redis does, or a request would
 * give up an answer that its store still waits for.
 */
export class StoreTime {
  readonly #clock: Clock
  #leftMs: number
  #waiting = 0
  #since = 0
  #wasGivenBack = false

  constructor(clock: Clock, totalMs: number) {
    this.#clock = clock
    this.#leftMs = totalMs
  }

  /**
   * What `operation` resolves with. Errors are as {@link withStatus} makes them.
   *
   * @throws AppError `STORE_UNAVAILABLE` when the time is up, or of a change that began `OUTCOME_UNKNOWN`
   */
  async run<T>(operation: () => Promise<T>, kind: 'read' | 'change' = 'change'): Promise<T> {
    if (!this.#mayGoOn()) throw withStatus(timeIsUp('STORE_UNAVAILABLE'))
    if (this.#waiting++ === 0) this.#since = this.#clock.monotonic()
    try {
      return await this.#settle(operation(), kind === 'read' ? 'STORE_UNAVAILABLE' : 'OUTCOME_UNKNOWN')
    } catch (error) {
      throw withStatus(error)
    } finally {
      const leftMs = this.#remainingMs()
      if (--this.#waiting === 0) this.#leftMs = leftMs
    }
  }

  #settle<T>(work: Promise<T>, late: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN'): Promise<T> {
    return new Promise((resolve, reject) => {
      const due = (): void => {
        if (this.#mayGoOn()) timer = this.#clock.setTimer(this.#remainingMs(), due)
        else setImmediate(() => reject(timeIsUp(late)))
      }
      let timer = this.#clock.setTimer(this.#remainingMs(), due)
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  #mayGoOn(): boolean {
    const leftMs = this.#remainingMs()
    if (leftMs > 0) return true
    if (this.#wasGivenBack || leftMs > -STANDSTILL_MS) return false
    this.#wasGivenBack = true
    this.#leftMs = BACK_MS
    this.#since = this.#clock.monotonic()
    return true
  }

  /** Below 0: how long it is up. */
  #remainingMs(): number {
    return this.#leftMs - (this.#waiting > 0 ? this.#clock.monotonic() - this.#since : 0)
  }
}

/** What one request may wait altogether for a store that gives each operation so long. */
export function defaultDeadlineMs(operationMs = 0): number {
  return Math.max(LEAST_DEADLINE_MS, operationMs + BEYOND_STORE_MS)
}

function timeIsUp(code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN'): AppError {
  return new AppError(code, 'sessions: the request has used up its time for the store', {
    hint: 'look at the session store: it does not answer in time',
    retryAfterMs: RETRY_AFTER_MS,
  })
}
