import { AppError } from '../../domain/platform/index.js'
import type { CachePort, Clock, Timer } from '../../ports/index.js'
import type { CacheFailures } from './cache-failures.js'
import type { CacheSpace } from './cache-space.js'
import type { Flight } from './flight.js'
import type { Flights } from './flights.js'
import { inSlices } from './in-slices.js'
import { loadTimeout } from './load-errors.js'
import type { LoadTerms } from './load-terms.js'
import { LoadWishes, toLoaded } from './loaded-value.js'
import type { ManyLoader } from './read-through-options.js'

/** A key to load: with the lease to store what comes of it, or without. */
export interface Loan {
  readonly flight: Flight
  readonly token?: string
  /** Without a lease: on it, others in this process wait for what comes of it. */
  readonly shared?: Flight
  /** What callers are told of where the value came from. */
  readonly from: 'loader' | 'bypass'
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
  readonly #desertion = new AppError('ABORTED', 'nobody waits for the value any more')

  constructor(parts: LoadContextParts, loans: readonly Loan[]) {
    this.#parts = parts
    this.#loans = loans
  }

  /** Settles every flight. Does not reject. */
  async run(): Promise<void> {
    const { clock } = this.#parts
    const wishes = new LoadWishes()
    try {
      // Those who wanted it may have gone before the lease was there.
      this.#abort.signal.throwIfAborted()
      for (const { flight, shared } of this.#loans)
        for (const one of [flight, shared]) one?.loadBegins(clock.monotonic())
      const values = await this.#inTime(this.#call(wishes))
      await inSlices(this.#loans, (loan, index) => this.#deliver(loan, values[index], wishes))
    } catch (error) {
      this.#abort.abort(error)
      await inSlices(this.#loans, (loan) => this.#giveUp(loan, error))
    }
  }

  /** The loader goes on as long as anybody waits for one of its values. */
  deserted(): void {
    // What is not stored is of use to those alone who wait for it.
    const isWanted = ({ flight, token, shared }: Loan): boolean =>
      (!flight.hasLanded && (!flight.isDeserted || (token !== undefined && flight.isKept))) ||
      shared?.isDeserted === false
    if (!this.#loans.some(isWanted)) this.#abort.abort(this.#desertion)
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

  /** What `loading` gives, unless it takes too long or nobody waits any more. */
  async #inTime<T>(loading: Promise<T>): Promise<T> {
    const { clock, terms } = this.#parts
    const { signal } = this.#abort
    let timer: Timer | undefined
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      timer = clock.setTimer(terms.hardMs, () => reject(loadTimeout(terms.hardMs)))
    })
    try {
      return await Promise.race([loading, late])
    } finally {
      timer?.cancel()
    }
  }

  async #deliver(loan: Loan, given: unknown, wishes: LoadWishes): Promise<void> {
    const { flight, token, from } = loan
    try {
      const value = toLoaded(given)
      const ttlMs = wishes.ttlMsOf(flight.key, value, this.#parts.terms)
      if (token !== undefined && ttlMs !== undefined) await this.#store(flight, token, value, ttlMs)
      else if (token !== undefined) await this.#release(flight, token)
      this.#close(loan)
      flight.land({ value, from })
      loan.shared?.land({ value, from })
    } catch (error) {
      await this.#giveUp(loan, error)
    }
  }

  async #store(flight: Flight, token: string, value: unknown, ttlMs: number): Promise<void> {
    const { port, space, terms, failures } = this.#parts
    try {
      const write = { key: flight.key, value, ttlMs, graceMs: terms.graceMs }
      if (await port.commit(space.prefix, token, write)) space.counters.loads += 1
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
    loan.shared?.giveUp(error)
    const outcome = flight.giveUp(error) ? 'stale' : 'rejected'
    // A loader that nobody waits for has not failed.
    if (error !== this.#desertion) failures.loadFailed({ space, keys: [flight.key], error, outcome })
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

  #close({ flight, shared }: Loan): void {
    const { close, bypasses, space } = this.#parts
    close(flight)
    if (shared) bypasses.close(space.prefix, shared)
  }
}
