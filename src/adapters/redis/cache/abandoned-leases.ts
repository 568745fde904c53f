import { isAppError } from '../../../domain/platform/index.js'
import type { RedisClient } from '../connection/index.js'
import type { CacheOperations } from './cache-operations.js'
import { RELEASE_SCRIPT } from './scripts/release-script.js'

/** A lease by its key in Redis. */
export interface HeldLease {
  readonly name: string
  readonly token: string
}

/** Beyond them the oldest are forgotten: a lease ends by itself in any case. */
const MAX_LEASES = 1000

/**
 * Leases that this process may hold and that nobody will give back, since Redis did not answer. Left alone, each would
 * keep all processes from loading its key until it ends; so they are given back with the next write that has to do
 * with a lease.
 */
export class AbandonedLeases {
  readonly #operations: CacheOperations
  #leases: readonly HeldLease[] = []

  constructor(operations: CacheOperations) {
    this.#operations = operations
  }

  /**
   * Runs the write that takes `lease`, or ends it.
   *
   * @param held whether it is held already. Taken by this very write, it may be only if the outcome is unknown
   */
  async run<T>(lease: HeldLease, held: boolean, write: (client: RedisClient) => Promise<T>): Promise<T> {
    const abandoned = this.#leases
    this.#leases = []
    try {
      return await this.#operations.write(async (client) => {
        const released = abandoned.map((one) => releaseLease(client, one))
        const [written] = await Promise.all([write(client), ...released])
        return written
      })
    } catch (error) {
      const more = held || isAppError(error, 'OUTCOME_UNKNOWN') ? [lease] : []
      this.#leases = [...this.#leases, ...abandoned, ...more].slice(-MAX_LEASES)
      throw error
    }
  }
}

/** Ends a lease, if it is still that of its token. */
export async function releaseLease(client: RedisClient, { name, token }: HeldLease): Promise<void> {
  await RELEASE_SCRIPT.run(client, [name], [token])
}
