import { isAppError } from '../../../domain/platform/index.js'
import { unexpectedReply } from '../connection/connection-errors.js'
import type { RedisClient, RedisConnection, RequestBudget } from '../connection/index.js'
import { RELEASE_SCRIPT } from './cache-scripts.js'

/** Runs the commands of the cache on its connection. Every failure is an AppError with a code of the port. */
export class CommandRunner {
  readonly #connection: RedisConnection

  constructor(connection: RedisConnection) {
    this.#connection = connection
  }

  /** @throws AppError `STORE_UNAVAILABLE`, `STORE_FULL`, `APP_CLOSED` */
  read<T>(commands: (client: RedisClient) => Promise<T>, budget?: RequestBudget): Promise<T> {
    return this.#run(commands, budget ? { budget } : {})
  }

  /** @throws AppError as {@link read}, and `OUTCOME_UNKNOWN` */
  write<T>(commands: (client: RedisClient) => Promise<T>, deadlineMs?: number): Promise<T> {
    return this.#run(commands, { write: true, ...(deadlineMs === undefined ? {} : { deadlineMs }) })
  }

  async #run<T>(
    commands: (client: RedisClient) => Promise<T>,
    options: Parameters<RedisConnection['run']>[1],
  ): Promise<T> {
    try {
      return await this.#connection.run(commands, options)
    } catch (error) {
      if (isAppError(error) || !isErrorReply(error)) throw error
      throw unexpectedReply(this.#connection.name, error)
    }
  }
}

/** An error reply that the connection does not map to a code, such as an unknown command. */
function isErrorReply(error: unknown): error is Error {
  return error instanceof Error && /^[A-Z]+ /.test(error.message)
}

/** A lease, identified by its key in Redis. */
interface HeldLease {
  readonly name: string
  readonly token: string
}

/** Maximum number of recorded leases. Beyond it the oldest are forgotten; they expire by themselves. */
const MAX_LEASES = 1000

/**
 * Leases that this process may hold but could not release, because Redis did not answer. Each would block the loading of
 * its key in all processes until it expires, so the next lease command releases them, too.
 */
export class AbandonedLeases {
  readonly #runner: CommandRunner
  #leases: readonly HeldLease[] = []

  constructor(runner: CommandRunner) {
    this.#runner = runner
  }

  /**
   * Runs a write that takes or ends `lease`.
   *
   * @param held whether the lease was held before. If this write takes it, it may be held only with an unknown outcome
   */
  async run<T>(lease: HeldLease, held: boolean, write: (client: RedisClient) => Promise<T>): Promise<T> {
    const abandoned = this.#leases
    this.#leases = []
    try {
      return await this.#runner.write(async (client) => {
        const released = abandoned.map((one) => releaseLease(client, one))
        const [result] = await Promise.all([write(client), ...released])
        return result
      })
    } catch (error) {
      const more = held || isAppError(error, 'OUTCOME_UNKNOWN') ? [lease] : []
      this.#leases = [...this.#leases, ...abandoned, ...more].slice(-MAX_LEASES)
      throw error
    }
  }
}

/** Ends a lease if its token matches. */
export async function releaseLease(client: RedisClient, { name, token }: HeldLease): Promise<void> {
  await RELEASE_SCRIPT.run(client, [name], [token])
}
