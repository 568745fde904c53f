import { ContainerModule } from 'inversify'
import { LruCache } from '../../../adapters/memory/index.js'
import { RedisCache, RedisSessionStore } from '../../../adapters/redis/index.js'
import { TieredCache } from '../../../adapters/tiered/index.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'
import { CACHE_EVENTS, CACHE_PORT, CLOCK, IDS, LOGGER, REDIS_CONNECTIONS, SESSION_STORE } from '../tokens.js'
import type { Bind, OnClose } from './binder.js'

/** The adapters on Redis, for the capabilities that were given to them. Their connections are not theirs to close. */
export function redisModule(
  capabilities: readonly Capability[],
  config: ResolvedConfig,
  onClose: OnClose,
): ContainerModule {
  return new ContainerModule(({ bind }) => {
    for (const capability of capabilities) BINDINGS[capability]?.(bind, config, onClose)
  })
}

const BINDINGS: {
  readonly [capability in Capability]?: (bind: Bind, config: ResolvedConfig, onClose: OnClose) => void
} = {
  cache: (bind, { cache }, onClose) => {
    bind(CACHE_PORT)
      .toResolvedValue(
        (connections, clock, ids, logger, { damaged }) => {
          const { limits } = cache
          const far = new RedisCache({
            connection: connections.of('cache'),
            clock,
            ids,
            logger,
            maxEntryBytes: limits.maxEntryBytes,
            onDamaged: (prefix, key, reason) => {
              if (damaged.hasSubscribers) damaged.publish({ prefix, key, reason })
            },
          })
          const { invalidations } = connections
          const makeNear = (): LruCache => new LruCache({ clock, ids, limits })
          const port = invalidations ? new TieredCache({ makeNear, far, invalidations, clock }) : far
          onClose('the cache', () => port.close())
          return port
        },
        [REDIS_CONNECTIONS, CLOCK, IDS, LOGGER, CACHE_EVENTS],
      )
      .inSingletonScope()
  },
  sessions: (bind, { sessions }, onClose) => {
    bind(SESSION_STORE)
      .toResolvedValue(
        (connections, ids, logger) => {
          const connection = connections.of('sessions')
          const store = new RedisSessionStore({ connection, ids, logger, pepper: sessions.pepper })
          onClose('the session store', () => store.close())
          return store
        },
        [REDIS_CONNECTIONS, IDS, LOGGER],
      )
      .inSingletonScope()
  },
}
