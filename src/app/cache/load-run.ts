import { AppError } from '../../domain/platform/index.js'
import type { CacheHit, CachePort, Clock, Timer } from '../../ports/index.js'
import type { CacheFailures } from './cache-failures.js'
import type { CacheSpace } from './cache-space.js'
import type { Flight } from './flight.js'
import type { Flights } from './flights.js'
import { inSlices } from './in-slices.js'
import type { LoadTerms } from './load-terms.js'
import { LoadWishes, toLoaded } from './loaded-value.js'
import type { ManyLoader } from './read-through-options.js'

/** A key to load: with the lease to store what comes of it, or, while the store does not answer, without. */
export interface Loan {
  readonly flight: Flight
  readonly token?: string
  readonly stale?: CacheHit
  /** Without a lease: on it, others in this process wait for what comes of it. */
  readonly shared?: Flight
}

/** What a {@link LoadRun} works with. */
export interface LoadContextParts {
  readonly port: CachePort
  readonly clock: Clock
  readonly failures: CacheFailures
  readonly space: CacheSpace
  readonly terms: LoadTerms
  readonly load: ManyLoader
  /** Takes a flight out of those that others may join. To be called just before it lands. */
  readonly close: (flight: Flight) => void
  /** The loads without a lease that others may join. */
  readonly bypasses: Flights
}

/**
 * One call of a loader for a number of keys, and what becomes of its values: they are stored as far as the leases still
 * hold, and given to the callers in any case.
 */
export class LoadRun {
  readonly #parts: LoadContextParts
  readonly #loans: readonly Loan[]
  readonly #abort = new AbortController()
  readonly #timers: Timer[] = []

  constructor(parts: LoadContextParts, loans: readonly Loan[]) {
    this.#parts = parts
    this.#loans = loans
  }

  /** Settles every flight. Does not reject. */
  async run(): Promise<void> {
    const wishes = new LoadWishes()
    try {
      const values = await this.#inTime(this.#call(wishes))
      await inSlices(this.#loans, (loan, index) => this.#deliver(loan, values[index], wishes))
    } catch (error) {
      this.#abort.abort(error)
      await inSlices(this.#loans, (loan) => this.#giveUp(loan, error))
    } finally {
      for (const timer of this.#timers) timer.cancel()
    }
  }

  /** The loader goes on as long as anybody waits for one of its values. */
  deserted(): void {
    const isWanted = ({ flight, shared }: Loan): boolean =>
      (!flight.hasLanded && !flight.isDeserted) || shared?.isDeserted === false
    if (this.#loans.some(isWanted)) return
    this.#abort.abort(new AppError('ABORTED', 'nobody waits for the value any more'))
  }

  async #call(wishes: LoadWishes): Promise<readonly unknown[]> {
    const keys = this.#loans.map(({ flight }) => flight.key)
    const context = {
      signal: this.#abort.signal,
      ttl: wishes.ttl.bind(wishes),
      skip: wishes.skip.bind(wishes),
    }
    const values = await this.#parts.load(keys, context)
    if (Array.isArray(values) && values.length === keys.length) return values
    const found = Array.isArray(values) ? `${values.length} values` : `a ${typeof values}`
    throw new AppError('INVALID_ARGUMENT', `the loader of ${keys.length} keys gave ${found}`, {
      hint: 'give an array with a value for each key, in their order, undefined where there is none',
      details: { keys: keys.length, found },
    })
  }

  /** What `loading` gives, unless it takes too long or nobody waits any more. Meanwhile stale values are handed out. */
  #inTime<T>(loading: Promise<T>): Promise<T> {
    const { clock, terms } = this.#parts
    const { signal } = this.#abort
    return new Promise((resolve, reject) => {
      loading.then(resolve, reject)
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      this.#timers.push(clock.setTimer(terms.hardMs, () => reject(loadTimeout(terms.hardMs))))
      const { softMs } = terms
      if (softMs === undefined) return
      this.#timers.push(clock.setTimer(softMs, () => this.#loans.forEach((loan) => void this.#landStale(loan))))
    })
  }

  async #deliver(loan: Loan, given: unknown, wishes: LoadWishes): Promise<void> {
    const { flight, token } = loan
    try {
      const value = toLoaded(given)
      const ttlMs = wishes.ttlMsOf(flight.key, value, this.#parts.terms)
      if (token !== undefined && ttlMs !== undefined) await this.#store(flight, token, value, ttlMs)
      else if (token !== undefined) await this.#release(flight, token)
      this.#close(loan)
      const landing = { value, from: token === undefined ? 'bypass' : 'loader' } as const
      flight.land(landing)
      loan.shared?.land(landing)
    } catch (error) {
      await this.#giveUp(loan, error)
    }
  }

  async #store(flight: Flight, token: string, value: unknown, ttlMs: number): Promise<void> {
    const { port, space, terms, failures } = this.#parts
    try {
      await port.commit(space.prefix, token, { key: flight.key, value, ttlMs, graceMs: terms.graceMs })
      space.counters.loads += 1
    } catch (error) {
      failures.notStored({ operation: 'getOrSet', space, keys: [flight.key], error })
      // A store that failed will not do better now; a value that is too large leaves the lease to others.
      if (error instanceof AppError && error.code === 'ENTRY_TOO_LARGE') await this.#release(flight, token)
    }
  }

  async #giveUp(loan: Loan, error: unknown): Promise<void> {
    const { failures, space } = this.#parts
    const { flight, token } = loan
    if (token !== undefined) await this.#release(flight, token)
    this.#close(loan)
    loan.shared?.fail(error)
    const outcome = flight.hasLanded || this.#landStale(loan) ? 'stale' : 'rejected'
    failures.loadFailed({ space, keys: [flight.key], error, outcome })
    if (outcome === 'rejected') flight.fail(error)
  }

  async #release(flight: Flight, token: string): Promise<void> {
    const { port, space, failures } = this.#parts
    try {
      await port.release(space.prefix, flight.key, token)
    } catch (error) {
      // The lease ends by itself.
      failures.notStored({ operation: 'getOrSet', space, keys: [flight.key], error })
    }
  }

  /** Whether there was a stale value to land with. */
  #landStale({ flight, stale }: Loan): boolean {
    if (!stale) return false
    this.#parts.close(flight)
    flight.land({ value: stale.value, from: 'stale' })
    return true
  }

  #close({ flight, shared }: Loan): void {
    const { close, bypasses, space } = this.#parts
    close(flight)
    if (shared) bypasses.close(space.prefix, shared)
  }
}

export function loadTimeout(hardMs: number): AppError {
  return new AppError('LOAD_TIMEOUT', `the loader took longer than ${hardMs} ms`, {
    hint: 'make it faster, raise hardTimeout, or give a grace so that a stale value can be served',
    details: { hardMs },
  })
}
