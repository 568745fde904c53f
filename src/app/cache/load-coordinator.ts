import type { CacheHit, Random } from '../../ports/index.js'
import { InFlightLoad, loadTimeout } from './in-flight-loads.js'
import { LoaderCall, type LoaderCallDeps, mapInSlices, type PendingLoad } from './loader-call.js'

interface LoadCoordinatorDeps extends LoaderCallDeps {
  readonly random: Random
  /** Starts a background refresh of a live value. */
  readonly refresh: (key: string) => void
}

/** Another caller, in this process or in another one, holds the lease of the key. */
interface BusyLoad {
  readonly load: InFlightLoad
  readonly remainingMs: number
}

/** Poll interval while the store sends no change notifications: doubles from `min` to `max`. */
const POLL_MS = { min: 20, max: 250 } as const
/** Poll interval with change notifications, in case one gets lost. */
const NOTIFIED_POLL_MS = 1000
/** Added to the duration of a lease, for the round trip to the store. */
const LEASE_MARGIN_MS = 1000
/** Fraction of the hard timeout spent waiting for another process, which may have died. */
const FOREIGN_WAIT_FRACTION = 0.5

/** Reads keys from the store and loads those that no other caller is loading. */
export class LoadCoordinator {
  readonly #deps: LoadCoordinatorDeps
  readonly #startedAt: number
  readonly #calls: LoaderCall[] = []
  /** Loads that wait for an uncached load of another coordinator. */
  readonly #joined: { readonly load: InFlightLoad; readonly leave: AbortController }[] = []

  constructor(deps: LoadCoordinatorDeps) {
    this.#deps = deps
    this.#startedAt = deps.clock.monotonic()
  }

  /** Settles every load. Does not reject. */
  async run(loads: readonly InFlightLoad[]): Promise<void> {
    try {
      const missing = await this.#readStored(loads)
      await this.#loadOrWait(missing)
    } catch (error) {
      for (const load of loads) this.#fail(load, error)
    }
  }

  /** Replaces a live value before it expires, unless another caller is loading it. Its readers keep the old value. */
  async refresh(load: InFlightLoad): Promise<void> {
    const { namespace, errors } = this.#deps
    load.continueInBackground()
    try {
      const acquired = await this.#acquire(load, true)
      if (acquired && !isBusy(acquired)) await this.#callLoader([acquired])
    } catch (error) {
      errors.refreshFailed({ operation: 'getOrSet', namespace, keys: [load.key], error })
    }
  }

  /** Cancels the loader calls and joined loads that have no waiters left. */
  cancelAbandoned(): void {
    for (const { load, leave } of this.#joined) if (!load.hasWaiters) leave.abort()
    for (const call of this.#calls) call.cancelIfAbandoned()
  }

  /** Resolves the loads that the store has a value for. Returns the others. */
  async #readStored(loads: readonly InFlightLoad[]): Promise<readonly (InFlightLoad | PendingLoad)[]> {
    const { port, namespace, options, errors } = this.#deps
    const keys = loads.map(({ key }) => key)
    let hits: readonly (CacheHit | undefined)[]
    try {
      hits = await port.getMany(namespace.prefix, keys, { remaining: options.refreshBelowMs > 0 })
    } catch (error) {
      errors.readFailed({ operation: 'getOrSet', namespace, keys, error })
      return this.#toUncached(loads, 'uncached')
    }
    return loads.filter((load, index) => {
      const hit = hits[index]
      if (!hit) return true
      this.#resolveStored(load, hit)
      if ((hit.remainingMs ?? Number.POSITIVE_INFINITY) <= options.refreshBelowMs) this.#deps.refresh(load.key)
      return false
    })
  }

  async #loadOrWait(missing: readonly (InFlightLoad | PendingLoad)[]): Promise<void> {
    const acquired = await mapInSlices(missing, async (one) =>
      one instanceof InFlightLoad ? this.#acquireOrUncached(one) : one,
    )
    const pending: PendingLoad[] = []
    const busy: BusyLoad[] = []
    for (const one of acquired) {
      if (one && isBusy(one)) busy.push(one)
      else if (one) pending.push(one)
    }
    await Promise.all([this.#callLoader(pending), ...busy.map((one) => this.#waitForOther(one))])
  }

  /** As {@link #acquire}; an uncached load if the store does not answer. */
  async #acquireOrUncached(load: InFlightLoad): Promise<PendingLoad | BusyLoad | undefined> {
    const { namespace, errors } = this.#deps
    try {
      return await this.#acquire(load, false)
    } catch (error) {
      errors.readFailed({ operation: 'getOrSet', namespace, keys: [load.key], error })
      const [pending] = await this.#toUncached([load], 'uncached')
      return pending
    }
  }

  /** Takes the lease of the key. Returns nothing if the store has the value by now, which resolves the load. */
  async #acquire(load: InFlightLoad, refresh: boolean): Promise<PendingLoad | BusyLoad | undefined> {
    const { port, namespace, options } = this.#deps
    const leaseMs = options.hardMs + LEASE_MARGIN_MS
    const lease = await port.acquire(namespace.prefix, { key: load.key, leaseMs, tags: options.tags, refresh })
    if (lease.state === 'hit') {
      this.#resolveStored(load, lease.hit)
      return undefined
    }
    load.setStale(lease.stale)
    return lease.state === 'leased'
      ? { load, token: lease.token, from: 'loader' }
      : { load, remainingMs: lease.remainingMs }
  }

