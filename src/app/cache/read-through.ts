import { assertCacheKey } from '../../domain/cache/index.js'
import type { CachePort, Clock, Random } from '../../ports/index.js'
import type { CacheFailures } from './cache-failures.js'
import type { CacheSpace } from './cache-space.js'
import { Flight, type Landing } from './flight.js'
import { Flights } from './flights.js'
import { callerGaveUp } from './load-errors.js'
import { LoadSearch } from './load-search.js'
import { type LoadTerms, toLoadTerms } from './load-terms.js'
import type { CacheLoadOptions, ManyLoader } from './read-through-options.js'

/** How long after the end of a refresh none is begun, as part of the time there is for them, and at most. */
const PAUSE_PART = 0.2
const LONGEST_PAUSE_MS = 1000

interface ReadThroughParts {
  readonly port: CachePort
  readonly clock: Clock
  readonly random: Random
  readonly failures: CacheFailures
}

/**
 * Reads values and loads those that are missing: once for all callers of this process, and once for all processes that
 * share a store.
 */
export class ReadThrough {
  readonly #flights = new Flights()
  readonly #bypasses = new Flights()
  readonly #parts: ReadThroughParts
  readonly #refreshing = new Set<string>()

  constructor(parts: ReadThroughParts) {
    this.#parts = parts
  }

  /** Who comes from here on joins no search that is under way: neither for these keys, nor, without any, for all. */
  part(prefix: string, keys?: readonly string[]): void {
    for (const flights of [this.#flights, this.#bypasses]) {
      if (keys) flights.closeKeys(prefix, keys)
      else flights.closeAll(prefix)
    }
  }

  /**
   * @param keys no two of them the same
   * @throws AppError `INVALID_KEY`, `INVALID_TTL`, `INVALID_ARGUMENT`, `ABORTED`, `LOAD_TIMEOUT`, `UNSERIALISABLE`; whatever
   *   the loader threw
   */
  async read(
    space: CacheSpace,
    keys: readonly string[],
    load: ManyLoader,
    options: CacheLoadOptions,
  ): Promise<readonly Landing[]> {
    for (const key of keys) assertCacheKey(key)
    const terms = toLoadTerms(options, space.ttlMs, this.#parts.random)
    const { signal } = options
    if (signal?.aborted) throw callerGaveUp(signal)
    const search = this.#search(space, load, terms)
    const { softMs, hardMs } = terms
    const { clock } = this.#parts
    const own: Flight[] = []
    const landings = keys.map((key) => {
      const underWay = this.#flights.find(space.prefix, key)
      if (underWay) return underWay.board({ clock, signal, softMs, hardMs })
      const flight = this.#flights.open(space.prefix, key, (deserted) => {
        this.#flights.close(space.prefix, deserted)
        search.deserted()
      })
      own.push(flight)
      // The time of the loader is bounded where it runs.
      return flight.board(signal || softMs !== undefined ? { clock, signal, softMs } : undefined)
    })
    if (own.length > 0) void search.run(own)
    return Promise.all(landings)
  }

  #search(space: CacheSpace, load: ManyLoader, terms: LoadTerms): LoadSearch {
    return new LoadSearch({
      ...this.#parts,
      space,
      terms,
      load,
      bypasses: this.#bypasses,
      close: (flight) => this.#flights.close(space.prefix, flight),
      refresh: (key) => this.#refresh(space, key, load, terms),
    })
  }

  /** In the background, once at a time: nobody is aboard, and the flight is not for others to join. */
  #refresh(space: CacheSpace, key: string, load: ManyLoader, terms: LoadTerms): void {
    const name = `${space.prefix}}${key}`
    if (this.#refreshing.has(name)) return
    this.#refreshing.add(name)
    const flight = new Flight(key, () => undefined)
    void flight.board().catch(() => undefined)
    const { clock } = this.#parts
    // Were there none, one that fails would be begun anew by every reader.
    const pauseMs = Math.min(LONGEST_PAUSE_MS, terms.refreshBelowMs * PAUSE_PART)
    void this.#search(space, load, terms)
      .replace(flight)
      .finally(() => clock.setTimer(pauseMs, () => this.#refreshing.delete(name)))
  }
}
