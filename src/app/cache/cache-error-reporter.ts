import { isAppError } from '../../domain/platform/index.js'
import type { CacheErrorEvent, CacheEvents, CacheLoadErrorEvent, CacheOperation } from '../../ports/index.js'
import type { Namespace } from './namespaces.js'

/** A store call that failed. */
export interface FailedCall {
  readonly operation: CacheOperation
  readonly namespace: Namespace
  readonly keys: readonly string[]
  readonly error: unknown
}

interface LoaderFailure extends Omit<CacheLoadErrorEvent, 'prefix'> {
  readonly namespace: Namespace
}

/** Counts failures of the store and of loaders, and publishes them as events. */
export class CacheErrorReporter {
  readonly #events: CacheEvents

  constructor(events: CacheEvents) {
    this.#events = events
  }

  /** A failed read is a miss. @throws the error, unless the store caused it */
  readFailed(failed: FailedCall): void {
    const { namespace, keys, error } = failed
    if (!this.#reportStore(failed, 'miss')) throw error
    namespace.counters.errors += keys.length
  }

  /** The caller gets the error, too. */
  writeFailed(failed: FailedCall): void {
    if (!this.#reportStore(failed, 'rejected')) this.#reportSize(failed)
  }

  /** A loaded value was not stored; its callers get it anyway. @throws the error, unless store or size caused it */
  loadNotStored(failed: FailedCall): void {
    if (!this.#reportStore(failed, 'not-stored') && !this.#reportSize(failed)) throw failed.error
  }

  /** A background refresh failed; readers keep the live value. */
  refreshFailed(failed: FailedCall): void {
    if (!this.#reportStore(failed, 'not-stored')) this.loaderFailed({ ...failed, outcome: 'stale' })
  }

  loaderFailed({ namespace, keys, outcome, error }: LoaderFailure): void {
    namespace.counters.loadErrors += 1
    const { loadError } = this.#events
    if (loadError.hasSubscribers) loadError.publish({ prefix: namespace.prefix, keys, outcome, error })
  }

  /** Returns whether the value was too large. */
  #reportSize({ operation, namespace, keys, error }: FailedCall): boolean {
    if (!isAppError(error, 'ENTRY_TOO_LARGE')) return false
    namespace.counters.oversized += 1
    const { oversized } = this.#events
    if (!oversized.hasSubscribers) return true
    const { bytes, limit } = error.details
    oversized.publish({ operation, prefix: namespace.prefix, keys, bytes: Number(bytes), limit: Number(limit) })
    return true
  }

  /** Returns whether the store caused the error. */
  #reportStore({ operation, namespace, keys, error }: FailedCall, outcome: CacheErrorEvent['outcome']): boolean {
    if (!isAppError(error, 'STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL')) return false
    const { error: channel } = this.#events
    if (channel.hasSubscribers) channel.publish({ operation, prefix: namespace.prefix, keys, outcome, error })
    return true
  }
}
