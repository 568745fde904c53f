import type { RedisSettings } from '../../adapters/redis/settings/index.js'
import { PinoLogger, SystemRandom } from '../../adapters/system/index.js'
import { isAppError } from '../../domain/platform/index.js'
import type { CheckResult, CheckRun, Clock, DoctorCheck, Ids, Logger } from '../../ports/index.js'
import { cacheRoundTrip, jobRoundTrip, sessionRoundTrip } from '../doctor/index.js'
import type { ResolvedConfig } from './config/index.js'
import type { Capability } from './decide-adapters.js'

/** What ending a connection may take. */
const CLOSE_MS = 1000
/** What the first connection of the queue may take: within the deadline of its check. */
const CONNECT_MS = 2000

/** What the doctor is going to do. */
export interface Examination {
  readonly checks: readonly DoctorCheck[]
  /** What a person should know first. */
  readonly notes: readonly string[]
  close(): Promise<void>
}

interface Platform {
  readonly clock: Clock
  readonly ids: Ids
}

/** The checks of each Redis that is configured, and a round trip for each capability that has none. */
export async function examine(config: ResolvedConfig, platform: Platform): Promise<Examination> {
  const { main, cache } = config.redis
  const parts: Examination[] = []
  if (main)
    parts.push(
      await redisPart(main, cache === main ? ['cache', 'sessions', 'jobs'] : ['sessions', 'jobs'], '', platform),
    )
  if (cache && cache !== main) parts.push(await redisPart(cache, ['cache'], main ? 'cache-' : '', platform))
  const inMemory: readonly Capability[] = [
    ...(cache ? [] : (['cache'] as const)),
    ...(main ? [] : (['sessions', 'jobs'] as const)),
  ]
  if (inMemory.length > 0) parts.push(await memoryPart(inMemory, platform, config))
  return {
    checks: parts.flatMap(({ checks }) => checks),
    notes: parts.flatMap(({ notes }) => notes),
    close: async () => {
      await Promise.all(parts.map(({ close }) => close()))
    },
  }
}

async function redisPart(
  settings: RedisSettings,
  keeps: readonly Capability[],
  prefix: string,
  platform: Platform,
): Promise<Examination> {
  // Loaded here, so that a process without Redis never loads its client.
  const { redisChecks } = await import('../../adapters/redis/doctor/index.js')
  const run = platform.ids.next()
  const trips = await roundTripsOn(settings, keeps, `doctor:${run}:`, platform)
  const { checks, close } = redisChecks({
    settings,
    clock: platform.clock,
    keeps,
    prefix,
    run,
    roundTrips: trips.checks,
  })
  return {
    checks,
    notes: [`Redis for ${keeps.join(', ')}: ${settings.maskedUrl}`],
    close: async () => {
      await Promise.all([trips.close(), close()])
    },
  }
}

/** The round trips of what is kept on a Redis, over one connection like that of an app. */
async function roundTripsOn(
  settings: RedisSettings,
  keeps: readonly Capability[],
  keyPrefix: string,
  { clock, ids }: Platform,
) {
  const { BullJobQueue, RedisCache, RedisConnection, RedisSessionStore } = await import('../../adapters/redis/index.js')
  const { removeKeys } = await import('../../adapters/redis/doctor/index.js')
  const logger = quietLogger()
  const random = new SystemRandom()
  const connection = new RedisConnection({ settings, name: 'main', clock, random, logger })
  const cache = new RedisCache({ connection, clock, ids, logger, keyPrefix: `${keyPrefix}cache:` })
  const store = new RedisSessionStore({ connection, ids, logger, keyPrefix: `${keyPrefix}sessions:` })
  const queue = new BullJobQueue({ settings, clock, random, logger, prefix: `${keyPrefix}jobs` })
  const options = { adapter: 'redis', clock, ids }
  const all = {
    cache: cacheRoundTrip(cache, options),
    sessions: sessionRoundTrip(store, options),
    jobs: jobRoundTrip(queue, options),
  }
  const connected = (capability: Capability): DoctorCheck => ({
    ...all[capability],
    run: async (run: CheckRun): Promise<CheckResult> => {
      connection.connect()
      await connection.ready
      // The queue has connections of its own, and loads its engine for the first of them.
      if (capability === 'jobs') {
        queue.connect()
        await queue.ready(CONNECT_MS)
      }
      return all[capability].run(run)
    },
  })
  return {
    checks: keeps.map(connected),
    close: async () => {
      await Promise.all([cache.close(), store.close(), queue.close(0)])
      // What fails has a time to live, but for a few names of the queue.
      if (connection.state === 'ready')
        await removeKeys(connection, keyPrefix).catch((error: unknown) => {
          if (!isAppError(error)) throw error
          logger.warn(`what the doctor wrote under ${keyPrefix} could not be removed: ${error.message}`)
        })
      await connection.close(CLOSE_MS)
    },
  }
}

/** The report says what went wrong; the log would say it again. */
function quietLogger(): Logger {
  return new PinoLogger({ level: 'error', pretty: false })
}

async function memoryPart(
  capabilities: readonly Capability[],
  { clock, ids }: Platform,
  { cache, sessions, jobs }: ResolvedConfig,
): Promise<Examination> {
  const { LruCache, LruSessionStore, MemoryJobQueue } = await import('../../adapters/memory/index.js')
  const options = { adapter: 'memory', clock, ids }
  const cachePort = new LruCache({ clock, ids, limits: cache.limits })
  const store = new LruSessionStore({ clock, ids, limits: { maxSessions: sessions.maxSessions } })
  const logger = quietLogger()
  const queue = new MemoryJobQueue({ clock, random: new SystemRandom(), logger, limits: jobs.limits })
  const roundTrips = {
    cache: cacheRoundTrip(cachePort, options),
    sessions: sessionRoundTrip(store, options),
    jobs: jobRoundTrip(queue, options),
  }
  const without = `no Redis for ${capabilities.join(', ')}`
  return {
    checks: [absence(without), ...capabilities.map((capability) => roundTrips[capability])],
    notes: [`${without}: testing the adapters in memory`],
    close: async () => {
      await Promise.all([cachePort.close(), store.close(), queue.close(0)])
    },
  }
}

/** That there is no Redis. Where it is required, the configuration was refused before. */
function absence(without: string): DoctorCheck {
  return {
    id: 'redis-url',
    deadlineMs: 1000,
    run: async () => ({
      status: 'skip',
      value: `REDIS_URL is not set: ${without}, so nothing outlives a restart and other processes see nothing of it`,
      advice:
        'fine for one process on one machine; to use Redis, set REDIS_URL=redis://host:6379 in the environment or in .env',
    }),
  }
}
