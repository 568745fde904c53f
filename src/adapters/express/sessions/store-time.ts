import { AppError } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { withStatus } from './http-error.js'

/** What one request may wait for the session store altogether, unless the embedder says otherwise. */
export const DEFAULT_STORE_DEADLINE_MS = 450

/** A store that kept nobody waiting so long may be asked again soon. */
const RETRY_AFTER_MS = 1_000

/**
 * The time that the session operations of one request share, whatever the store does. A store has a deadline of its own;
 * two operations one after the other must not cost two of them.
 */
export class StoreTime {
  readonly #clock: Clock
  #leftMs: number

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
    if (this.#leftMs <= 0) throw withStatus(timeIsUp('STORE_UNAVAILABLE'))
    const begun = this.#clock.monotonic()
    try {
      return await new Promise<T>((resolve, reject) => {
        const timer = this.#clock.setTimer(this.#leftMs, () =>
          reject(timeIsUp(kind === 'read' ? 'STORE_UNAVAILABLE' : 'OUTCOME_UNKNOWN')),
        )
        operation().then(
          (value) => {
            timer.cancel()
            resolve(value)
          },
          (error: unknown) => {
            timer.cancel()
            reject(error)
          },
        )
      })
    } catch (error) {
      throw withStatus(error)
    } finally {
      this.#leftMs -= this.#clock.monotonic() - begun
    }
  }
}

function timeIsUp(code: 'STORE_UNAVAILABLE' | 'OUTCOME_UNKNOWN'): AppError {
  return new AppError(code, 'sessions: the request has used up its time for the store', {
    hint: 'look at the session store: it does not answer in time',
    retryAfterMs: RETRY_AFTER_MS,
  })
}
