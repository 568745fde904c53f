import type { RedisSettings } from '../../adapters/redis/settings/index.js'
import { SystemRandom } from '../../adapters/system/index.js'
import { PinoLogger } from '../../adapters/system/pino-logger.js'
import { isAppError } from '../../domain/platform/index.js'
import type { CheckResult, CheckRunOptions, Clock, DoctorCheck, Ids, Logger } from '../../ports/index.js'
import { cacheRoundTrip, jobRoundTrip, sessionRoundTrip } from '../doctor/index.js'
import type { ResolvedConfig } from './config/index.js'
import type { Capability } from './decide-adapters.js'

/** Deadline of closing a connection. */
const CLOSE_MS = 1000
/** Deadline of the first connection of the queue, below the deadline of its check. */
const CONNECT_MS = 2000

/** The checks of the doctor. Opens nothing until they run. */
export interface DoctorChecks {
  readonly checks: readonly DoctorCheck[]
  /** Messages to print first. */
  readonly notes: readonly string[]
  close(): Promise<void>
}

interface Platform {
  readonly clock: Clock
  readonly ids: Ids
}

/** The checks of each Redis that is configured, and a round trip for each capability that has none. */
export async function createDoctorChecks(config: ResolvedConfig, platform: Platform): Promise<DoctorChecks> {
  const { main, cache, keyPrefix } = config.redis
  const target = { ...platform, keyPrefix }
  const groups: DoctorChecks[] = []
  if (main)
    groups.push(
      await redisChecksOf(main, cache === main ? ['cache', 'sessions', 'jobs'] : ['sessions', 'jobs'], '', target),
    )
  if (cache && cache !== main) groups.push(await redisChecksOf(cache, ['cache'], main ? 'cache-' : '', target))
  const inMemory: readonly Capability[] = [
    ...(cache ? [] : (['cache'] as const)),
    ...(main ? [] : (['sessions', 'jobs'] as const)),
  ]
  if (inMemory.length > 0) groups.push(await memoryChecks(inMemory, platform, config))
  return {
    checks: groups.flatMap(({ checks }) => checks),
    notes: groups.flatMap(({ notes }) => notes),
    close: async () => {
      await Promise.all(groups.map(({ close }) => close()))
    },
  }
}

async function redisChecksOf(
  settings: RedisSettings,
  keeps: readonly Capability[],
  prefix: string,
  { keyPrefix, ...platform }: Platform & { readonly keyPrefix: string },
): Promise<DoctorChecks> {
  // Loaded here, so that a process without Redis does not load its client.
  const { redisChecks } = await import('../../adapters/redis/doctor/redis-checks.js')
  const { keyPrefixes } = await import('../../adapters/redis/settings/index.js')
  const run = `${keyPrefixes(keyPrefix).doctor}${platform.ids.next()}:`
  const roundTrips = await redisRoundTrips(settings, keeps, run, platform)
  const { checks, close } = redisChecks({
    settings,
    clock: platform.clock,
    keeps,
    prefix,
    keyPrefix,
    runPrefix: run,
    roundTrips: roundTrips.checks,
  })
  return {
    checks,
    notes: [`Redis for ${keeps.join(', ')}: ${settings.maskedUrl}`],
    close: async () => {
      await Promise.all([roundTrips.close(), close()])
    },
  }
}

/** The round trips of the capabilities on a Redis, over a connection like that of an app. */
async function redisRoundTrips(
  settings: RedisSettings,
  keeps: readonly Capability[],
  keyPrefix: string,
  { clock, ids }: Platform,
) {
  const { BullJobQueue, keyPrefixes, RedisCache, RedisConnection, RedisSessionStore } = await import(
    '../../adapters/redis/index.js'
  )
  const { deleteKeys } = await import('../../adapters/redis/doctor/redis-checks.js')
  const logger = quietLogger()
  const random = new SystemRandom()
  const connection = new RedisConnection({ settings, name: 'main', clock, random, logger })
  const prefixes = keyPrefixes(keyPrefix)
  const cache = new RedisCache({ connection, clock, ids, logger, keyPrefix: prefixes.cache })
  const store = new RedisSessionStore({ connection, ids, logger, keyPrefix: prefixes.sessions })
  const queue = new BullJobQueue({ settings, clock, random, logger, prefix: prefixes.jobs })
  const options = { adapter: 'redis', clock, ids }
  const all = {
    cache: cacheRoundTrip(cache, options),
    sessions: sessionRoundTrip(store, options),
    jobs: jobRoundTrip(queue, options),
  }
  const connected = (capability: Capability): DoctorCheck => ({
    ...all[capability],
    run: async (options: CheckRunOptions): Promise<CheckResult> => {
      connection.connect()
      await connection.ready
      // The queue has its own connections, and loads Bull for the first one.
      if (capability === 'jobs') {
        queue.connect()
        await queue.ready(CONNECT_MS)
      }
      return all[capability].run(options)
    },
  })
  return {
    checks: keeps.map(connected),
    close: async () => {
      await Promise.all([cache.close(), store.close(), queue.close(0)])
      // Failed round trips leave keys: most have a time to live, some keys of the queue do not.
      if (connection.state === 'ready')
        await deleteKeys(connection, keyPrefix).catch((error: unknown) => {
          if (!isAppError(error)) throw error
          logger.warn(`the keys under ${keyPrefix} could not be deleted: ${error.message}`)
        })
      await connection.close(CLOSE_MS)
    },
  }
}

/** Only errors: the report has all other messages. */
function quietLogger(): Logger {
  return new PinoLogger({ level: 'error', pretty: false })
}

async function memoryChecks(
  capabilities: readonly Capability[],
  { clock, ids }: Platform,
  { cache, sessions, jobs }: ResolvedConfig,
): Promise<DoctorChecks> {
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
    checks: [noRedisCheck(without), ...capabilities.map((capability) => roundTrips[capability])],
    notes: [`${without}: testing the adapters in memory`],
    close: async () => {
      await Promise.all([cachePort.close(), store.close(), queue.close(0)])
    },
  }
}

/** Reports that there is no Redis. If it is required, the configuration is already invalid. */
function noRedisCheck(without: string): DoctorCheck {
  return {
    id: 'redis-url',
    deadlineMs: 1000,
    run: async () => ({
      status: 'skip',
      value: `REDIS_URL is not set: ${without}, so a restart loses the data and other processes do not see it`,
      advice: 'enough for a single process; for Redis, set REDIS_URL=redis://host:6379 in the environment or in .env',
    }),
  }
}
