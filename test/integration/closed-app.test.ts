import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { LruCache, LruSessionStore, MemoryJobQueue } from '../../src/adapters/memory/index.js'
import { SystemClock, SystemIds, SystemRandom } from '../../src/adapters/system/index.js'
import { type App, type AppConfig, createApp, defineJob, type Overrides } from '../../src/index.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'

let server: RedisServer
beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.stop())

const logger = new RecordingLogger()
const clock = new SystemClock()
const work = defineJob({ type: 'work', payload: z.object({}) })

/** All calls, by facade. A new method is a new line, or the test fails. */
const CALLS: {
  readonly [facade in 'cache' | 'sessions' | 'jobs']: { readonly [name: string]: (app: App) => unknown }
} = {
  cache: {
    get: ({ cache }) => cache.get('k'),
    mget: ({ cache }) => cache.mget(['k']),
    getOrSet: ({ cache }) => cache.getOrSet('k', () => 1),
    mgetOrSet: ({ cache }) => cache.mgetOrSet(['k'], () => [1]),
    exists: ({ cache }) => cache.exists('k'),
    set: ({ cache }) => cache.set('k', 1),
    mset: ({ cache }) => cache.mset([{ key: 'k', value: 1 }]),
    delete: ({ cache }) => cache.delete('k'),
    increment: ({ cache }) => cache.increment('n'),
    clearNamespace: ({ cache }) => cache.clearNamespace('api'),
    invalidateTags: ({ cache }) => cache.invalidateTags(['t']),
    getStats: ({ cache }) => cache.getStats(),
  },
  sessions: {
    createSession: ({ sessions }) =>
      sessions.createSession(undefined, { userId: 'u', email: 'u@x.org', role: 'author' }),
    getSession: ({ sessions }) => sessions.getSession('s'),
    getStaleSession: ({ sessions }) => sessions.getStaleSession('s'),
    deleteSession: ({ sessions }) => sessions.deleteSession('s'),
    updateSession: async ({ sessions }) => {
      await expect(sessions.updateSession('s', () => ({ a: 1 }))).rejects.toMatchObject({ code: 'APP_CLOSED' })
      await sessions.updateSession('s', { a: 1 })
    },
    touchSession: async ({ sessions }) => {
      await expect(sessions.touchSession('s', 60)).rejects.toMatchObject({ code: 'APP_CLOSED' })
      await sessions.touchSession('s')
    },
    rotateSession: ({ sessions }) => sessions.rotateSession('s'),
    listUserSessions: ({ sessions }) => sessions.listUserSessions('u'),
    readUserSessions: ({ sessions }) => sessions.readUserSessions('u'),
    revokeUserSessions: ({ sessions }) => sessions.revokeUserSessions('u'),
    getStats: ({ sessions }) => sessions.getStats(),
  },
  jobs: {
    define: ({ jobs }) => jobs.define(defineJob({ type: 'other', payload: z.object({}) })),
    handle: ({ jobs }) => jobs.handle(work, async () => undefined),
    handledTypes: ({ jobs }) => jobs.handledTypes(),
    addJob: ({ jobs }) => jobs.addJob(work, {}),
    addJobs: ({ jobs }) => jobs.addJobs(work, [{ payload: {} }]),
    getJobStatus: ({ jobs }) => jobs.getJobStatus(work, 'j'),
    getQueueStats: ({ jobs }) => jobs.getQueueStats(work),
    findUnworkedJobs: ({ jobs }) => jobs.findUnworkedJobs(),
    listJobs: ({ jobs }) => jobs.listJobs(work),
    cancelJob: ({ jobs }) => jobs.cancelJob(work, 'j'),
    retryJob: ({ jobs }) => jobs.retryJob(work, 'j'),
    removeJob: ({ jobs }) => jobs.removeJob(work, 'j'),
    pauseQueue: ({ jobs }) => jobs.pauseQueue(work),
    resumeQueue: ({ jobs }) => jobs.resumeQueue(work),
    watch: async ({ jobs }) => {
      for await (const _ of jobs.watch(work, 'j')) break
    },
    schedule: ({ jobs }) => jobs.schedule(work, { cron: '* * * * *', payload: {} }),
    startWorkers: ({ jobs }) => jobs.startWorkers(),
  },
}

const stores: readonly [string, () => AppConfig, (() => Overrides)?][] = [
  ['memory', () => ({})],
  ['tiered', () => ({ redis: { url: server.url } })],
  ['Redis', () => ({ redis: { url: server.url }, cache: { mode: 'redis' } })],
  ['no Redis, fallback off', () => ({ redis: { fallback: 'off' } })],
  [
    'own adapters, which stay open',
    () => ({}),
    () => ({
      cache: new LruCache({ clock }),
      sessions: new LruSessionStore({ clock, ids: new SystemIds() }),
      jobs: new MemoryJobQueue({ clock, random: new SystemRandom(), logger }),
    }),
  ],
]

describe.each(stores)('a closed app: %s', (_, config, overrides = () => ({})) => {
  let app: App
  beforeAll(async () => {
    app = await createApp(patient({ ...config(), sessions: { outageGraceMs: 1000 } }), { logger, ...overrides() })
    await app.ready
    app.jobs.define(work)
    await app.close()
  })

  it.each(
    Object.entries(CALLS).flatMap(([facade, calls]) => Object.keys(calls).map((name) => [facade, name] as const)),
  )('app.%s.%s fails with APP_CLOSED and a hint', async (facade, name) => {
    const call = CALLS[facade as keyof typeof CALLS][name]
    await expect((async () => call?.(app))()).rejects.toMatchObject({
      code: 'APP_CLOSED',
      hint: expect.stringContaining('after app.close()'),
    })
  })

  it('has no other calls', () => {
    for (const [facade, calls] of Object.entries(CALLS)) {
      const methods = Object.entries(app[facade as keyof typeof CALLS]).filter(
        ([, value]) => typeof value === 'function',
      )
      expect(
        methods
          .map(([name]) => name)
          .filter((name) => name !== 'close')
          .sort(),
      ).toEqual(Object.keys(calls).sort())
    }
  })

  it('does not start workers, and reports its last health', async () => {
    await expect(app.startWorkers()).rejects.toMatchObject({ code: 'APP_CLOSED' })
    expect(app.health.report().status).toBeDefined()
  })
})

it.each(stores.filter(([name]) => !name.includes('off')))(
  'running jobs use the app until they end: %s',
  async (...store) => {
    const [, config, overrides = (): Overrides => ({})] = store
    const app = await createApp(patient({ ...config(), jobs: { drainMs: 30_000 } }), { logger, ...overrides() })
    await app.ready
    let starts = (): void => undefined
    const started = new Promise<void>((resolve) => {
      starts = resolve
    })
    let close = (): void => undefined
    const closing = new Promise<void>((resolve) => {
      close = resolve
    })
    const seen: unknown[] = []
    app.jobs.define(work)
    app.jobs.handle(work, async () => {
      starts()
      await closing
      await app.cache.set('k', 'set')
      seen.push(await app.cache.get('k'), (await app.sessions.getStats()).connected)
      seen.push((await app.jobs.getQueueStats(work)).active)
      seen.push(await app.jobs.addJob(work, {}).catch((error: { code: string }) => error.code))
    })
    await app.startWorkers()
    await app.jobs.addJob(work, {})
    await started
    const closed = app.close()
    close()
    await closed
    expect(seen).toEqual(['set', true, 1, overrides().jobs ? expect.anything() : 'APP_CLOSED'])
    await expect(app.cache.get('k')).rejects.toMatchObject({ code: 'APP_CLOSED' })
  },
)
