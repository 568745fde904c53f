import type { ContainerModule } from 'inversify'
import { LruCache } from '../../../adapters/memory/cache/lru-cache.js'
import {
  BullJobQueue,
  keyPrefixes,
  RedisCache,
  RedisSessionStore,
  type RedisSettings,
} from '../../../adapters/redis/index.js'
import { TieredCache } from '../../../adapters/tiered/tiered-cache.js'
import { AppError } from '../../../domain/platform/index.js'
import type { ResolvedConfig } from '../config/index.js'
import type { Capability } from '../decide-adapters.js'
import {
  CACHE_EVENTS,
  CACHE_PORT,
  CLOCK,
  IDS,
  JOB_QUEUE,
  LOGGER,
  RANDOM,
  REDIS_CONNECTIONS,
  SESSION_STORE,
} from '../tokens.js'
import { type CapabilityBindings, CLOSE_MARGIN_MS, capabilityModule, type OnClose } from './capability-module.js'

/** The adapters on Redis. They do not close their connections. */
export function redisModule(
  capabilities: readonly Capability[],
  config: ResolvedConfig,
  onClose: OnClose,
): ContainerModule {
  return capabilityModule(BINDINGS, capabilities, config, onClose)
}

const BINDINGS: CapabilityBindings = {
  cache: (bind, { redis, cache }, onClose) => {
    bind(CACHE_PORT)
      .toResolvedValue(
        (connections, clock, ids, logger, { corruptEntry }) => {
          const { limits } = cache
          const remote = new RedisCache({
            connection: connections.of('cache'),
            clock,
            ids,
            logger,
            keyPrefix: keyPrefixes(redis.keyPrefix).cache,
            maxEntryBytes: limits.maxEntryBytes,
            onCorruptEntry: (prefix, key, reason) => {
              if (corruptEntry.hasSubscribers) corruptEntry.publish({ prefix, key, reason })
            },
          })
          const { invalidations } = connections
          const createLocal = (): LruCache => new LruCache({ clock, ids, limits })
          const port = invalidations ? new TieredCache({ createLocal, remote, invalidations, clock }) : remote
          onClose('the cache', () => port.close())
          return port
        },
        [REDIS_CONNECTIONS, CLOCK, IDS, LOGGER, CACHE_EVENTS],
      )
      .inSingletonScope()
  },
  sessions: (bind, { redis, sessions }, onClose) => {
    bind(SESSION_STORE)
      .toResolvedValue(
        (connections, ids, logger) => {
          const connection = connections.of('sessions')
          const { pepper, deadlineMs } = sessions
          const { sessions: keyPrefix } = keyPrefixes(redis.keyPrefix)
          const store = new RedisSessionStore({ connection, ids, logger, pepper, deadlineMs, keyPrefix })
          onClose('the session store', () => store.close())
          return store
        },
        [REDIS_CONNECTIONS, IDS, LOGGER],
      )
      .inSingletonScope()
  },
  jobs: (bind, { redis, jobs }, onClose) => {
    const settings = demandSettings(redis.main)
    const { deadlineMs, lockMs } = jobs
    const { jobs: prefix } = keyPrefixes(redis.keyPrefix)
    bind(JOB_QUEUE)
      .toResolvedValue(
        (connections, clock, random, logger) => {
          const queue = new BullJobQueue({ settings, clock, random, logger, prefix, deadlineMs, lockMs })
          onClose('the job queue', (signal) => queue.close(jobs.drainMs, { signal }), jobs.drainMs + CLOSE_MARGIN_MS)
          queue.connect()
          // The queue has its own connections, which the readiness of the app includes.
          connections.expect(() => queue.ready(settings.connectTimeoutMs))
          return queue
        },
        [REDIS_CONNECTIONS, CLOCK, RANDOM, LOGGER],
      )
      .inSingletonScope()
  },
}

function demandSettings(settings: RedisSettings | undefined): RedisSettings {
  if (settings) return settings
  throw new AppError('INTERNAL', 'jobs have no Redis')
}
