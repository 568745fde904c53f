import { type CachedValue, toReadValue } from '../../domain/cache/index.js'
import { AppError, formatMs } from '../../domain/platform/index.js'
import type { CacheHit, Clock, Timer } from '../../ports/index.js'

/** The result of a load: the value and its source. */
export interface LoadResult {
  readonly value: CachedValue | undefined
  /** `uncached`: from the loader, because the store did not answer. */
  readonly from: 'store' | 'loader' | 'stale' | 'uncached'
}

/** How long one caller waits for a load that it may share with other callers. */
export interface WaitOptions {
  readonly clock: Clock
  readonly signal?: AbortSignal | undefined
  /** A stale value resolves the wait this long after it becomes available. */
  readonly softMs?: number | undefined
  /** Longest wait for a loader. Counts from the start of the wait or of the loader, whichever is later. */
  readonly hardMs?: number | undefined
}

/** One load of one key. Any number of callers wait for it; all of them get the same snapshot. */
export class InFlightLoad {
  readonly key: string
  readonly #result: Promise<LoadResult>
  readonly #onAbandoned: (load: InFlightLoad) => void
  readonly #staleListeners = new Set<() => void>()
  #resolve: (result: LoadResult) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined
  #waiters = 0
  #settled = false
  #background = false
  #stale: CacheHit | undefined
  #loaderStartedAt = 0

  /** @param onAbandoned called when the last waiter leaves before the load settles */
  constructor(key: string, onAbandoned: (load: InFlightLoad) => void) {
    this.key = key
    this.#onAbandoned = onAbandoned
    this.#result = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    // Avoids an unhandled rejection if there are no waiters.
    this.#result.catch(() => undefined)
  }

  get isSettled(): boolean {
    return this.#settled
  }

  get hasWaiters(): boolean {
    return this.#waiters > 0
  }

  /** Whether the load continues without waiters, because its callers already have an older value. */
  get runsInBackground(): boolean {
    return this.#background
  }

  continueInBackground(): void {
    this.#background = true
  }

  /** Offers a stale value to waiters with a soft timeout, and as the fallback if the load fails. */
  setStale(stale: CacheHit | undefined): void {
    this.#stale = stale ?? this.#stale
    if (!this.#stale) return
    for (const notify of this.#staleListeners) notify()
    this.#staleListeners.clear()
  }

  /** @param now monotonic milliseconds; hard limits of waiters count from here */
  loaderStarted(now: number): void {
    this.#loaderStartedAt = now
  }

  resolve(result: LoadResult): void {
    this.#settled = true
    this.#resolve(result)
  }

  /** Settles with the stale value, else with `error`. Returns whether the callers have a value. */
  fail(error: unknown): boolean {
    this.#settled = true
    if (this.#stale) this.#resolve({ value: this.#stale.value, from: 'stale' })
    else this.#reject(error)
    return this.#background || this.#stale !== undefined
  }

  /** @throws AppError `ABORTED`, `LOAD_TIMEOUT`; any error of the loader */
  async wait(options?: WaitOptions): Promise<LoadResult> {
    this.#waiters += 1
    let tookStale = false
    const takeStale = (): LoadResult | undefined => {
      if (!this.#stale) return undefined
      tookStale = true
      this.#background = true
      return { value: this.#stale.value, from: 'stale' }
    }
    try {
      const { value, from } = await (options ? this.#waitWithin(options, takeStale) : this.#result)
      return { value: value === undefined ? undefined : toReadValue(value), from }
    } finally {
      this.#waiters -= 1
      // After a stale value the load continues, so that the new value gets stored.
      if (this.#waiters === 0 && !this.#settled && !tookStale) this.#onAbandoned(this)
    }
  }

  async #waitWithin(options: WaitOptions, takeStale: () => LoadResult | undefined): Promise<LoadResult> {
    const { clock, signal, softMs, hardMs } = options
    const startedAt = clock.monotonic()
    const timers: Timer[] = []
    let stopListening = (): void => undefined
    let abort = (): void => undefined
    const limit = new Promise<LoadResult>((resolve, reject) => {
      const resolveStale = (): void => {
        const stale = takeStale()
        if (stale) resolve(stale)
      }
      const checkHardLimit = (limitMs: number): void => {
        const leftMs = Math.max(startedAt, this.#loaderStartedAt) + limitMs - clock.monotonic()
        if (leftMs > 0) {
          timers.push(clock.setTimer(leftMs, () => checkHardLimit(limitMs)))
          return
        }
        resolveStale()
        reject(loadTimeout(limitMs))
      }
      abort = () => signal && reject(loadAborted(signal))
      if (softMs !== undefined) {
        stopListening = this.#onStale(() => timers.push(clock.setTimer(softMs, resolveStale)))
      }
      if (hardMs !== undefined) timers.push(clock.setTimer(hardMs, () => checkHardLimit(hardMs)))
    })
    signal?.addEventListener('abort', abort, { once: true })
    try {
      return await Promise.race([this.#result, limit])
    } finally {
      for (const timer of timers) timer.cancel()
      signal?.removeEventListener('abort', abort)
      stopListening()
    }
  }

  /** Calls `listener` as soon as a stale value is available. Returns the function that unsubscribes. */
  #onStale(listener: () => void): () => void {
    if (this.#stale) listener()
    else this.#staleListeners.add(listener)
    return () => void this.#staleListeners.delete(listener)
  }
}

/**
 * The loads of this process that new callers may join. A write detaches the loads of its keys: a caller that comes
 * after the write must not get a value from before it.
 */
export class InFlightLoads {
  readonly #byPrefix = new Map<string, Map<string, InFlightLoad>>()

  find(prefix: string, key: string): InFlightLoad | undefined {
    return this.#byPrefix.get(prefix)?.get(key)
  }

  start(prefix: string, key: string, onAbandoned: (load: InFlightLoad) => void): InFlightLoad {
    const load = new InFlightLoad(key, onAbandoned)
    const byKey = this.#byPrefix.get(prefix) ?? new Map<string, InFlightLoad>()
    this.#byPrefix.set(prefix, byKey)
    byKey.set(key, load)
    return load
  }

  /** No caller joins the load any more; its waiters stay. */
  detach(prefix: string, load: InFlightLoad): void {
    const byKey = this.#byPrefix.get(prefix)
    if (byKey?.get(load.key) === load) byKey.delete(load.key)
  }

  detachKeys(prefix: string, keys: readonly string[]): void {
    const byKey = this.#byPrefix.get(prefix)
    if (byKey) for (const key of keys) byKey.delete(key)
  }

  detachAll(prefix: string): void {
    this.#byPrefix.get(prefix)?.clear()
  }
}

/** The signal of a caller fired. */
export function loadAborted(signal: AbortSignal): AppError {
  return new AppError('ABORTED', 'the caller aborted its wait for a value', {
    hint: 'the signal passed as an option fired',
    cause: signal.reason,
  })
}

export function loadTimeout(hardMs: number): AppError {
  return new AppError('LOAD_TIMEOUT', `the loader took longer than ${formatMs(hardMs)}`, {
    hint: 'make the loader faster, raise hardTimeout, or set a grace so that a stale value can be served',
    details: { hardMs },
  })
}
