import { ContainerModule } from 'inversify'
import { RedisConnection, type RedisSettings } from '../../../adapters/redis/index.js'
import { CLOCK, LOGGER, RANDOM, REDIS_CONNECTION } from '../tokens.js'
import type { OnClose } from './binder.js'

/**
 * The connection to Redis, or `undefined` where none is configured. It begins to connect when it is first asked for, and
 * waits for nothing; only then is a client loaded.
 */
export function redisModule(
  settings: RedisSettings | undefined,
  closeStepMs: number,
  onClose: OnClose,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    if (settings === undefined) {
      bind(REDIS_CONNECTION).toConstantValue(undefined)
      return
    }
    bind(REDIS_CONNECTION)
      .toResolvedValue(
        (clock, random, logger) => {
          const connection = new RedisConnection({ settings, name: 'main', clock, random, logger })
          // Half of the step for operations under way, the other half to end the connection.
          onClose('the Redis connection', () => connection.close(closeStepMs / 2))
          connection.connect()
          return connection
        },
        [CLOCK, RANDOM, LOGGER],
      )
      .inSingletonScope()
  })
}
