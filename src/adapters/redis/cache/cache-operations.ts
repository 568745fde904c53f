import { AppError, isAppError } from '../../../domain/platform/index.js'
import type { RedisClient, RedisConnection, RequestBudget } from '../connection/index.js'

/** What the cache does with its connection. Every failure is one of the closed set. */
export class CacheOperations {
  readonly #connection: RedisConnection

  constructor(connection: RedisConnection) {
    this.#connection = connection
  }

  /** @throws AppError `STORE_UNAVAILABLE`, `STORE_FULL`, `APP_CLOSED` */
  read<T>(operation: (client: RedisClient) => Promise<T>, budget?: RequestBudget): Promise<T> {
    return this.#run(operation, budget ? { budget } : {})
  }

  /** @throws AppError as {@link read}, and `OUTCOME_UNKNOWN` */
  write<T>(operation: (client: RedisClient) => Promise<T>, deadlineMs?: number): Promise<T> {
    return this.#run(operation, { write: true, ...(deadlineMs === undefined ? {} : { deadlineMs }) })
  }

  async #run<T>(
    operation: (client: RedisClient) => Promise<T>,
    options: Parameters<RedisConnection['run']>[1],
  ): Promise<T> {
    try {
      return await this.#connection.run(operation, options)
    } catch (error) {
      if (isAppError(error) || !isReply(error)) throw error
      throw new AppError(
        'STORE_UNAVAILABLE',
        `redis ${this.#connection.name}: it refused a command: ${error.message}`,
        {
          hint: 'npm run test:redis tells whether this Redis can do what is asked of it',
          cause: error,
        },
      )
    }
  }
}

/** A reply that the connection has no meaning for, such as that of a server that lacks a command. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && /^[A-Z]+ /.test(error.message)
}
