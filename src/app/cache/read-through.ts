import { assertCacheKey } from '../../domain/cache/index.js'
import type { CachePort, Clock, Random } from '../../ports/index.js'
import type { CacheErrorReporter } from './cache-error-reporter.js'
import type { BatchLoader, CacheLoadOptions } from './cache-options.js'
import { InFlightLoad, InFlightLoads, type LoadResult, loadAborted } from './in-flight-loads.js'
import { LoadCoordinator } from './load-coordinator.js'
import type { Namespace } from './namespaces.js'
import { type ResolvedLoadOptions, resolveLoadOptions } from './resolve-options.js'

/** Pause after a refresh, as a fraction of the refresh window, and its maximum. */
const PAUSE_FRACTION = 0.2
const MAX_PAUSE_MS = 1000

interface ReadThroughDeps {
  readonly port: CachePort
  readonly clock: Clock
  readonly random: Random
  readonly errors: CacheErrorReporter
}

/** Reads values and loads the missing ones: single flight per key, in this process and across processes. */
export class ReadThrough {
  readonly #deps: ReadThroughDeps
  readonly #loads = new InFlightLoads()
  readonly #uncachedLoads = new InFlightLoads()
  readonly #refreshing = new Set<string>()

  constructor(deps: ReadThroughDeps) {
    this.#deps = deps
  }

  /**
   * @param keys without duplicates
   * @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT`, `ABORTED`, `LOAD_TIMEOUT`, `UNSERIALISABLE`; any
   *   error of the loader
   */
  async read(
    namespace: Namespace,
    keys: readonly string[],
    loader: BatchLoader,
    callOptions: CacheLoadOptions,
  ): Promise<readonly LoadResult[]> {
    for (const key of keys) assertCacheKey(key)
    const options = resolveLoadOptions(callOptions, namespace.ttlMs, this.#deps.random)
    const { signal } = callOptions
    if (signal?.aborted) throw loadAborted(signal)
    const coordinator = this.#coordinator(namespace, loader, options)
    const { softMs, hardMs } = options
    const { clock } = this.#deps
    const started: InFlightLoad[] = []
    const results = keys.map((key) => {
      const inFlight = this.#loads.find(namespace.prefix, key)
      if (inFlight) return inFlight.wait({ clock, signal, softMs, hardMs })
      const load = this.#loads.start(namespace.prefix, key, (abandoned) => {
        this.#loads.detach(namespace.prefix, abandoned)
        coordinator.cancelAbandoned()
      })
      started.push(load)
      // The loader call enforces the hard timeout of its own loads.
      return load.wait(signal || softMs !== undefined ? { clock, signal, softMs } : undefined)
    })
    if (started.length > 0) void coordinator.run(started)
    return Promise.all(results)
  }

  /** New callers join no load that is in flight for `keys`; without `keys`, for the whole namespace. */
  detachInFlight(prefix: string, keys?: readonly string[]): void {
    for (const loads of [this.#loads, this.#uncachedLoads]) {
      if (keys) loads.detachKeys(prefix, keys)
      else loads.detachAll(prefix)
    }
  }

  #coordinator(namespace: Namespace, loader: BatchLoader, options: ResolvedLoadOptions): LoadCoordinator {
    return new LoadCoordinator({
      ...this.#deps,
      namespace,
      options,
      loader,
      uncachedLoads: this.#uncachedLoads,
      detach: (load) => this.#loads.detach(namespace.prefix, load),
      refresh: (key) => this.#refresh(namespace, key, loader, options),
    })
  }

  /** Refreshes one key in the background, one refresh at a time. Callers cannot join it. */
  #refresh(namespace: Namespace, key: string, loader: BatchLoader, options: ResolvedLoadOptions): void {
    const name = `${namespace.prefix}}${key}`
    if (this.#refreshing.has(name)) return
    this.#refreshing.add(name)
    const load = new InFlightLoad(key, () => undefined)
    void load.wait().catch(() => undefined)
    const { clock } = this.#deps
    // Without a pause every reader would retry a refresh that fails.
    const pauseMs = Math.min(MAX_PAUSE_MS, options.refreshBelowMs * PAUSE_FRACTION)
    void this.#coordinator(namespace, loader, options)
      .refresh(load)
      .finally(() => clock.setTimer(pauseMs, () => this.#refreshing.delete(name)))
  }
}
