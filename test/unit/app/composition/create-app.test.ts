import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from '@jest/globals'
import { LruCache } from '../../../../src/adapters/memory/index.js'
import type { App } from '../../../../src/app/app.js'
import { type AppConfig, createApp, defineJob, type Overrides } from '../../../../src/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

const opened: App[] = []
const dataDir = mkdtempSync(join(tmpdir(), 'create-app-'))

async function open(config: AppConfig = {}, overrides: Overrides = {}) {
  const logger = new RecordingLogger()
  const app = await createApp({ database: { dataDir }, ...config }, { logger, ...overrides })
  opened.push(app)
  return { app, logger }
}

afterEach(async () => {
  for (const app of opened.splice(0)) await app.close()
})

afterAll(() => rmSync(dataDir, { recursive: true }))

describe('createApp', () => {
  it('serves cache, sessions and jobs from memory when nothing is configured', async () => {
    const { app } = await open()
    await app.ready
    await app.cache.set('my-key', { data: 'value' }, { ttl: 300 })
    expect(await app.cache.get('my-key')).toEqual({ data: 'value' })
    const user = { userId: 'u1', email: 'u1@example.org', role: 'author' }
    const { id } = await app.sessions.createSession(undefined, user, 1800)
    expect((await app.sessions.getSession(id))?.data).toMatchObject(user)
    expect(Object.keys(app.adapters)).toEqual(['cache', 'sessions', 'jobs', 'database'])
  })

  it('warns once about each degraded capability', async () => {
    const { logger } = await open()
    const warnings = logger.messages('warn')
    expect(warnings.map((line) => line.split(':')[0])).toEqual(['cache', 'sessions', 'jobs'])
  })

  it('reports memory adapters as healthy with a warning, and in production as degraded', async () => {
    const { app } = await open()
    await app.health.first
    expect(app.health.report()).toMatchObject({
      services: { cache: { status: 'healthy', adapter: 'memory', warning: expect.stringContaining('REDIS_URL') } },
    })
    const { app: production } = await open({ environment: 'production' })
    await production.health.first
    expect(production.health.report()).toMatchObject({
      status: 'degraded',
      services: { sessions: { status: 'degraded', reason: expect.stringContaining('REDIS_URL') } },
    })
  })

  it('reports evicted live sessions in the log, in the health and in getStats', async () => {
    const { app, logger } = await open({ sessions: { maxSessions: 2 } })
    const before = logger.messages('warn').length
    const users = ['u1', 'u2', 'u3', 'u4', 'u5']
    for (const userId of users) await app.sessions.createSession(undefined, { userId, email: 'e', role: 'viewer' })
    expect(logger.messages('warn').slice(before)).toEqual([expect.stringContaining('memory limit reached')])
    expect(await app.sessions.getStats()).toEqual({ connected: true, sessions: 2, evictions: 3 })
    await app.health.first
    expect(app.health.report().services.sessions).toMatchObject({
      status: 'healthy',
      warning: expect.stringContaining('since the start: 3;'),
    })
  })

  it('declares the namespaces of the embedder', async () => {
    const { app } = await open({ cache: { namespaces: { prices: { prefix: 'prices', ttl: 60 } } } })
    await app.cache.set('k', 1, { namespace: 'prices' })
    expect(await app.cache.get('k', { namespace: 'prices' })).toBe(1)
    await expect(app.cache.get('k', { namespace: 'other' })).rejects.toMatchObject({ code: 'UNKNOWN_NAMESPACE' })
  })

  it('uses the ports of the embedder and leaves them open', async () => {
    const clock = new ManualClock()
    const mine = new LruCache({ clock })
    let closed = 0
    mine.close = async () => void closed++
    const { app } = await open({}, { cache: mine, clock })
    await app.cache.set('k', 'v')
    expect(await mine.getMany('api', ['k'])).toMatchObject([{ value: 'v' }])
    expect(app.adapters.cache).toEqual({ adapter: 'custom' })
    await app.health.first
    expect(app.health.report().services.cache).toMatchObject({ status: 'healthy', adapter: 'custom' })
    await app.close()
    expect(closed).toBe(0)
  })

  it('includes the probes of the embedder', async () => {
    const probe = { name: 'mail', adapter: 'smtp', check: () => Promise.reject(new Error('no route')) }
    const { app } = await open({}, { probes: [probe] })
    await app.health.first
    expect(app.health.report()).toMatchObject({
      status: 'degraded',
      services: { mail: { status: 'unhealthy', reason: 'no route' } },
    })
  })

  it('with REDIS_FALLBACK=off, caches nothing and rejects sessions and jobs', async () => {
    const { app } = await open({ redis: { fallback: 'off' } })
    await app.cache.set('k', 1)
    expect(await app.cache.get('k')).toBeUndefined()
    await expect(app.cache.increment('n')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await expect(app.sessions.getSession('x')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await app.health.first
    expect(app.health.report().services.jobs).toMatchObject({ status: 'degraded', adapter: 'off' })
  })

  it.each([
    ['nothing is configured', {}],
    ['the fallback is off', { fallback: 'off' as const }],
  ])('refuses to go without a Redis that is required when %s', async (_case, redis) => {
    await expect(createApp({ redis: { ...redis, required: true } })).rejects.toMatchObject({
      code: expect.stringMatching(/REDIS_REQUIRED|CONFIG_INVALID/),
      hint: expect.anything(),
    })
  })

  it('reports all problems of a configuration', async () => {
    const config = { cache: { maxEntries: -1 }, http: { port: 1e6 }, nonsense: true } as AppConfig
    await expect(createApp(config)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/cache\.maxEntries[\s\S]*http\.port|http\.port[\s\S]*cache\.maxEntries/),
    })
  })

  it.each([
    ['by default', {}, 8000],
    ['as configured', { jobs: { drainMs: 25_000 } }, 25_000],
    ['whatever the other steps may take', { jobs: { drainMs: 7000 }, closeStepMs: 1000 }, 7000],
  ])('lets running jobs go on for a while when it is closed: %s', async (_, config, drainMs) => {
    const clock = new ManualClock()
    const { app, logger } = await open(config, { clock })
    const schema = {
      '~standard': { version: 1, vendor: 'by-hand', validate: (value: unknown) => ({ value }) },
    } as const
    const slow = app.jobs.define(defineJob({ type: 'slow', payload: schema, timeoutMs: 3_600_000 }))
    const signals: AbortSignal[] = []
    app.jobs.handle(slow, ({ signal }) => {
      signals.push(signal)
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    await app.startWorkers({ types: ['slow'] })
    await app.jobs.addJob(slow, 1)
    await clock.advance(0)
    const closed = app.close()
    await clock.advance(drainMs - 1)
    expect(signals.map(({ aborted }) => aborted)).toEqual([false])
    await clock.advance(1)
    await closed
    expect(signals.map(({ aborted }) => aborted)).toEqual([true])
    expect(logger.messages('error')).toEqual(['job lost: the queue closed before the job finished'])
    expect(logger.messages('warn').filter((line) => line.startsWith('closing'))).toEqual([])
  })

  it('starts no workers after close, and can be closed twice', async () => {
    const { app } = await open()
    await Promise.all([app.close(), app.close()])
    await expect(app.startWorkers()).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })
})