  async #callLoader(pending: readonly PendingLoad[]): Promise<void> {
    if (pending.length === 0) return
    const call = new LoaderCall(this.#deps, pending)
    this.#calls.push(call)
    // The waiters may have left while the store was asked.
    call.cancelIfAbandoned()
    await call.run()
  }

  /** Waits until another caller has loaded the key. Loads it here if that caller gives up or may have died. */
  async #waitForOther(first: BusyLoad): Promise<void> {
    const { load } = first
    const { clock, options, port, namespace } = this.#deps
    const waitUntil = this.#startedAt + options.hardMs * FOREIGN_WAIT_FRACTION
    let busy = first
    for (let round = 0; load.hasWaiters; round++) {
      const stop = new AbortController()
      const change = port.changed?.(namespace.prefix, load.key, stop.signal)
      // Ask again after subscribing: a change before the subscription sends no notification.
      const next = change || round > 0 ? await this.#acquireOrUncached(load) : busy
      const leftMs = waitUntil - clock.monotonic()
      if (next && isBusy(next) && leftMs > 0) {
        busy = next
        await this.#pause(Math.min(leftMs, busy.remainingMs + 1), round, change)
        stop.abort()
        continue
      }
      stop.abort()
      if (next) await this.#callLoader(isBusy(next) ? await this.#toUncached([load], 'loader') : [next])
      return
    }
    this.#fail(load, loadTimeout(options.hardMs))
  }

  async #pause(maxMs: number, round: number, change: Promise<void> | undefined): Promise<void> {
    const { clock, random } = this.#deps
    const pollMs = change ? NOTIFIED_POLL_MS : Math.min(POLL_MS.max, POLL_MS.min * 2 ** round)
    const ms = Math.max(1, Math.min(maxMs, pollMs * (0.5 + random.next())))
    await new Promise<void>((resolve) => {
      const timer = clock.setTimer(ms, resolve)
      void change?.then(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  /**
   * Uncached fallback: loads without a lease, one per key in this process. Only a cache in this process may have a stale
   * value. Returns the loads to start; the others join an uncached load that is already running.
   *
   * @param from the source reported to the callers
   */
  async #toUncached(loads: readonly InFlightLoad[], from: 'loader' | 'uncached'): Promise<readonly PendingLoad[]> {
    const { port, namespace, options, uncachedLoads } = this.#deps
    const keys = loads.map(({ key }) => key)
    const stale = options.graceMs > 0 ? await port.getStaleLocal?.(namespace.prefix, keys) : undefined
    return loads.flatMap((load, index) => {
      load.setStale(stale?.[index])
      const running = uncachedLoads.find(namespace.prefix, load.key)
      if (!running) {
        const shared = uncachedLoads.start(namespace.prefix, load.key, () => this.cancelAbandoned())
        return { load, from, shared }
      }
      void this.#join(load, running, from)
      return []
    })
  }

  /** Settles `load` with the outcome of an uncached load that is already running. */
  async #join(load: InFlightLoad, running: InFlightLoad, from: 'loader' | 'uncached'): Promise<void> {
    const { clock, options, detach } = this.#deps
    const leave = new AbortController()
    this.#joined.push({ load, leave })
    try {
      const { value } = await running.wait({ clock, signal: leave.signal, hardMs: options.hardMs })
      detach(load)
      load.resolve({ value, from })
    } catch (error) {
      detach(load)
      load.fail(error)
    }
  }

  #resolveStored(load: InFlightLoad, { value }: CacheHit): void {
    this.#deps.detach(load)
    load.resolve({ value, from: 'store' })
  }

  #fail(load: InFlightLoad, error: unknown): void {
    if (load.isSettled) return
    this.#deps.detach(load)
    load.fail(error)
  }
}

function isBusy(acquired: PendingLoad | BusyLoad): acquired is BusyLoad {
  return 'remainingMs' in acquired
}
