import type { CacheHit } from '../../ports/index.js'
import type { Flight } from './flight.js'
import type { LoadContextParts, Loan } from './load-run.js'

interface Joined {
  readonly flight: Flight
  readonly leave: AbortController
}

/**
 * What is done for keys of which the store does not tell: they are loaded without a lease, once in this process. Only a
 * cache in this process may still have a stale value.
 */
export class Bypass {
  readonly #parts: LoadContextParts
  readonly #onDeserted: () => void
  readonly #joined: Joined[] = []

  /** @param onDeserted called when the last of those who joined one of the loans from elsewhere gave up */
  constructor(parts: LoadContextParts, onDeserted: () => void) {
    this.#parts = parts
    this.#onDeserted = onDeserted
  }

  /**
   * What is to be loaded. The flights that are not among it land with what this process is loading already.
   *
   * @param from what the callers are told of the value
   */
  async loansFor(flights: readonly Flight[], from: 'loader' | 'bypass'): Promise<readonly Loan[]> {
    const { bypasses, space } = this.#parts
    const hits = await this.#recall(flights)
    return flights.flatMap((flight, index) => {
      flight.offer(hits[index])
      const underWay = bypasses.find(space.prefix, flight.key)
      if (!underWay) return { flight, from, shared: bypasses.open(space.prefix, flight.key, this.#onDeserted) }
      void this.#join(flight, underWay, from)
      return []
    })
  }

  /** Nobody waits for one of the flights any more. */
  deserted(): void {
    for (const { flight, leave } of this.#joined) if (flight.isDeserted) leave.abort()
  }

  async #recall(flights: readonly Flight[]): Promise<readonly (CacheHit | undefined)[]> {
    const { port, space, terms } = this.#parts
    if (terms.graceMs === 0 || !port.recall) return []
    const keys = flights.map(({ key }) => key)
    return port.recall(space.prefix, keys)
  }

  /** Lands with what comes of a load that others began. */
  async #join(flight: Flight, underWay: Flight, from: 'loader' | 'bypass'): Promise<void> {
    const { clock, terms, close } = this.#parts
    const leave = new AbortController()
    this.#joined.push({ flight, leave })
    try {
      const { value } = await underWay.board({ clock, signal: leave.signal, hardMs: terms.hardMs })
      close(flight)
      flight.land({ value, from })
    } catch (error) {
      close(flight)
      flight.giveUp(error)
    }
  }
}
