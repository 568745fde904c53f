import { type CachedValue, toSharedSnapshot, toStorable } from '../../domain/cache/index.js'
import { AppError, isAppError, pluralize, ttlToMs } from '../../domain/platform/index.js'
import type { CachePort, Clock, Timer } from '../../ports/index.js'
import type { CacheErrorReporter } from './cache-error-reporter.js'
import type { BatchLoader, LoadManyContext } from './cache-options.js'
import { type InFlightLoad, type InFlightLoads, loadTimeout } from './in-flight-loads.js'
import type { Namespace } from './namespaces.js'
import type { ResolvedLoadOptions } from './resolve-options.js'

/** A key to load: with the lease that allows storing the value, or uncached. */
export interface PendingLoad {
  readonly load: InFlightLoad
  /** Token of the lease. */
  readonly token?: string
  /** Uncached only: other callers of this process wait for this load. */
  readonly shared?: InFlightLoad
  /** The source reported to the callers. */
  readonly from: 'loader' | 'uncached'
}

export interface LoaderCallDeps {
  readonly port: CachePort
  readonly clock: Clock
  readonly errors: CacheErrorReporter
  readonly namespace: Namespace
  readonly options: ResolvedLoadOptions
  readonly loader: BatchLoader
  /** Takes a load out of those that new callers may join. Call it just before the load settles. */
  readonly detach: (load: InFlightLoad) => void
  /** The uncached loads that new callers may join. */
  readonly uncachedLoads: InFlightLoads
}

/** One call of a loader. Stores the values whose leases still hold and gives all values to the callers. */
export class LoaderCall {
  readonly #deps: LoaderCallDeps
  readonly #pending: readonly PendingLoad[]
  readonly #abort = new AbortController()
  readonly #abandoned = new AppError('ABORTED', 'no caller waits for the value any more')

  constructor(deps: LoaderCallDeps, pending: readonly PendingLoad[]) {
    this.#deps = deps
    this.#pending = pending
  }

  /** Settles every load. Does not reject. */
  async run(): Promise<void> {
    const { clock } = this.#deps
    const directives = new LoaderDirectives()
    try {
      // The waiters may have left before the lease was taken.
      this.#abort.signal.throwIfAborted()
      for (const { load, shared } of this.#pending)
        for (const one of [load, shared]) one?.loaderStarted(clock.monotonic())
      const values = await this.#withTimeout(this.#callLoader(directives))
      await mapInSlices(this.#pending, (pending, index) => this.#deliver(pending, values[index], directives))
    } catch (error) {
      this.#abort.abort(error)
      await mapInSlices(this.#pending, (pending) => this.#fail(pending, error))
    }
  }

  /** Aborts the loader if none of its values is needed. */
  cancelIfAbandoned(): void {
    // Without a lease the value is not stored, so only waiters need it.
    const isNeeded = ({ load, token, shared }: PendingLoad): boolean =>
      (!load.isSettled && (load.hasWaiters || (token !== undefined && load.runsInBackground))) ||
      shared?.hasWaiters === true
    if (!this.#pending.some(isNeeded)) this.#abort.abort(this.#abandoned)
  }

  async #callLoader(directives: LoaderDirectives): Promise<readonly unknown[]> {
    const keys = this.#pending.map(({ load }) => load.key)
    const context = {
      signal: this.#abort.signal,
      ttl: directives.ttl.bind(directives),
      skip: directives.skip.bind(directives),
    }
    const values = await this.#deps.loader(keys, context)
    if (Array.isArray(values) && values.length === keys.length) return values
    const found = Array.isArray(values) ? pluralize(values.length, 'value') : `a ${typeof values}`
    throw new AppError('INVALID_ARGUMENT', `the loader of ${pluralize(keys.length, 'key')} returned ${found}`, {
      hint: 'return an array with one value per key, in the order of the keys, undefined where there is none',
      details: { keys: keys.length, found },
    })
  }

  /** Rejects when the loader takes too long or is aborted. */
  async #withTimeout<T>(loading: Promise<T>): Promise<T> {
    const { clock, options } = this.#deps
    const { signal } = this.#abort
    let timer: Timer | undefined
    const timeout = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      timer = clock.setTimer(options.hardMs, () => reject(loadTimeout(options.hardMs)))
    })
    try {
      return await Promise.race([loading, timeout])
    } finally {
      timer?.cancel()
    }
  }

