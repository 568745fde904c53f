import { ContainerModule } from 'inversify'
import type { RedisConnection } from '../../../adapters/redis/index.js'
import type { CachePort, Clock, HealthProbe, Ids, JobQueue, Logger, SessionStore } from '../../../ports/index.js'
import { storeProbe } from '../../health/health-monitor.js'
import { waitingJobsProbe } from '../../jobs/waiting-jobs-probe.js'
import type { ResolvedConfig } from '../config/index.js'
import { type AdapterChoices, CAPABILITIES, type Capability, MEMORY_LOSS, redisOf } from '../decide-adapters.js'
import type { Overrides } from '../overrides.js'
import type { RedisConnections } from '../redis-connections.js'
import {
  CACHE_PORT,
  CLOCK,
  DATABASE_PROBE,
  HEALTH_PROBES,
  IDS,
  JOB_QUEUE,
  JOBS,
  LOGGER,
  OPEN_STATE,
  REDIS_CONNECTIONS,
  SESSION_STORE,
} from '../tokens.js'

interface Platform {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

interface Stores {
  readonly cache: CachePort
  readonly sessions: SessionStore
  readonly jobs: JobQueue
}

/** The health probes: of each capability, of the database, of the connections, and those of the embedder. */
export async function probesModule(
  choices: AdapterChoices,
  { environment, redis, sessions }: ResolvedConfig,
  overrides: Overrides,
): Promise<ContainerModule> {
  const { memoryProbe } = await import('../../../adapters/memory/memory-probe.js')
  const { absentProbe } = await import('../../../adapters/absent/switched-off.js')
  const { cacheProbe, jobProbe, redisProbe, sessionProbe } = await import('../../../adapters/redis/index.js')
  const probeOf = (
    name: Capability,
    stores: Stores,
    { connections, ...platform }: Platform & { readonly connections: RedisConnections },
  ): HealthProbe => {
    const { adapter } = choices[name]
    switch (adapter) {
      case 'redis':
      case 'tiered':
        // The queue has its own connections, so the probe calls the queue.
        if (name === 'jobs') return whileConnecting(jobProbe(stores.jobs), connections)
        return whileConnecting(
          probeOnRedis(name, { ...platform, connection: connections.of(name) }, adapter),
          connections,
        )
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
  const probeOnRedis = (
    name: Capability,
    deps: Platform & { readonly connection: RedisConnection },
    adapter: string,
  ): HealthProbe => {
    const given = { ...deps, keyPrefix: redis.keyPrefix }
    return name === 'cache' ? cacheProbe(given, adapter) : sessionProbe(given, sessions.deadlineMs)
  }
  return new ContainerModule(({ bind }) => {
    bind(HEALTH_PROBES)
      .toResolvedValue(
        // The database is resolved first, before the jobs that use it, so that it is closed after them.
        // The facades close after the queue, whose running jobs use them, and before the stores.
        (database, cache, sessions, _state, queue, connections, jobs, clock, ids, logger) => [
          ...CAPABILITIES.map((name) => {
            const probe = probeOf(name, { cache, sessions, jobs: queue }, { connections, clock, ids, logger })
            return name === 'jobs' && choices.jobs.adapter !== 'off'
              ? waitingJobsProbe(probe, jobs.findUnworkedJobs)
              : probe
          }),
          database,
          ...connections
            .named()
            .map(([name, connection]) => whileConnecting(redisProbe(connection, name), connections)),
          ...(overrides.probes ?? []),
        ],
        [DATABASE_PROBE, CACHE_PORT, SESSION_STORE, OPEN_STATE, JOB_QUEUE, REDIS_CONNECTIONS, JOBS, CLOCK, IDS, LOGGER],
      )
      .inSingletonScope()
  })
}

/** The probe, which is no failure during the first connect: that takes longer than a probe may on a slow network. */
function whileConnecting(probe: HealthProbe, connections: RedisConnections): HealthProbe {
  return { ...probe, starting: () => connections.starting }
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
