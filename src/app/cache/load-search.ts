import type { CacheHit, Random } from '../../ports/index.js'
import { Bypass } from './bypass.js'
import type { Flight } from './flight.js'
import { inSlices } from './in-slices.js'
import { loadTimeout } from './load-errors.js'
import { type LoadContextParts, LoadRun, type Loan } from './load-run.js'

/** What a {@link LoadSearch} works with. */
export interface LoadSearchParts extends LoadContextParts {
  readonly random: Random
  /** Loads a value anew that is still alive. */
  readonly refresh: (key: string) => void
}

/** Somebody else, in this process or another, is loading it. */
interface Busy {
  readonly flight: Flight
  readonly leftMs: number
}

/** While nobody tells of changes, the store is asked again so often. */
const POLL_MS = { first: 20, longest: 250 } as const
/** With changes being told, asking is for the case that one got lost. */
const TOLD_POLL_MS = 1000
/** A lease outlives its loader by so much, for the way back to the store. */
const LEASE_MARGIN_MS = 1000
/** The part of the time for one's own loader that is waited for that of another process: that one may be dead. */
const PATIENCE = 0.5

/** Looks for a number of keys in the store, and loads those that nobody else is loading. */
export class LoadSearch {
  readonly #parts: LoadSearchParts
  readonly #beganAt: number
  readonly #bypass: Bypass
  readonly #runs: LoadRun[] = []

  constructor(parts: LoadSearchParts) {
    this.#parts = parts
    this.#bypass = new Bypass(parts, () => this.deserted())
    this.#beganAt = parts.clock.monotonic()
  }

  /** Settles every flight. Does not reject. */
  async run(flights: readonly Flight[]): Promise<void> {
    try {
      const missing = await this.#readStored(flights)
      await this.#loadOrWait(missing)
    } catch (error) {
      for (const flight of flights) this.#fail(flight, error)
    }
  }

  /** Loads a value anew that is alive, unless somebody else does. Its readers have the old one. */
  async replace(flight: Flight): Promise<void> {
    const { space, failures } = this.#parts
    flight.keep()
    try {
      const taken = await this.#take(flight, true)
      if (taken && !('leftMs' in taken)) await this.#load([taken])
    } catch (error) {
      failures.notRefreshed({ operation: 'getOrSet', space, keys: [flight.key], error })
    }
  }

  /** Nobody waits for one of the flights any more. */
  deserted(): void {
    this.#bypass.deserted()
    for (const run of this.#runs) run.deserted()
  }

  /** Lands what the store has. Returns the rest, as loans if the store does not answer. */
  async #readStored(flights: readonly Flight[]): Promise<readonly (Flight | Loan)[]> {
    const { port, space, terms, failures } = this.#parts
    const keys = flights.map(({ key }) => key)
    let hits: readonly (CacheHit | undefined)[]
    try {
      hits = await port.getMany(space.prefix, keys, { remaining: terms.refreshBelowMs > 0 })
    } catch (error) {
      failures.missed({ operation: 'getOrSet', space, keys, error })
      return this.#bypass.loansFor(flights, 'bypass')
    }
    return flights.filter((flight, index) => {
      const hit = hits[index]
      if (!hit) return true
      this.#land(flight, hit)
      if ((hit.remainingMs ?? Number.POSITIVE_INFINITY) <= terms.refreshBelowMs) this.#parts.refresh(flight.key)
      return false
    })
  }

  async #loadOrWait(missing: readonly (Flight | Loan)[]): Promise<void> {
    const found = await inSlices(missing, async (one) => ('flight' in one ? one : this.#acquire(one)))
    const loans = found.filter((one) => one !== undefined && !('leftMs' in one)) as readonly Loan[]
    const busy = found.filter((one) => one !== undefined && 'leftMs' in one) as readonly Busy[]
    await Promise.all([this.#load(loans), ...busy.map((one) => this.#wait(one))])
  }

  async #load(loans: readonly Loan[]): Promise<void> {
    if (loans.length === 0) return
    const run = new LoadRun(this.#parts, loans)
    this.#runs.push(run)
    // Who was here may have gone while the store was asked.
    run.deserted()
    await run.run()
  }

  /** As {@link #take}; without the lease while the store does not answer. */
  async #acquire(flight: Flight): Promise<Loan | Busy | undefined> {
    const { space, failures } = this.#parts
    try {
      return await this.#take(flight, false)
    } catch (error) {
      failures.missed({ operation: 'getOrSet', space, keys: [flight.key], error })
      const [loan] = await this.#bypass.loansFor([flight], 'bypass')
      return loan
    }
  }

  /** Finds the value, which lands the flight; or takes the lease; or learns who has it. */
  async #take(flight: Flight, refresh: boolean): Promise<Loan | Busy | undefined> {
    const { port, space, terms } = this.#parts
    const leaseMs = terms.hardMs + LEASE_MARGIN_MS
    const lease = await port.acquire(space.prefix, { key: flight.key, leaseMs, tags: terms.tags, refresh })
    if (lease.state === 'hit') {
      this.#land(flight, lease.hit)
      return undefined
    }
    flight.offer(lease.stale)
    return lease.state === 'leased'
      ? { flight, token: lease.token, from: 'loader' }
      : { flight, leftMs: lease.remainingMs }
  }

  /** Waits until somebody else has loaded it. Does it himself when the other one gives up, or may have died. */
  async #wait(first: Busy): Promise<void> {
    const { flight } = first
    const { clock, terms, port, space } = this.#parts
    const patientUntil = this.#beganAt + terms.hardMs * PATIENCE
    let busy = first
    for (let round = 0; !flight.isDeserted; round++) {
      const change = new AbortController()
      const told = port.changed?.(space.prefix, flight.key, change.signal)
      // Asked again now that changes are listened for: one in between would have gone unheard.
      const next = told || round > 0 ? await this.#acquire(flight) : busy
      const leftMs = patientUntil - clock.monotonic()
      if (next && 'leftMs' in next && leftMs > 0) {
        busy = next
        await this.#pause(Math.min(leftMs, busy.leftMs + 1), round, told)
        change.abort()
        continue
      }
      change.abort()
      if (next) await this.#load('leftMs' in next ? await this.#bypass.loansFor([flight], 'loader') : [next])
      return
    }
    this.#fail(flight, loadTimeout(terms.hardMs))
  }

  async #pause(longestMs: number, round: number, told: Promise<void> | undefined): Promise<void> {
    const { clock, random } = this.#parts
    const pollMs = told ? TOLD_POLL_MS : Math.min(POLL_MS.longest, POLL_MS.first * 2 ** round)
    const ms = Math.max(1, Math.min(longestMs, pollMs * (0.5 + random.next())))
    await new Promise<void>((resolve) => {
      const timer = clock.setTimer(ms, resolve)
      void told?.then(() => {
        timer.cancel()
        resolve()
      })
    })
  }

  #land(flight: Flight, { value }: CacheHit): void {
    this.#parts.close(flight)
    flight.land({ value, from: 'store' })
  }

  #fail(flight: Flight, error: unknown): void {
    if (flight.hasLanded) return
    this.#parts.close(flight)
    flight.giveUp(error)
  }
}
