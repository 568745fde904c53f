import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { LruCache } from '../../src/adapters/memory/index.js'
import { SystemClock } from '../../src/adapters/system/index.js'
import { type App, type AppConfig, createApp, defineJob, type Overrides } from '../../src/index.js'
import type { Timer } from '../../src/ports/index.js'
import { makeCertificates } from '../support/certificates.js'
import { freePort } from '../support/free-port.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer, type RedisServerOptions } from '../support/redis-server.js'
import { advanceTime } from '../support/redis-time.js'
import { untilHealth } from '../support/until-health.js'

/** From one round of probes to the next. */
const PROBE_INTERVAL_MS = 5000

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function openWith(config: AppConfig, overrides: Overrides = {}) {
  const logger = new RecordingLogger()
  const cache = { mode: 'redis', ...config.cache } as const
  const app = await createApp(patient({ ...config, cache }), { logger, ...overrides })
  closing.push(() => app.close())
  return { app, logger }
}

const open = (redis: NonNullable<AppConfig['redis']>) => openWith({ redis: { retryDelayMs: 50, ...redis } })

/** The machine's clock, but the next round of probes comes soon. */
class ProbingClock extends SystemClock {
  override setTimer(delayMs: number, task: () => void): Timer {
    return super.setTimer(delayMs === PROBE_INTERVAL_MS ? 50 : delayMs, task)
  }
}

/** The connections that apps hold to `server`. */
async function clientsOf(server: RedisServer): Promise<readonly string[]> {
  const list = await server.cli('CLIENT', 'LIST')
  return [...list.matchAll(/name=(curriculum-generator:\S+)/g)].map(([, name = '']) => name)
}

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

