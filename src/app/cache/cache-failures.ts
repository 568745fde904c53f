import { isAppError } from '../../domain/platform/index.js'
import type { CacheErrorEvent, CacheEvents, CacheLoadErrorEvent, CacheOperation } from '../../ports/index.js'
import type { CacheSpace } from './cache-space.js'

/** A call that failed, and with what. */
export interface FailedCall {
  readonly operation: CacheOperation
  readonly space: CacheSpace
  readonly keys: readonly string[]
  readonly error: unknown
}

interface LoadFailure extends Omit<CacheLoadErrorEvent, 'prefix'> {
  readonly space: CacheSpace
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
    if (!this.#report(failed, 'rejected')) this.#reportSize(failed)
  }

  /** What was loaded could not be stored, of which callers are not told. @throws what is no fault of store or size */
  notStored(failed: FailedCall): void {
    if (!this.#report(failed, 'not-stored') && !this.#reportSize(failed)) throw failed.error
  }

  /** A value that is alive could not be loaded anew, of which nobody is told. */
  notRefreshed(failed: FailedCall): void {
    if (!this.#report(failed, 'not-stored')) this.loadFailed({ ...failed, outcome: 'stale' })
  }

  /** A loader failed. */
  loadFailed({ space, keys, outcome, error }: LoadFailure): void {
    space.counters.loadErrors += 1
    const { loadError } = this.#events
    if (loadError.hasSubscribers) loadError.publish({ prefix: space.prefix, keys, outcome, error })
  }

  /** Whether the value was too large. */
  #reportSize({ operation, space, keys, error }: FailedCall): boolean {
    if (!isAppError(error, 'ENTRY_TOO_LARGE')) return false
    space.counters.oversized += 1
    const { oversized } = this.#events
    if (!oversized.hasSubscribers) return true
    const { bytes, limit } = error.details
    oversized.publish({ operation, prefix: space.prefix, keys, bytes: Number(bytes), limit: Number(limit) })
    return true
  }

  /** Whether it was a fault of the store. */
  #report({ operation, space, keys, error }: FailedCall, outcome: CacheErrorEvent['outcome']): boolean {
    if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')) return false
    const { error: channel } = this.#events
    if (channel.hasSubscribers) channel.publish({ operation, prefix: space.prefix, keys, outcome, error })
    return true
  }
}
