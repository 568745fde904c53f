import type { CacheHit, CacheOperation, CachePort } from '../../ports/index.js'
import type { CacheFailures } from './cache-failures.js'
import type { CacheSpace } from './cache-space.js'
import type { ReadThrough } from './read-through.js'

/** The calls of the facade to its store, and what becomes of those that the store fails. */
export class StoreCalls {
  readonly #port: CachePort
  readonly #failures: CacheFailures
  readonly #readThrough: ReadThrough

  constructor(port: CachePort, failures: CacheFailures, readThrough: ReadThrough) {
    this.#port = port
    this.#failures = failures
    this.#readThrough = readThrough
  }

  /** What the store has under `keys`; `undefined` if it does not answer. */
  async read(
    operation: CacheOperation,
    space: CacheSpace,
    keys: readonly string[],
  ): Promise<readonly (CacheHit | undefined)[] | undefined> {
    try {
      return await this.#port.getMany(space.prefix, keys)
    } catch (error) {
      this.#failures.missed({ operation, space, keys, error })
      return undefined
    }
  }

  /** Writes. @throws what the store throws, after it was reported */
  async write<T>(
    operation: CacheOperation,
    space: CacheSpace,
    keys: readonly string[],
    write: () => Promise<T>,
    part = () => this.#readThrough.part(space.prefix, keys),
  ): Promise<T> {
    // Whoever comes after a write joins no search that began before it: neither before it was sent nor on its way.
    part()
    try {
      return await write()
    } catch (error) {
      this.#failures.rejected({ operation, space, keys, error })
      throw error
    } finally {
      part()
    }
  }
}