describe('an app with a Redis', () => {
  it('is ready when it has connected, and reports it and its protection', async () => {
    const { ca, valid } = makeCertificates()
    const server = await serve({ password: 'secret', tls: valid })
    const { app } = await open({ url: server.url.replace('127.0.0.1', 'localhost'), tlsCa: ca })
    await app.ready
    for (const service of ['redis', 'cache']) await untilHealth(app, service, 'healthy')
    const verified = { enabled: true, verified: true }
    expect(app.health.report()).toMatchObject({
      services: { redis: { status: 'healthy', adapter: 'redis' }, cache: { status: 'healthy', adapter: 'redis' } },
      tls: { ...verified, connections: { redis: verified } },
    })
    expect(JSON.stringify(app.health.report())).not.toContain('secret')
  })

  it('is connected when it is made, so that the first call need not wait', async () => {
    const server = await serve()
    const { app, logger } = await open({ url: server.url })
    expect(logger.messages('info')).toContain('redis main: ready')
    await app.cache.set('first', 1)
    expect(await app.cache.get('first')).toBe(1)
  })

  it('is made without a connection where Redis never answers', async () => {
    const server = await serve()
    server.freeze()
    const { app } = await openWith({ redis: { url: server.url }, cache: { deadlineMs: 50 } })
    expect(await app.cache.get('first')).toBeUndefined()
    server.thaw()
  })

  it('keeps its cache there, for every process that uses it, beyond its own end', async () => {
    const server = await serve()
    const { app: one } = await open({ url: server.url })
    const { app: two } = await open({ url: server.url })
    expect(one.adapters.cache).toEqual({ adapter: 'redis' })
    await one.cache.set('k', { a: 1 }, { tags: ['t'] })
    expect(await two.cache.get('k')).toEqual({ a: 1 })
    expect(await Promise.all([one, two].map((app) => app.cache.increment('n')))).toEqual(expect.arrayContaining([1, 2]))
    await one.close()
    await two.cache.invalidateTags(['t'])
    expect(await two.cache.mget(['k', 'n'])).toEqual([undefined, 2])
    expect(await two.cache.getStats()).toMatchObject({ connected: true, memoryUsed: expect.stringMatching(/\d[KM]$/) })
  })

  it('has nothing to warn of where all has its Redis', async () => {
    const server = await serve()
    const { app, logger } = await open({ url: server.url })
    await app.ready
    expect(app.adapters).toEqual({
      cache: { adapter: 'redis' },
      sessions: { adapter: 'redis' },
      jobs: { adapter: 'redis' },
      database: { adapter: 'embedded', place: './data/curriculum.db' },
    })
    expect([logger.messages('warn'), app.health.report().warnings]).toEqual([[], []])
  })

  it('declares the namespaces of the embedder, and the error for an unknown one lists them', async () => {
    const server = await serve()
    const config = { redis: { url: server.url }, cache: { namespaces: { prices: { prefix: 'p', ttl: 60.2 } } } }
    const { app } = await openWith(config)
    await app.cache.set('k', 1, { namespace: 'prices' })
    expect(await app.cache.mget(['k'])).toEqual([undefined])
    expect(await app.cache.get('k', { namespace: 'prices' })).toBe(1)
    await advanceTime(server, 'cg:cache:', 60_200)
    expect(await app.cache.get('k', { namespace: 'prices' })).toBeUndefined()
    await expect(app.cache.get('k', { namespace: 'price' })).rejects.toMatchObject({
      code: 'UNKNOWN_NAMESPACE',
      hint: expect.stringContaining('api, kb, content, embeddings, llm, prices'),
    })
  })

  it('gives the cache an instance of its own, which it opens, reports and closes', async () => {
    const main = await serve()
    const cache = await serve({ policy: 'allkeys-lru', maxMemory: '64mb' })
    const { app } = await open({ url: main.url, cacheUrl: cache.url })
    await app.ready
    await app.cache.set('k', 1)
    expect([await main.cli('DBSIZE'), Number(await cache.cli('DBSIZE')) > 0]).toEqual(['0', true])
    await app.health.first
    const { services, tls } = app.health.report()
    expect(Object.keys(services)).toEqual(['cache', 'sessions', 'jobs', 'database', 'redis', 'redis-cache'])
    expect(Object.keys(tls?.connections ?? {})).toEqual(['redis', 'redis-cache'])
    await main.kill()
    expect(await app.cache.get('k')).toBe(1)
    await app.close()
    expect(await clientsOf(cache)).toEqual([])
  })

  it('uses a separate instance for the cache', async () => {
    const cache = await serve()
    const { app } = await open({ cacheUrl: cache.url })
    await app.ready
    expect(app.adapters).toMatchObject({ cache: { adapter: 'redis' }, sessions: { adapter: 'memory' } })
    await app.health.first
    expect(Object.keys(app.health.report().services)).toEqual(['cache', 'sessions', 'jobs', 'database', 'redis-cache'])
  })

  it('opens no instance for a cache that the embedder brings', async () => {
    const cache = await serve()
    const mine = new LruCache({ clock: new SystemClock() })
    const { app } = await openWith({ redis: { cacheUrl: cache.url } }, { cache: mine })
    await app.ready
    await app.health.first
    expect(Object.keys(app.health.report().services)).toEqual(['cache', 'sessions', 'jobs', 'database'])
    expect(await clientsOf(cache)).toEqual([])
  })

  it('lets what is under way end when it closes, and leaves no connection behind', async () => {
    const server = await serve()
    const { app, logger } = await open({ url: server.url })
    await app.ready
    await app.cache.set('k', 1)
    await Promise.all([app.cache.set('last', 2), app.cache.clearNamespace('kb'), app.close()])
    expect(logger.messages('error')).toEqual([])
    expect(logger.messages('warn').filter((line) => line.startsWith('closing'))).toEqual([])
    expect(await clientsOf(server)).toEqual([])
  })

  it('leaves no connection behind if it cannot be made', async () => {
    const server = await serve()
    const probe = { name: 'cache', adapter: 'mine', check: async () => ({ status: 'healthy' }) as const }
    const creating = openWith({ redis: { url: server.url } }, { probes: [probe] })
    await expect(creating).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await clientsOf(server)).toEqual([])
  })

  it('starts while there is none: says so, misses, and refuses writes', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`
    const { app } = await openWith({ redis: { url, maxRetries: 2 }, cache: { deadlineMs: 250 } })
    expect(await app.cache.get('k')).toBeUndefined()
    await expect(app.cache.set('k', 1)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await expect(app.ready).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await app.health.first
    expect(app.health.report()).toMatchObject({
      status: 'degraded',
      services: { redis: { status: 'unhealthy', reason: expect.stringContaining('redis') } },
    })
    expect(await app.cache.getStats()).toMatchObject({ connected: false, errors: 1 })
  })

  const person = { userId: 'u', email: 'u@example.org', role: 'learner' } as const
  const payload = { programId: 'p', userId: 'u' }
  // Each with an app of its own: after one that found the connection mute, others fail at once.
  it.each<[string, number, (app: App) => Promise<unknown>]>([
    ['cache', 60, (app) => app.cache.set('k', 1)],
    ['sessions', 70, (app) => app.sessions.createSession(undefined, person)],
    ['jobs', 80, (app) => app.jobs.addJob('curriculum_generation', payload)],
  ])('waits for Redis as long as its configuration says: %s', async (_capability, ms, call) => {
    const server = await serve()
    const { app } = await openWith({
      redis: { url: server.url },
      cache: { deadlineMs: 60 },
      sessions: { deadlineMs: 70 },
      jobs: { deadlineMs: 80 },
    })
    await app.ready
    server.freeze()
    await expect(call(app)).rejects.toThrow(`${ms} ms`)
    server.thaw()
  })

  it('locks a running job for as long as its configuration says', async () => {
    const server = await serve()
    const { app } = await openWith({ redis: { url: server.url }, jobs: { lockMs: 60_000 } })
    await app.ready
    app.jobs.define(defineJob({ type: 'locked', payload: z.object({}) }))
    let locks: readonly string[] = []
    app.jobs.handle('locked', async () => {
      const keys: readonly string[] = JSON.parse(await server.cli('KEYS', '*:lock'))
      locks = await Promise.all(keys.map((key) => server.cli('PTTL', key)))
      return null
    })
    await app.startWorkers()
    const { id } = await app.jobs.addJob('locked', {})
    for await (const { state } of app.jobs.watch('locked', id)) expect(state).not.toBe('failed')
    expect(locks).toHaveLength(1)
    expect(Number(locks[0])).toBeGreaterThan(30_000)
  })

  it('is degraded from the next probe on while Redis is down, with the reason, and healthy when it is back', async () => {
    const server = await serve({ appendOnly: true })
    const clock = new ProbingClock()
    const redis = { url: server.url, retryDelayMs: 50 }
    const { app } = await openWith({ redis }, { clock })
    await app.ready
    await app.cache.set('k', 'kept')
    app.health.start()
    await untilHealth(app, 'cache', 'healthy')
    await server.kill()
    // On a machine that stood still, a probe may have had no answer before.
    await untilHealth(app, 'cache', 'unhealthy', /redis main|nothing listens/)
    await untilHealth(app, 'sessions', 'unhealthy')
    expect(app.health.report()).toMatchObject({
      status: 'degraded',
      services: {
        cache: { adapter: 'redis', status: 'unhealthy' },
        sessions: { status: 'unhealthy' },
      },
    })
    expect(await app.cache.get('k')).toBeUndefined()
    await server.restart()
    await untilHealth(app, 'cache', 'healthy')
    expect(await app.cache.get('k')).toBe('kept')
  })
})
