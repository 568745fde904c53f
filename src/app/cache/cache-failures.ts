import { isAppError } from '../../domain/platform/index.js'
import type { CacheEvents, CacheOperation } from '../../ports/index.js'
import type { CacheSpace } from './cache-space.js'

/** A call that failed, and with what. */
export interface FailedCall {
  readonly operation: CacheOperation
  readonly space: CacheSpace
  readonly keys: readonly string[]
  readonly error: unknown
}

/** What becomes of calls that the store failed: they are counted and told to whoever listens. */
export class CacheFailures {
  readonly #events: CacheEvents

  constructor(events: CacheEvents) {
    this.#events = events
  }

  /** The store failed a read, which is a miss. @throws what is no fault of the store, such as an argument's */
  missed(failed: FailedCall): void {
    const { space, keys, error } = failed
    if (!this.#report(failed, 'miss')) throw error
    space.counters.errors += keys.length
  }

  /** A write was refused. The caller gets the error in any case. */
  rejected(failed: FailedCall): void {
    const { operation, space, keys, error } = failed
    if (this.#report(failed, 'rejected') || !isAppError(error, 'ENTRY_TOO_LARGE')) return
    space.counters.oversized += 1
    const { oversized } = this.#events
    if (!oversized.hasSubscribers) return
    const { bytes, limit } = error.details
    oversized.publish({ operation, prefix: space.prefix, keys, bytes: Number(bytes), limit: Number(limit) })
  }

  /** Whether it was a fault of the store. */
  #report({ operation, space, keys, error }: FailedCall, outcome: 'miss' | 'rejected'): boolean {
    if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')) return false
    const { error: channel } = this.#events
    if (channel.hasSubscribers) channel.publish({ operation, prefix: space.prefix, keys, outcome, error })
    return true
  }
}
