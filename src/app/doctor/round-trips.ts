import { DEFAULT_RETENTION, DEFAULT_RETRY_POLICY } from '../../domain/jobs/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { CachePort, CheckResult, Clock, DoctorCheck, Ids, JobQueue, SessionStore } from '../../ports/index.js'

/** Time to live of all data, in case deleting it fails. */
const TTL_MS = 60_000
const DEADLINE_MS = 3000

/** Options of every round trip. */
export interface RoundTripOptions {
  /** Which adapter is tested: `memory`, `redis`. */
  readonly adapter: string
  readonly clock: Clock
  readonly ids: Ids
  /** Ids of checks that must not have failed. */
  readonly needs?: readonly string[]
}

/** Makes every kind of call of a cache once, in a namespace of its own. Leaves no data. */
export function cacheRoundTrip(cache: CachePort, options: RoundTripOptions): DoctorCheck {
  const done = 'set, read, incremented, loaded, invalidated and deleted values'
  return roundTrip('cache', options, done, async () => {
    const namespace = `doctor-${options.ids.next()}`
    const value = { probe: options.ids.next() }
    const isThere = async (key: string): Promise<boolean> => {
      const [hit] = await cache.getMany(namespace, [key])
      return JSON.stringify(hit?.value) === JSON.stringify(value)
    }
    try {
      await cache.setMany(namespace, [{ key: 'set', value, ttlMs: TTL_MS, tags: ['tag'] }])
      assertCheck(await isThere('set'), 'a value that was set was not found')
      const count = await cache.increment(namespace, { key: 'counted', by: 2, ttlMs: TTL_MS })
      assertCheck(count === 2, 'a counter has the wrong value')
      const lease = await cache.acquire(namespace, { key: 'loaded', leaseMs: DEADLINE_MS })
      assertCheck(lease.state === 'leased', 'the lease of a missing value was not granted')
      await cache.commit(namespace, lease.token, { key: 'loaded', value, ttlMs: TTL_MS })
      assertCheck(await isThere('loaded'), 'a value that was loaded was not found')
      await cache.invalidateTags(namespace, ['tag'])
      assertCheck(!(await isThere('set')), 'an invalidated value was found')
      await cache.deleteMany(namespace, ['loaded'])
      assertCheck(!(await isThere('loaded')), 'a deleted value was found')
    } finally {
      await cache.deleteMany(namespace, ['set', 'counted', 'loaded'])
      await cache.invalidateTags(namespace, ['tag'])
      await cache.clear(namespace)
    }
  })
}

/** Creates a session, reads it, ends it, and checks that it has ended. */
export function sessionRoundTrip(sessions: SessionStore, options: RoundTripOptions): DoctorCheck {
  return roundTrip('sessions', options, 'created, read and ended a session', async () => {
    const userId = `doctor-${options.ids.next()}`
    const lifetime = { idleMs: TTL_MS, absoluteMs: TTL_MS }
    const { id } = await sessions.create({ userId, email: 'doctor@localhost', role: 'viewer' }, lifetime)
    try {
      const session = await sessions.read(id)
      assertCheck(session?.data.userId === userId, 'a session that was created was not found')
    } finally {
      await sessions.delete(id)
    }
    assertCheck((await sessions.read(id)) === undefined, 'a session that was ended was found')
  })
}

/** Adds a job and waits for its result. */
export function jobRoundTrip(jobs: JobQueue, options: RoundTripOptions): DoctorCheck {
  return roundTrip('jobs', options, 'added a job and ran it', async (signal) => {
    const type = `doctor-${options.ids.next()}`
    const id = options.ids.next()
    const retention = { ...DEFAULT_RETENTION, age: TTL_MS / 1000 }
    const stop = await jobs.work(type, async ({ payload }) => payload, { concurrency: 1 })
    try {
      await jobs.add({ type, id, payload: id, retry: DEFAULT_RETRY_POLICY, timeoutMs: DEADLINE_MS, retention })
      let result: unknown
      for await (const status of jobs.watch(type, id, { signal })) result = status.result
      assertCheck(result === id, 'a job did not return its result')
    } finally {
      await stop()
      await jobs.remove(type, id)
    }
  })
}

function roundTrip(
  id: string,
  { adapter, clock, needs = [] }: RoundTripOptions,
  done: string,
  act: (signal: AbortSignal) => Promise<void>,
): DoctorCheck {
  return {
    id,
    needs,
    deadlineMs: DEADLINE_MS,
    run: async ({ signal }): Promise<CheckResult> => {
      const startedAt = clock.monotonic()
      await act(signal)
      const ms = Math.round((clock.monotonic() - startedAt) * 10) / 10
      return { status: 'ok', value: `${adapter}: ${done} in ${ms} ms`, facts: { adapter, ms } }
    },
  }
}

function assertCheck(condition: boolean, failure: string): asserts condition {
  if (condition) return
  throw new AppError('INTERNAL', failure, { hint: 'this is an error of the adapter: please report it' })
}
