import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { z } from 'zod'
import { type App, type AppConfig, createApp, defineJob, isAppError, type JobStatus } from '../../src/index.js'
import { advanceJobTime } from '../support/job-time.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'
import { advanceTime } from '../support/redis-time.js'
import { ShiftedClock } from '../support/shifted-clock.js'
import { until } from '../support/until.js'

/** The second prefix starts with the first one, and with the prefix of the cache of the first app. */
const PREFIXES = ['cg:', 'cg:cache:'] as const
const DAY = 86_400

let server: RedisServer
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.stop())
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await server.cli('FLUSHALL')
})

const work = defineJob({ type: 'work', payload: z.object({ owner: z.string() }) })

async function open(redis: AppConfig['redis'], clock: ShiftedClock): Promise<App> {
  const sessions = { ttl: DAY, absoluteTtl: DAY }
  const jobs = { drainMs: 0 }
  const config = patient({ ...(redis ? { redis } : {}), sessions, jobs })
  const app = await createApp(config, { clock, logger: new RecordingLogger() })
  app.jobs.define(work)
  closing.push(() => app.close())
  await app.ready
  return app
}

const onRedis = (keyPrefix: string, clock = new ShiftedClock(), database = 0) =>
  open({ url: `${server.url}/${database}`, keyPrefix }, clock)

const pair = async (clock?: ShiftedClock) =>
  Promise.all([onRedis(PREFIXES[0], clock), onRedis(PREFIXES[1], clock)]) as Promise<[App, App]>

/** What the calls of an app return; its own name is in all that it stores. */
const CALLS = {
  set: (app, owner, [key, ttl]) =>
    app.cache.set(`k${key % 3}`, owner, { ttl: 90 + 600 * (ttl % 4), tags: [`t${ttl % 2}`] }),
  get: async (app, _, [key]) => [await app.cache.get(`k${key % 3}`), await app.cache.mget(['k0', 'k1', 'k2'])],
  delete: (app, _, [key]) => app.cache.delete(`k${key % 3}`),
  increment: (app, _, [key]) => app.cache.increment(`n${key % 2}`, 1, { ttl: 2010 }),
  clear: (app) => app.cache.clearNamespace('api'),
  invalidate: (app, _, [tag]) => app.cache.invalidateTags([`t${tag % 2}`]),
  load: (app, owner, [key]) => app.cache.getOrSet(`k${key % 3}`, () => owner, { ttl: 690 }),
  signIn: async (app, owner, [id, user]) => {
    const data = { userId: `u${user % 2}`, email: `${owner}@example.org`, role: 'author' }
    return (await app.sessions.createSession(`s${id % 3}`, data)).data.email
  },
  read: async (app, _, [id]) => (await app.sessions.getSession(`s${id % 3}`))?.data.email,
  update: async (app, _, [id, n]) => (await app.sessions.updateSession(`s${id % 3}`, { n })).version,
  signOut: (app, _, [id]) => app.sessions.deleteSession(`s${id % 3}`),
  sessions: async (app, _, [user]) => [
    (await app.sessions.readUserSessions(`u${user % 2}`)).map(({ email }) => email),
    (await app.sessions.getStats()).sessions,
  ],
  revoke: (app, _, [user]) => app.sessions.revokeUserSessions(`u${user % 2}`),
  addJob: (app, owner, [id, later]) => {
    const options = {
      id: `j${id % 3}`,
      ...(later % 2 ? { delayMs: 90_000 } : {}),
      ...(later % 3 ? {} : { key: 'same' }),
    }
    return app.jobs.addJob(work, { owner }, options)
  },
  job: async (app, _, [id]) => {
    const status = await app.jobs.getJobStatus(work, `j${id % 3}`)
    return status && [status.state, status.payload]
  },
  cancel: (app, _, [id]) => app.jobs.cancelJob(work, `j${id % 3}`),
  remove: (app, _, [id]) => app.jobs.removeJob(work, `j${id % 3}`),
  pause: (app, _, [on]) => (on % 2 ? app.jobs.pauseQueue(work) : app.jobs.resumeQueue(work)),
  jobs: async (app) => [await app.jobs.getQueueStats(work), (await app.jobs.listJobs(work)).map(({ id }) => id)],
} satisfies { readonly [name: string]: (app: App, owner: string, numbers: readonly [number, number]) => unknown }

type Call = keyof typeof CALLS

async function outcome(app: App, call: Call, owner: string, numbers: readonly [number, number]): Promise<unknown> {
  try {
    return (await CALLS[call](app, owner, numbers)) ?? 'nothing'
  } catch (error) {
    if (isAppError(error)) return error.code
    throw error
  }
}

