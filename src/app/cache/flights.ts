import { Flight } from './flight.js'

/**
 * The searches of this process that others may join. A write takes those that it concerns out of here: who comes after
 * it must not be given what was found before.
 */
export class Flights {
  readonly #byPrefix = new Map<string, Map<string, Flight>>()

  find(prefix: string, key: string): Flight | undefined {
    return this.#byPrefix.get(prefix)?.get(key)
  }

  /** A new flight that others may join. */
  open(prefix: string, key: string, onDeserted: (flight: Flight) => void): Flight {
    const flight = new Flight(key, onDeserted)
    const byKey = this.#byPrefix.get(prefix) ?? new Map<string, Flight>()
    this.#byPrefix.set(prefix, byKey)
    byKey.set(key, flight)
    return flight
  }

  /** Nobody joins it any more; who is aboard stays. */
  close(prefix: string, flight: Flight): void {
    const byKey = this.#byPrefix.get(prefix)
    if (byKey?.get(flight.key) === flight) byKey.delete(flight.key)
  }

  closeKeys(prefix: string, keys: readonly string[]): void {
    const byKey = this.#byPrefix.get(prefix)
    if (byKey) for (const key of keys) byKey.delete(key)
  }

  closeAll(prefix: string): void {
    this.#byPrefix.get(prefix)?.clear()
  }
}
