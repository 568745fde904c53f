import { AppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { withStatus } from '../problem-details.js'

/** Minimum of the default deadline. */
const MIN_DEADLINE_MS = 450

/** Margin above the deadline of the store: the error of the store is more precise. */
const STORE_MARGIN_MS = 50

/** `Retry-After` of an exhausted budget. */
const RETRY_AFTER_MS = 1_000

/** A timer that is this late, in milliseconds, shows that the process was paused. */
const PAUSE_THRESHOLD_MS = 50

/** Extra time after a pause, once for each request, in milliseconds. */
const PAUSE_EXTENSION_MS = 50

/**
 * The time budget that the session operations of one request share. The store has a deadline for each operation; a request
 * with several operations must not wait for several deadlines. Only waiting uses the budget. Parallel operations use it
 * once.
 *
 * When the budget is exhausted, replies that have already arrived are processed first. After a pause of the process the
 * budget is extended once. The connection to Redis does the same; without this, a request would fail while its store still
 * waits for the reply.
 */
export class StoreBudget {
  readonly #clock: Clock
  #leftMs: number
  #waiting = 0
  #since = 0
  #wasExtended = false

  constructor(clock: Clock, totalMs: number) {
    this.#clock = clock
    this.#leftMs = totalMs
  }

  /**
   * Runs `operation` within the budget. Its errors get a status by {@link withStatus}.
   *
   * @throws AppError when the budget is exhausted: `OUTCOME_UNKNOWN` for a started change, else `STORE_UNAVAILABLE`
   */
  async run<T>(operation: () => Promise<T>, kind: 'read' | 'change' = 'change'): Promise<T> {
    if (!this.#hasTime()) throw withStatus(budgetExhausted('STORE_UNAVAILABLE'))
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
        if (this.#hasTime()) timer = this.#clock.setTimer(this.#remainingMs(), due)
        else setImmediate(() => reject(budgetExhausted(late)))
      }
      let timer = this.#clock.setTimer(this.#remainingMs(), due)
      work.then(resolve, reject).finally(() => timer.cancel())
    })
  }

  #hasTime(): boolean {
    const leftMs = this.#remainingMs()
    if (leftMs > 0) return true
    if (this.#wasExtended || leftMs > -PAUSE_THRESHOLD_MS) return false
    this.#wasExtended = true
    this.#leftMs = PAUSE_EXTENSION_MS
    this.#since = this.#clock.monotonic()
    return true
  }

  /** Negative when the budget is exceeded. */
  #remainingMs(): number {
    return this.#leftMs - (this.#waiting > 0 ? this.#clock.monotonic() - this.#since : 0)
  }
}

/** The default budget of a request for a store with this deadline of one operation. */
export function defaultDeadlineMs(operationMs = 0): number {
  return Math.max(MIN_DEADLINE_MS, operationMs + STORE_MARGIN_MS)
}

function budgetExhausted(code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN'): AppError {
  return new AppError(code, 'sessions: the store did not answer within the time budget of the request', {
    hint: 'check the session store: it is too slow',
    retryAfterMs: RETRY_AFTER_MS,
  })
}
