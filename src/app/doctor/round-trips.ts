import { DEFAULT_RETENTION, DEFAULT_RETRY_POLICY } from '../../domain/jobs/index.js'
import { AppError } from '../../domain/platform/index.js'
import type { CachePort, CheckResult, Clock, DoctorCheck, Ids, JobQueue, SessionStore } from '../../ports/index.js'

/** What is made lives this long at most, should removing it fail. */
const TTL_MS = 60_000
const DEADLINE_MS = 3000

/** What every round trip needs: its port comes beside. */
export interface RoundTripOptions {
  /** Which adapter is tested: `memory`, `redis`. */
  readonly adapter: string
  readonly clock: Clock
  readonly ids: Ids
  /** Checks without which it cannot run. */
  readonly needs?: readonly string[]
}

/** Every kind of call of a cache once, in a namespace of its own, of which nothing is left. */
export function cacheRoundTrip(cache: CachePort, options: RoundTripOptions): DoctorCheck {
  const done = 'set, got, counted, loaded, invalidated and deleted values'
  return roundTrip('cache', options, done, async () => {
    const namespace = `doctor-${options.ids.next()}`
    const value = { probe: options.ids.next() }
    const isThere = async (key: string): Promise<boolean> => {
      const [hit] = await cache.getMany(namespace, [key])
      return JSON.stringify(hit?.value) === JSON.stringify(value)
    }
    try {
      await cache.setMany(namespace, [{ key: 'set', value, ttlMs: TTL_MS, tags: ['tag'] }])
      demand(await isThere('set'), 'a value that was set did not come back')
      const count = await cache.increment(namespace, { key: 'counted', by: 2, ttlMs: TTL_MS })
      demand(count === 2, 'a counter did not count')
      const lease = await cache.acquire(namespace, { key: 'loaded', leaseMs: DEADLINE_MS })
      demand(lease.state === 'leased', 'nobody may load a value that is not there')
      await cache.commit(namespace, lease.token, { key: 'loaded', value, ttlMs: TTL_MS })
      demand(await isThere('loaded'), 'a value that was loaded did not come back')
      await cache.invalidateTags(namespace, ['tag'])
      demand(!(await isThere('set')), 'an invalidated value came back')
      await cache.deleteMany(namespace, ['loaded'])
      demand(!(await isThere('loaded')), 'a deleted value came back')
    } finally {
      await cache.deleteMany(namespace, ['set', 'counted', 'loaded'])
      await cache.invalidateTags(namespace, ['tag'])
      await cache.clear(namespace)
    }
  })
}

/** Creates a session, reads it, ends it, and misses it. */
export function sessionRoundTrip(sessions: SessionStore, options: RoundTripOptions): DoctorCheck {
  return roundTrip('sessions', options, 'created, read and ended a session', async () => {
    const userId = `doctor-${options.ids.next()}`
    const lifetime = { idleMs: TTL_MS, absoluteMs: TTL_MS }
    const { id } = await sessions.create({ userId, email: 'doctor@localhost', role: 'viewer' }, lifetime)
    try {
      const session = await sessions.read(id)
      demand(session?.data.userId === userId, 'a session that was created did not come back')
    } finally {
      await sessions.delete(id)
    }
    demand((await sessions.read(id)) === undefined, 'a session that was ended came back')
  })
}

/** Adds a job and waits for its run. */
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
      demand(result === id, 'a job was not run to its result')
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
      const began = clock.monotonic()
      await act(signal)
      const ms = Math.round((clock.monotonic() - began) * 10) / 10
      return { status: 'ok', value: `${adapter}: ${done} in ${ms} ms`, facts: { adapter, ms } }
    },
  }
}

function demand(holds: boolean, fault: string): asserts holds {
  if (holds) return
  throw new AppError('INTERNAL', fault, { hint: 'this is a fault of the adapter: please report it' })
}
