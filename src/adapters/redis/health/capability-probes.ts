import { DEFAULT_RETENTION, DEFAULT_RETRY_POLICY } from '../../../domain/jobs/index.js'
import type { Clock, HealthProbe, Ids, JobQueue, Logger, ProbeResult } from '../../../ports/index.js'
import { RedisCache } from '../cache/index.js'
import { isRefusal } from '../connection/connection-errors.js'
import type { RedisConnection } from '../connection/index.js'
import { RedisSessionStore } from '../sessions/index.js'
import { keyPrefixes } from '../settings/index.js'

/** How long what a probe writes lives, in milliseconds. */
const LIFE_MS = 60_000

interface ProbeDeps {
  readonly connection: RedisConnection
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
  /** That of the app. The probes write under `<keyPrefix>health:`. */
  readonly keyPrefix: string
}

/**
 * The probe of the cache: stores an entry that expires, and reads it. `degraded` if Redis answers and refuses, because it is
 * full, a replica, or the user lacks a permission.
 *
 * @param adapter shown in the report
 */
export function cacheProbe({ keyPrefix, ...deps }: ProbeDeps, adapter: string): HealthProbe {
  // Not the keys of the cache itself: each write there is a message to every process.
  const cache = new RedisCache({ ...deps, keyPrefix: keyPrefixes(keyPrefixes(keyPrefix).health).cache })
  const key = deps.ids.next()
  return capabilityProbe('cache', adapter, async () => {
    const value = deps.ids.next()
    await cache.setMany('probe', [{ key, value, ttlMs: LIFE_MS, tags: ['probe'] }])
    const [hit] = await cache.getMany('probe', [key])
    return hit?.value === value ? undefined : 'an entry'
  })
}

/**
 * The probe of sessions: creates a session that expires, and reads it. It replaces that of the probe before. Otherwise like
 * {@link cacheProbe}.
 *
 * @param deadlineMs of one operation
 */
export function sessionProbe({ keyPrefix, ...deps }: ProbeDeps, deadlineMs: number): HealthProbe {
  const prefix = keyPrefixes(keyPrefixes(keyPrefix).health).sessions
  const { connection, ids, logger } = deps
  const store = new RedisSessionStore({ connection, ids, logger, keyPrefix: prefix, deadlineMs })
  let replaces: string | undefined
  return capabilityProbe('sessions', 'redis', async () => {
    const data = { userId: 'health probe', email: 'probe@localhost.localdomain', role: 'viewer' } as const
    const lifetime = { idleMs: LIFE_MS, absoluteMs: LIFE_MS }
    const { id } = await store.create(data, { ...lifetime, ...(replaces === undefined ? {} : { replaces }) })
    replaces = id
    return (await store.read(id)) ? undefined : 'a session'
  })
}

/** A type that no app defines: no worker takes its jobs. */
const PROBE_TYPE = 'curriculum-generator:health'

/**
 * The probe of jobs: adds a job of a type of its own, and removes it. All processes use the same job, so that one that ends in
 * between leaves one job at most. Otherwise like {@link cacheProbe}.
 */
export function jobProbe(queue: Pick<JobQueue, 'add' | 'remove'>): HealthProbe {
  return capabilityProbe('jobs', 'redis', async () => {
    await queue.add({
      type: PROBE_TYPE,
      id: 'probe',
      payload: {},
      retry: DEFAULT_RETRY_POLICY,
      timeoutMs: 1000,
      retention: DEFAULT_RETENTION,
    })
    await queue.remove(PROBE_TYPE, 'probe')
    return undefined
  })
}

/** @param use uses the capability; returns what it stored and did not find again */
function capabilityProbe(name: string, adapter: string, use: () => Promise<string | undefined>): HealthProbe {
  return {
    name,
    adapter,
    check: async (signal): Promise<ProbeResult> => {
      signal.throwIfAborted()
      try {
        const lost = await use()
        return lost === undefined ? { status: 'healthy' } : { status: 'degraded', reason: `${lost} ${NOT_THERE}` }
      } catch (error) {
        if (!isRefusal(error)) throw error
        return { status: 'degraded', reason: `${error.message}${error.hint === undefined ? '' : `; ${error.hint}`}` }
      }
    },
  }
}

const NOT_THERE =
  'that was just stored is not there; check the memory of Redis, and proxies between this process and Redis'
