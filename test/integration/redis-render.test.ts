import dns from 'node:dns'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { reconnectDelay } from '../../src/adapters/redis/connection/connection-limits.js'
import { resolveConfig } from '../../src/app/composition/config/index.js'
import { BUILT_IN_NAMESPACES } from '../../src/domain/cache/index.js'
import { type App, CacheNamespace, createApp, defineJob, readConfig } from '../../src/index.js'
import { makeCertificates } from '../support/certificates.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { connectionTo, settingsFor } from '../support/redis/connection-fixture.js'
import { RedisServer, type RedisServerOptions } from '../support/redis-server.js'
import { runningTime } from '../support/running-time.js'
import { ServiceProcess } from '../support/service-process.js'
import { untilHealth } from '../support/until-health.js'

// The Redis integration suite: every capability adds what it needs of a Redis like the ones that hosts provide.
// `npm test -- redis-render.test.ts` runs exactly this.

const { ca, valid, selfSigned } = makeCertificates()
const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.push(() => server.stop())
  return server
}

async function appWith(env: NodeJS.ProcessEnv): Promise<App> {
  const app = await createApp(patient(readConfig(env)))
  closing.push(() => app.close())
  return app
}

/** Bound for coming back by itself, in milliseconds; it takes a tenth of it at most. */
const RECOVERY_MS = 60_000

/** Calls `find` until `isExpected` accepts its result, or until the time limit. Resolves to the last result. */
async function once<T>(find: () => Promise<T>, isExpected: (found: T) => boolean): Promise<T> {
  const end = runningTime() + RECOVERY_MS
  for (;;) {
    const found = await find()
    if (isExpected(found) || runningTime() > end) return found
    await delay(20)
  }
}

function connect(...settings: Parameters<typeof settingsFor>) {
  const made = connectionTo(settingsFor(...settings))
  closing.push(() => made.connection.close(500))
  made.connection.connect()
  return made
}

describe('a hosted Redis: the connection', () => {
  it('reaches it inside the private network, with a password, in plaintext', async () => {
    const server = await serve({ password: 'p@ss:word/with#marks' })
    const { connection } = connect(server.url, { environment: 'production' })
    await connection.ready
    await connection.run((client) => client.set('render:key', 'value', { PX: 60_000 }), { write: true })
    expect(await connection.run((client) => client.get('render:key'))).toBe('value')
    expect(connection.tls.enabled).toBe(false)
  })

  it('reaches it from outside over TLS, verified by its authority', async () => {
    const server = await serve({ password: 'secret', tls: valid })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const { connection } = connect(url, { environment: 'production', tlsCa: ca })
    await connection.ready
    expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.tls).toMatchObject({ enabled: true, verified: true })
  })

  it('recovers with its data after the host restarts it', async () => {
    const server = await serve({ appendOnly: true })
    const { connection } = connect(server.url)
    await connection.ready
    await connection.run((client) => client.set('render:kept', '1'), { write: true })
    await server.kill()
    await expect(connection.run((client) => client.get('render:kept'))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    })
    await server.restart()
    expect(await connection.run((client) => client.get('render:kept'), { deadlineMs: 60_000 })).toBe('1')
  })
})