describe('two apps with different prefixes on one Redis', () => {
  it('behave for hours as if each was alone', async () => {
    const step = fc.record({
      owner: fc.constantFrom(0 as const, 1 as const),
      call: fc.constantFrom(...(Object.keys(CALLS) as Call[])),
      numbers: fc.tuple(fc.nat(11), fc.nat(11)),
      minutes: fc.constantFrom(0, 0, 1, 10),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 80 }), async (steps) => {
        await server.cli('FLUSHALL')
        const clock = new ShiftedClock()
        const apps = await pair(clock)
        // In memory nothing is shared: what each app should see.
        const alone = [await open(undefined, clock), await open(undefined, clock)] as const
        for (const { owner, call, numbers, minutes } of steps) {
          const name = `app ${owner}`
          const found = await outcome(apps[owner], call, name, numbers)
          expect([call, found]).toEqual([call, await outcome(alone[owner], call, name, numbers)])
          if (minutes > 0) await pass(clock, minutes * 60_000)
        }
        for (const app of [...apps, ...alone]) await app.close()
      }),
      { numRuns: 6 },
    )
  })

  it('hear nothing of what the other one changes', async () => {
    const [one, two] = await pair()
    for (const app of [one, two]) await app.cache.set('k', 'value', { tags: ['t'] })
    expect([await one.cache.get('k'), await one.cache.get('k')]).toEqual(['value', 'value'])
    await two.cache.set('k', 'other')
    await two.cache.invalidateTags(['t'])
    await two.cache.clearNamespace('api')
    // Later than the messages about these changes.
    await one.cache.get('another')
    server.freeze()
    try {
      // From the memory of this process: without a message about `k`.
      expect(await one.cache.get('k')).toBe('value')
    } finally {
      server.thaw()
    }
  })

  it.each([
    ['with different prefixes', () => pair()],
    ['in different databases', () => Promise.all([onRedis('cg:'), onRedis('cg:', undefined, 1)])],
  ])('run their own jobs, and cancel and watch only those: %s', async (_, opened) => {
    const apps = await opened()
    const ran: string[][] = [[], []]
    const aborted = [false, false]
    for (const [index, { jobs }] of apps.entries()) {
      jobs.handle(work, async ({ payload, signal }) => {
        ran[index]?.push(payload.owner)
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
        aborted[index] = true
        throw signal.reason
      })
      await jobs.startWorkers()
    }
    const seen: JobStatus[][] = [[], []]
    for (const [index, { jobs }] of apps.entries()) await jobs.addJob(work, { owner: `app ${index}` }, { id: 'same' })
    const watches = apps.map(async ({ jobs }, index) => {
      for await (const status of jobs.watch(work, 'same')) seen[index]?.push(status)
    })
    const bothRun = () => seen.every((list) => list.at(-1)?.state === 'active') && ran.flat().length === 2
    await until('both run', () => bothRun() || undefined)
    expect(ran).toEqual([['app 0'], ['app 1']])
    await apps[0]?.jobs.cancelJob(work, 'same')
    await watches[0]
    expect(seen[0]?.at(-1)?.state).toBe('cancelled')
    // A call on the connection of the worker comes after all messages that it got.
    await apps[1]?.jobs.getQueueStats(work)
    expect([aborted[1], seen[1]?.at(-1)?.state]).toEqual([false, 'active'])
    await apps[1]?.jobs.cancelJob(work, 'same')
    await watches[1]
    expect(seen[1]?.map(({ payload }) => payload)).toEqual(seen[1]?.map(() => ({ owner: 'app 1' })))
  })

  it('add the jobs of their own schedules', async () => {
    const clock = new ShiftedClock()
    const apps = await pair(clock)
    const options = { cron: '*/10 * * * *', name: 'same' }
    for (const [index, { jobs }] of apps.entries())
      await jobs.schedule(work, { ...options, payload: { owner: `app ${index}` } })
    for (const count of [1, 2, 3, 4, 5, 6]) {
      await pass(clock, 600_000)
      for (const [index, { jobs }] of apps.entries()) {
        const isReached = async () => (await jobs.getQueueStats(work)).waiting === count || undefined
        await until(`tick ${count}`, isReached)
        const owners = (await jobs.listJobs(work)).map(({ payload }) => payload)
        expect(owners).toEqual(Array.from({ length: count }, () => ({ owner: `app ${index}` })))
      }
    }
  })

  it('store and publish under their prefix only', async () => {
    const app = await onRedis('shop-staging:')
    app.jobs.handle(work, async () => 'done')
    await app.jobs.startWorkers()
    await app.cache.set('k', 1, { tags: ['t'] })
    await app.sessions.createSession(undefined, { userId: 'u', email: 'u@example.org', role: 'author' })
    const { id } = await app.jobs.addJob(work, { owner: 'me' })
    for await (const { state } of app.jobs.watch(work, id)) if (state === 'active') break
    await app.health.first
    const names = async (...command: string[]) => JSON.parse(await server.cli(...command)) as string[]
    const keys = await names('KEYS', '*')
    const parts = ['cache', 'sessions', 'jobs'].map((part) =>
      keys.filter((key) => key.startsWith(`shop-staging:${part}:`)),
    )
    expect(parts.every(({ length }) => length > 0)).toBe(true)
    expect(keys.filter((key) => !/^shop-staging:(cache|sessions|jobs|health):/.test(key))).toEqual([])
    const channels = await names('PUBSUB', 'CHANNELS')
    expect(channels.length).toBeGreaterThan(0)
    expect(channels.filter((channel) => !channel.startsWith('shop-staging:jobs:'))).toEqual([])
  })
})

/** Lets time pass for the apps and for what they stored. */
async function pass(clock: ShiftedClock, ms: number): Promise<void> {
  for (const prefix of PREFIXES) {
    await advanceTime(server, `${prefix}cache:{`, ms)
    await advanceTime(server, `${prefix}jobs:{`, ms)
    await advanceJobTime(server, `${prefix}jobs`, ms)
  }
  clock.shift(ms)
}
