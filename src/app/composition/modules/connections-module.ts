import { ContainerModule } from 'inversify'
import { keyPrefixes, RedisConnection, RedisInvalidations, type RedisSettings } from '../../../adapters/redis/index.js'
import type { ResolvedConfig } from '../config/index.js'
import { type AdapterChoices, CAPABILITIES, redisOf } from '../decide-adapters.js'
import { RedisConnections } from '../redis-connections.js'
import { CLOCK, LOGGER, RANDOM, REDIS_CONNECTIONS } from '../tokens.js'
import type { OnClose } from './capability-module.js'

/**
 * The connections to Redis: one for each configured instance that our adapters use. A connection loads its client and starts
 * to connect when it is first resolved. Nothing waits for it.
 */
export function connectionsModule(
  choices: AdapterChoices,
  { redis, cache: { deadlineMs }, closeStepMs }: Pick<ResolvedConfig, 'redis' | 'cache' | 'closeStepMs'>,
  onClose: OnClose,
): ContainerModule {
  const ours = CAPABILITIES.filter((capability) => choices[capability].adapter !== 'custom')
  const used = new Set(ours.map((capability) => redisOf(capability, redis)))
  return new ContainerModule(({ bind }) => {
    bind(REDIS_CONNECTIONS)
      .toResolvedValue(
        (clock, random, logger) => {
          const { cache: keyPrefix } = keyPrefixes(redis.keyPrefix)
          const invalidations =
            choices.cache.adapter === 'tiered' ? new RedisInvalidations({ logger, keyPrefix }) : undefined
          const open = (name: RedisConnection['name'], settings: RedisSettings | undefined) => {
            if (!settings || !used.has(settings)) return undefined
            const tracking = settings === redis.cache && invalidations ? { tracking: invalidations } : {}
            const connection = new RedisConnection({
              settings,
              name,
              clock,
              random,
              logger,
              limits: { deadlineMs },
              ...tracking,
            })
            // Half of the time for running operations, the other half to end the connection.
            onClose(`the connection to Redis (${name})`, () => connection.close(closeStepMs / 2))
            connection.connect()
            return connection
          }
          const main = open('main', redis.main)
          const cache = redis.cache === redis.main ? main : open('cache', redis.cache)
          return new RedisConnections(main, cache, invalidations)
        },
        [CLOCK, RANDOM, LOGGER],
      )
      .inSingletonScope()
  })
}
