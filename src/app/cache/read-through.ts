import { assertCacheKey } from '../../domain/cache/index.js'
import type { CachePort, Clock, Random } from '../../ports/index.js'
import type { CacheFailures } from './cache-failures.js'
import type { CacheSpace } from './cache-space.js'
import { Flight, type Landing } from './flight.js'
import { Flights } from './flights.js'
import { LoadSearch } from './load-search.js'
import { type LoadTerms, toLoadTerms } from './load-terms.js'
import type { CacheLoadOptions, ManyLoader } from './read-through-options.js'

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
    const search = this.#search(space, load, terms)
    const own: Flight[] = []
    const landings = keys.map((key) => {
      let flight = this.#flights.find(space.prefix, key)
      if (!flight) {
        flight = this.#flights.open(space.prefix, key, (deserted) => {
          this.#flights.close(space.prefix, deserted)
          search.deserted()
        })
        own.push(flight)
      }
      return flight.board(options.signal)
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
    void this.#search(space, load, terms)
      .replace(flight)
      .finally(() => this.#refreshing.delete(name))
  }
}