  async #deliver(pending: PendingLoad, loaded: unknown, directives: LoaderDirectives): Promise<void> {
    const { load, token, from } = pending
    try {
      const value = toLoadedValue(loaded)
      const ttlMs = directives.ttlMsOf(load.key, value, this.#deps.options)
      if (token !== undefined && ttlMs !== undefined) await this.#store(load, token, value, ttlMs)
      else if (token !== undefined) await this.#release(load, token)
      this.#detach(pending)
      load.resolve({ value, from })
      pending.shared?.resolve({ value, from })
    } catch (error) {
      await this.#fail(pending, error)
    }
  }

  async #store(load: InFlightLoad, token: string, value: unknown, ttlMs: number): Promise<void> {
    const { port, namespace, options, errors } = this.#deps
    try {
      const write = { key: load.key, value, ttlMs, graceMs: options.graceMs }
      if (await port.commit(namespace.prefix, token, write)) namespace.counters.loads += 1
    } catch (error) {
      errors.loadNotStored({ operation: 'getOrSet', namespace, keys: [load.key], error })
      // A refused value leaves the lease in place. After a failure of the store a release would fail, too.
      if (isAppError(error, 'ENTRY_TOO_LARGE')) await this.#release(load, token)
    }
  }

  async #fail(pending: PendingLoad, error: unknown): Promise<void> {
    const { errors, namespace } = this.#deps
    const { load, token } = pending
    if (token !== undefined) await this.#release(load, token)
    this.#detach(pending)
    pending.shared?.fail(error)
    const outcome = load.fail(error) ? 'stale' : 'rejected'
    // An abandoned loader is not a failed one.
    if (error !== this.#abandoned) errors.loaderFailed({ namespace, keys: [load.key], error, outcome })
  }

  async #release(load: InFlightLoad, token: string): Promise<void> {
    const { port, namespace, errors } = this.#deps
    try {
      await port.release(namespace.prefix, load.key, token)
    } catch (error) {
      // The lease expires by itself.
      errors.loadNotStored({ operation: 'getOrSet', namespace, keys: [load.key], error })
    }
  }

  #detach({ load, shared }: PendingLoad): void {
    const { detach, uncachedLoads, namespace } = this.#deps
    detach(load)
    if (shared) uncachedLoads.detach(namespace.prefix, shared)
  }
}

/** What a loader sets by its context: times to live and values not to store. */
class LoaderDirectives implements Omit<LoadManyContext, 'signal'> {
  readonly #ttlMs = new Map<string, number>()
  readonly #skipped = new Set<string>()

  ttl(key: string, seconds: number): void {
    this.#ttlMs.set(key, ttlToMs(seconds))
  }

  skip(key: string): void {
    this.#skipped.add(key)
  }

  /** The time to live of a loaded value; `undefined` if it is not to be stored. */
  ttlMsOf(key: string, value: CachedValue | undefined, options: ResolvedLoadOptions): number | undefined {
    if (value === undefined || this.#skipped.has(key)) return undefined
    return options.withJitter(this.#ttlMs.get(key) ?? (value === null ? options.negativeTtlMs : options.ttlMs))
  }
}

/** The snapshot that all callers share, equal to what the store would return. @throws AppError `UNSERIALISABLE` */
function toLoadedValue(value: unknown): CachedValue | undefined {
  if (value === undefined) return undefined
  const storable = toStorable(value, 'the loaded value')
  return storable.kind === 'array' ? storable.array : toSharedSnapshot(storable.text)
}

/** Concurrent store calls of one batch. A connection takes 1000 calls; the rest is for other users. */
const SLICE = 250

/** Calls `call` for each item, {@link SLICE} at a time. Returns the results in order; rejects with the first error. */
export async function mapInSlices<T, R>(
  items: readonly T[],
  call: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += SLICE) {
    const slice = items.slice(at, at + SLICE)
    results.push(...(await Promise.all(slice.map((item, index) => call(item, at + index)))))
  }
  return results
}