describe('a hosted Redis: the cache', () => {
  it.each([
    ['inside the private network, with a password, in plaintext', {}],
    ['from outside over TLS, verified by its authority', { tls: valid }],
  ])('serves an app %s', async (_where, tls) => {
    const server = await serve({ password: 'p@ss:word/with#marks', appendOnly: true, ...tls })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const env = { REDIS_URL: url, NODE_ENV: 'production', CACHE_MODE: 'redis', LOG_LEVEL: 'silent' }
    const app = await appWith(server.tlsPort ? { ...env, REDIS_TLS_CA: ca } : env)
    await app.ready
    const { cache } = app
    const namespace = CacheNamespace.API_RESPONSE
    await cache.set('my-key', { data: 'value' }, { namespace, ttl: 300 })
    expect(await cache.get('my-key', { namespace })).toEqual({ data: 'value' })
    expect(await cache.get('my-key', { namespace: CacheNamespace.LLM_RESPONSE })).toBeUndefined()
    const vector = Float32Array.of(0.1, -2.5, 3e10)
    await cache.mset([{ key: 'vector', value: vector }], { namespace: CacheNamespace.EMBEDDINGS })
    expect(await cache.get('vector', { namespace: CacheNamespace.EMBEDDINGS })).toEqual(vector)
    await cache.set('page', 'long '.repeat(20_000), { tags: ['course-1'] })
    expect(await cache.mget(['my-key', 'page', 'x'])).toEqual([{ data: 'value' }, 'long '.repeat(20_000), undefined])
    expect(await Promise.all(Array.from({ length: 20 }, () => cache.increment('visits')))).toContain(20)
    await cache.invalidateTags(['course-1'])
    expect(await cache.exists('page')).toBe(false)
    expect(await cache.delete(['my-key', 'x'])).toBe(1)
    expect(await cache.getStats()).toMatchObject({
      connected: true,
      dbSize: expect.any(Number),
      memoryUsed: expect.stringMatching(/^[\d.]+[KM]$/),
      hits: 4,
      misses: 2,
      errors: 0,
      sets: 3,
      deletes: 1,
    })
    await cache.clearNamespace(namespace)
    expect(await cache.mget(['visits', 'page'])).toEqual([undefined, undefined])
    expect(await cache.get('vector', { namespace: CacheNamespace.EMBEDDINGS })).toEqual(vector)
    await untilHealth(app, 'cache', 'healthy')
    expect(app.health.report()).toMatchObject({
      services: { cache: { status: 'healthy', adapter: 'redis' } },
      tls: { enabled: server.tlsPort !== undefined, verified: server.tlsPort !== undefined },
    })
  })

  it('outlives the app, is shared with the next, and may have an instance of its own that evicts', async () => {
    const main = await serve({ policy: 'noeviction' })
    const own = await serve({ policy: 'allkeys-lru', maxMemory: '4mb' })
    const env = { REDIS_URL: main.url, REDIS_CACHE_URL: own.url, CACHE_MODE: 'redis', LOG_LEVEL: 'silent' }
    const first = await appWith(env)
    await first.ready
    await first.cache.set('kept', 1)
    await first.close()
    const next = await appWith(env)
    await next.ready
    expect(await next.cache.get('kept')).toBe(1)
    await next.cache.getStats()
    const noise = Array.from({ length: 9000 }, (_, index) => Math.sin(index))
    for (let index = 0; index < 100; index++) await next.cache.set(`filling-${index}`, noise)
    expect((await next.cache.getStats()).evictions).toBeGreaterThan(0)
    await next.cache.set('last', 2)
    expect(await next.cache.get('last')).toBe(2)
    expect(await main.cli('DBSIZE')).toBe('0')
  })

  it('misses while the host restarts it, and recovers with its data', async () => {
    const server = await serve({ appendOnly: true })
    const env = { REDIS_URL: server.url, REDIS_RETRY_DELAY: '100', CACHE_MODE: 'redis', LOG_LEVEL: 'silent' }
    const { cache, ready } = await appWith(env)
    await ready
    await cache.set('k', 'kept')
    await server.kill()
    expect(await cache.get('k')).toBeUndefined()
    await expect(cache.set('k', 'lost')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await server.restart()
    const found = () => cache.get('k')
    expect(await once(found, (value) => value !== undefined)).toBe('kept')
  })
})

describe('a hosted Redis: the sessions', () => {
  const user = { userId: 'u-1', email: 'ada@example.org', role: 'author' }

  it('are shared by all processes, and no id can be read from the server', async () => {
    const server = await serve({ password: 'p@ss:word/with#marks', appendOnly: true })
    const env = { REDIS_URL: server.url, NODE_ENV: 'production', LOG_LEVEL: 'silent', SESSION_PEPPER: 'p'.repeat(32) }
    const [one, two] = [await appWith(env), await appWith(env)]
    await Promise.all([one.ready, two.ready])
    const { id } = await one.sessions.createSession(undefined, user, 1800)
    expect((await two.sessions.getSession(id))?.data).toMatchObject(user)
    await Promise.all([
      one.sessions.updateSession(id, { theme: 'dark' }),
      two.sessions.updateSession(id, { language: 'en' }),
    ])
    expect((await one.sessions.getSession(id))?.data).toMatchObject({ theme: 'dark', language: 'en' })
    expect(await two.sessions.listUserSessions('u-1')).toHaveLength(1)
    const rotated = await two.sessions.rotateSession(id)
    expect(await one.sessions.getSession(id)).toBeUndefined()
    for (const name of JSON.parse(await server.cli('KEYS', '*')) as string[]) expect(name).not.toContain(rotated.id)
    expect(await one.sessions.revokeUserSessions('u-1')).toBe(1)
    expect(await two.sessions.getSession(rotated.id)).toBeUndefined()
    await untilHealth(one, 'sessions', 'healthy')
    expect(one.health.report().services.sessions).toMatchObject({ status: 'healthy', adapter: 'redis' })
  })

  it('survive a restart of the host: no user is signed out', async () => {
    const server = await serve({ appendOnly: true })
    const { sessions, ready } = await appWith({
      REDIS_URL: server.url,
      REDIS_RETRY_DELAY: '100',
      LOG_LEVEL: 'silent',
    })
    await ready
    const { id } = await sessions.createSession(undefined, user, 1800)
    await server.kill()
    await expect(sessions.getSession(id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await server.restart()
    const found = () => sessions.getSession(id).catch(() => undefined)
    const session = await once(found, (value) => value !== undefined)
    expect(session?.data).toMatchObject(user)
  })
})

describe('a hosted Redis: the jobs', () => {
  const double = defineJob({ type: 'double', payload: z.object({ n: z.number() }), attempts: 2 })

  it.each([
    ['inside the private network, with a password, in plaintext', {}],
    ['from outside over TLS, verified by its authority', { tls: valid }],
  ])('are added by one process and run by another, %s', async (_where, tls) => {
    const server = await serve({ password: 'p@ss:word/with#marks', policy: 'noeviction', ...tls })
    const url = server.url.replace('127.0.0.1', 'localhost')
    const env = { REDIS_URL: url, NODE_ENV: 'production', LOG_LEVEL: 'silent' }
    const trusted = server.tlsPort ? { ...env, REDIS_TLS_CA: ca } : env
    const [web, worker] = [await appWith(trusted), await appWith(trusted)]
    await Promise.all([web.ready, worker.ready])
    web.jobs.define(double)
    worker.jobs.define(double)
    worker.jobs.handle(double, async ({ payload, progress }) => {
      progress(50)
      return payload.n * 2
    })
    await worker.startWorkers()
    const added = await web.jobs.addJob(double, { n: 21 }, { key: 'once' })
    let last: unknown
    for await (const status of web.jobs.watch(double, added.id)) last = status
    expect(last).toMatchObject({ state: 'completed', result: 42, attempts: 1 })
    expect(await web.jobs.getQueueStats(double)).toMatchObject({ completed: 1, waiting: 0, failed: 0 })
    await expect(web.jobs.addJob(double, { n: 'x' } as never)).rejects.toMatchObject({ code: 'INVALID_PAYLOAD' })
    await untilHealth(web, 'jobs', 'healthy')
    expect(web.health.report().services.jobs).toMatchObject({ status: 'healthy', adapter: 'redis' })
  })

  it('that were accepted are run after the host restarted it', async () => {
    const server = await serve({ appendOnly: true })
    const env = { REDIS_URL: server.url, REDIS_RETRY_DELAY: '100', LOG_LEVEL: 'silent' }
    const app = await appWith(env)
    await app.ready
    app.jobs.define(double)
    const { id } = await app.jobs.addJob(double, { n: 2 })
    // Waits a second for the server; the app of the test waits a minute, as the machine may be busy.
    const impatient = await createApp({ ...readConfig(env), jobs: { deadlineMs: 1000 } })
    closing.push(() => impatient.close())
    impatient.jobs.define(double)
    await server.kill()
    await expect(impatient.jobs.addJob(double, { n: 3 })).rejects.toMatchObject({
      code: expect.stringMatching(/^(STORE_UNAVAILABLE|OUTCOME_UNKNOWN)$/),
    })
    await server.restart()
    app.jobs.handle(double, async ({ payload }) => payload.n * 2)
    await app.startWorkers()
    const status = () => app.jobs.getJobStatus(double, id).catch(() => undefined)
    const last = await once(status, (found) => found?.state === 'completed')
    expect(last).toMatchObject({ state: 'completed', result: 4 })
  })
})

/** The name of an external host of Render, which the test leads to this machine. */
const RENDER_HOST = 'oregon-keyvalue.render.com'
const TO_THIS_MACHINE = `import dns from 'node:dns'; import { syncBuiltinESMExports } from 'node:module'
  for (const api of [dns, dns.promises]) {
    const lookup = api.lookup
    api.lookup = (host, ...rest) => lookup.call(api, host === '${RENDER_HOST}' ? '127.0.0.1' : host, ...rest)
  }
  syncBuiltinESMExports()`

function leadRenderHostHere(): void {
  const { lookup } = dns
  const led = (host: string, ...rest: unknown[]) =>
    Reflect.apply(lookup, dns, [host === RENDER_HOST ? '127.0.0.1' : host, ...rest])
  Object.assign(dns, { lookup: led })
  closing.push(async () => void Object.assign(dns, { lookup }))
}

/** A Redis as Render shows it to the outside: TLS with a self-signed certificate, and a user of its own. */
async function renderRedis(): Promise<{ readonly REDIS_URL: string; readonly NODE_ENV: string }> {
  const users = ['red-abc123 on >p4ss ~* &* +@all']
  const server = await serve({ tls: selfSigned, users, policy: 'noeviction', appendOnly: true, maxMemory: '64mb' })
  const port = server.tlsPort ?? 0
  return { REDIS_URL: `rediss://red-abc123:p4ss@${RENDER_HOST}:${port}`, NODE_ENV: 'production' }
}

describe('the first document: Redis on Render', () => {
  it('its figures hold', () => {
    const { redis, http } = resolveConfig(readConfig({ REDIS_URL: 'redis://red-abc123:6379' }))
    expect(redis.main).toMatchObject({ connectTimeoutMs: 10_000, maxRetries: 3, retryDelayMs: 1000 })
    expect(reconnectDelay(100, 1000, { next: () => 1 })).toBe(5000)
    expect(http.port).toBe(4000)
    const ttls = Object.entries(CacheNamespace).map(([name, key]) => [name, BUILT_IN_NAMESPACES[key].ttl])
    expect(Object.fromEntries(ttls)).toEqual({
      API_RESPONSE: 300,
      KNOWLEDGE_BASE: 3600,
      GENERATED_CONTENT: 86_400,
      EMBEDDINGS: 604_800,
      LLM_RESPONSE: 3600,
    })
  })

  it('its examples run as written, on a self-signed host of Render in production', async () => {
    leadRenderHostHere()
    const logger = new RecordingLogger()
    const app = await createApp(patient(readConfig(await renderRedis())), { logger })
    closing.push(() => app.close())
    await app.ready

    await app.cache.set('my-key', { data: 'value' }, { namespace: CacheNamespace.API_RESPONSE, ttl: 300 })
    const cached = await app.cache.get('my-key', { namespace: CacheNamespace.API_RESPONSE })
    expect(cached).toEqual({ data: 'value' })
    expect(await app.cache.getStats()).toMatchObject({
      connected: true,
      dbSize: expect.any(Number),
      memoryUsed: expect.stringMatching(/^[\d.]+[KM]$/),
    })

    const [userId, email, role] = ['user-1', 'ada@example.org', 'author']
    const before = Date.now()
    await app.sessions.createSession(
      'session-id',
      { userId, email, role, lastActivity: new Date().toISOString() },
      1800,
    )
    const session = await app.sessions.getSession('session-id')
    expect(session?.data).toEqual({ userId, email, role, lastActivity: expect.any(Number) })
    expect(session?.data.lastActivity).toBeGreaterThanOrEqual(before)
    await app.sessions.deleteSession('session-id')
    expect(await app.sessions.getSession('session-id')).toBeUndefined()

    const { id } = await app.jobs.addJob('curriculum_generation', { programId: 'program-1', userId })
    expect(await app.jobs.getJobStatus('curriculum_generation', id)).toMatchObject({ id, state: 'waiting' })
    expect(await app.jobs.getQueueStats('curriculum_generation')).toMatchObject({ waiting: 1, active: 0, failed: 0 })

    // No worker runs here: with the job that waits, health would say so.
    await app.jobs.cancelJob('curriculum_generation', id)
    await untilHealth(app, 'jobs', 'healthy')
    expect(app.health.report()).toMatchObject({ tls: { enabled: true, verified: false } })
    // The service is told; nobody has to set anything.
    expect(logger.messages('warn').join()).toMatch(/accepted without verification/)
  })

  it('the service answers /health as it shows, and the doctor accepts the host', async () => {
    const hook = `--import=data:text/javascript,${encodeURIComponent(TO_THIS_MACHINE)}`
    const folder = await mkdtemp(join(tmpdir(), 'render-'))
    closing.push(() => rm(folder, { recursive: true }))
    const env = { ...(await renderRedis()), NODE_OPTIONS: hook, PORT: '0', DATA_DIR: folder }
    const service = new ServiceProcess(['serve'], env, folder)
    closing.push(async () => {
      service.kill('SIGTERM')
      expect((await service.ended).code).toBe(0)
    })
    const address = await service.address()
    const health = async () => (await (await fetch(`${address}/health`)).json()) as { status: string }
    const report = await once(health, ({ status }) => status === 'healthy')
    const healthy = { status: 'healthy', responseTime: expect.any(Number) }
    expect(report).toMatchObject({
      status: 'healthy',
      services: { cache: healthy, sessions: healthy, jobs: healthy, database: healthy },
    })
    const { status, stdout } = await doctor(env, '--quick')
    expect(stdout).toMatch(/^WARN +tls .*self-signed/m)
    for (const check of ['sign-in', 'write', 'cache', 'sessions', 'jobs']) {
      expect(stdout).toMatch(new RegExp(`^(ok|FAIL) +${check} `, 'm'))
    }
    // On a busy machine a round trip may exceed its deadline, which is exit code 1.
    expect([0, 1]).toContain(status)
  })
})

describe('a hosted Redis: the doctor', () => {
  it('finds it sound and leaves no key behind', async () => {
    const server = await serve({ password: 'secret', maxMemory: '64mb', policy: 'noeviction', appendOnly: true })
    const { status, stdout } = await doctor({ REDIS_URL: server.url, NODE_ENV: 'production' }, '--quick')
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringMatching(/^(ok|WARN) +latency/m) })
    expect(stdout).not.toContain('FAIL')
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('reports by its exit code that nothing listens', async () => {
    const server = await serve()
    const { url } = server
    await server.kill()
    const { status, stdout } = await doctor({ REDIS_URL: url })
    expect({ status, stdout }).toMatchObject({ status: 2, stdout: expect.stringMatching(/^FAIL +tcp .* -> /m) })
  })
})

async function doctor(env: { readonly [name: string]: string }, ...flags: readonly string[]) {
  const process = new ServiceProcess(['doctor', ...flags], env, '.')
  const { code } = await process.ended
  return { status: code, stdout: process.stdout }
}
