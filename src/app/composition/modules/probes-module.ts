import { ContainerModule } from 'inversify'
import type { CachePort, HealthProbe, JobQueue, SessionStore } from '../../../ports/index.js'
import { storeProbe } from '../../health/health-monitor.js'
import type { ResolvedConfig } from '../config/index.js'
import { type AdapterChoices, CAPABILITIES, type Capability, MEMORY_LOSS, redisOf } from '../decide-adapters.js'
import type { Overrides } from '../overrides.js'
import type { RedisConnections } from '../redis-connections.js'
import {
  CACHE_PORT,
  DATABASE_PROBE,
  HEALTH_PROBES,
  JOB_QUEUE,
  OPEN_STATE,
  REDIS_CONNECTIONS,
  SESSION_STORE,
} from '../tokens.js'

interface Stores {
  readonly cache: CachePort
  readonly sessions: SessionStore
  readonly jobs: JobQueue
}

/** The health probes: of each capability, of the database, of the connections, and those of the embedder. */
export async function probesModule(
  choices: AdapterChoices,
  { environment, redis }: ResolvedConfig,
  overrides: Overrides,
): Promise<ContainerModule> {
  const { memoryProbe } = await import('../../../adapters/memory/memory-probe.js')
  const { absentProbe } = await import('../../../adapters/absent/absent-adapters.js')
  const { redisProbe } = await import('../../../adapters/redis/index.js')
  const probeOf = (name: Capability, stores: Stores, connections: RedisConnections): HealthProbe => {
    const { adapter } = choices[name]
    switch (adapter) {
      case 'redis':
      case 'tiered':
        // The queue has its own connections, so the probe calls the queue.
        return name === 'jobs'
          ? storeProbe(name, adapter, answersOf(name, stores))
          : redisProbe(connections.of(name), name, adapter)
      case 'memory': {
        const advice = redisOf(name, redis) ? {} : { advice: 'set REDIS_URL to keep it in Redis' }
        const lost = name === 'sessions' ? { lost: () => evictionsOf(stores.sessions) } : {}
        return memoryProbe({ name, environment, loss: MEMORY_LOSS[name], ...advice, ...lost })
      }
      case 'off':
        return absentProbe(name)
      case 'custom':
        return storeProbe(name, 'custom', answersOf(name, stores))
    }
  }
  return new ContainerModule(({ bind }) => {
    bind(HEALTH_PROBES)
      .toResolvedValue(
        // The database is resolved first, before the jobs that use it, so that it is closed after them.
        // The facades close after the queue, whose running jobs use them, and before the stores.
        (database, cache, sessions, _state, jobs, connections) => [
          ...CAPABILITIES.map((name) => probeOf(name, { cache, sessions, jobs }, connections)),
          database,
          ...connections.named().map(([name, connection]) => redisProbe(connection, name)),
          ...(overrides.probes ?? []),
        ],
        [DATABASE_PROBE, CACHE_PORT, SESSION_STORE, OPEN_STATE, JOB_QUEUE, REDIS_CONNECTIONS],
      )
      .inSingletonScope()
  })
}

/** The cheapest call of each port that needs its store. */
function answersOf(name: Capability, { cache, sessions, jobs }: Stores): () => Promise<boolean> {
  switch (name) {
    case 'cache':
      return async () => (await cache.stats()).connected
    case 'sessions':
      return async () => (await sessions.stats()).connected
    case 'jobs':
      return async () => Boolean(await jobs.stats('health'))
  }
}

async function evictionsOf(sessions: SessionStore): Promise<string | undefined> {
  const { evictions } = await sessions.stats()
  if (evictions === 0) return undefined
  return `live sessions evicted since the start: ${evictions}; raise sessions.maxSessions`
}
