import { afterEach, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { SystemClock } from '../../src/adapters/system/index.js'
import { type App, type AppConfig, createApp, defineJob } from '../../src/index.js'
import type { Timer } from '../../src/ports/index.js'
import { FaultProxy } from '../support/fault-proxy.js'
import { freePort } from '../support/free-port.js'
import { patient } from '../support/patient-config.js'
import { ProbingClock } from '../support/probing-clock.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'
import { until } from '../support/until.js'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const work = defineJob({ type: 'work', payload: z.object({}) })
const CAPABILITIES = ['cache', 'sessions', 'jobs'] as const

async function open(config: AppConfig, clock = new ProbingClock()) {
  const logger = new RecordingLogger()
  const app = await createApp(patient(config), { clock, logger })
  closing.push(() => app.close())
  await app.ready
  app.jobs.define(work)
  await app.health.first
  return { app, logger, round: () => clock.round() }
}

/** An app on a Redis as a user without special rights. */
async function openOnRedis(config: AppConfig = {}, clock = new ProbingClock()) {
  const server = await RedisServer.start({ users: ['app on >secret ~* &* +@all'] })
  closing.push(() => server.stop())
  return { server, ...(await open({ redis: { url: server.url, retryDelayMs: 20 }, ...config }, clock)) }
}

const statuses = (app: App) => CAPABILITIES.map((name) => app.health.report().services[name]?.status)
const reasons = (app: App) => CAPABILITIES.map((name) => app.health.report().services[name]?.reason ?? '')
const all = (status: string) => CAPABILITIES.map(() => status)

describe('the health of an app on Redis', () => {
  it.each<[string, string[][], RegExp, string[][]]>([
    [
      'is full',
      [
        ['CONFIG', 'SET', 'maxmemory-policy', 'noeviction'],
        ['CONFIG', 'SET', 'maxmemory', '1mb'],
      ],
      /no memory left \(OOM\); raise maxmemory/,
      [['CONFIG', 'SET', 'maxmemory', '0']],
    ],
    [
      'became a replica',
      [['REPLICAOF', '127.0.0.1', 'PORT']],
      /replica and accepts no writes \(READONLY\); point REDIS_URL/,
      [['REPLICAOF', 'NO', 'ONE']],
    ],
    [
      'forbids scripts',
      [['ACL', 'SETUSER', 'app', '-evalsha']],
      /lacks a permission \(NOPERM\); npx curriculum doctor/,
      [['ACL', 'SETUSER', 'app', '+evalsha']],
    ],
    [
      'forbids a command inside of scripts',
      [['ACL', 'SETUSER', 'app', '-pexpireat', '-set', '-hset']],
      /lacks a permission \(NOPERM\)/,
      [['ACL', 'SETUSER', 'app', '+pexpireat', '+set', '+hset']],
    ],
    [
      'forbids our keys',
      [['ACL', 'SETUSER', 'app', 'resetkeys', '~other:*']],
      /lacks a permission \(NOPERM\)/,
      [['ACL', 'SETUSER', 'app', 'allkeys']],
    ],
    [
      'cannot save to disk',
      [['CONFIG', 'SET', 'min-replicas-to-write', '1']],
      /without its replicas \(NOREPLICAS\)/,
      [['CONFIG', 'SET', 'min-replicas-to-write', '0']],
    ],
  ])(
    'that %s is degraded with the reason after one probe interval, and healthy after one',
    async (_, faults, why, ends) => {
      const { server, app, round } = await openOnRedis()
      expect(statuses(app)).toEqual(all('healthy'))
      const port = String(await freePort())
      for (const command of faults) await server.cli(...command.map((part) => (part === 'PORT' ? port : part)))
      await round()
      expect(reasons(app)).toEqual(CAPABILITIES.map(() => expect.stringMatching(why)))
      expect([...statuses(app), app.health.report().status]).toEqual([...all('degraded'), 'degraded'])
      // Redis answers, so the connection itself is well.
      expect(app.health.report().services.redis?.status).toBe('healthy')
      for (const command of ends) await server.cli(...command)
      await round()
      expect([reasons(app), statuses(app)]).toEqual([['', '', ''], all('healthy')])
    },
  )

  it('became a replica: one warning for cache, sessions, jobs and workers, and one line when it is over', async () => {
    // The connections look for a new primary every five seconds.
    class LaterClock extends ProbingClock {
      aheadMs = 0
      override monotonic(): number {
        return super.monotonic() + this.aheadMs
      }
    }
    const clock = new LaterClock()
    const { server, app, logger } = await openOnRedis({}, clock)
    app.jobs.handle(work, async () => undefined)
    await app.startWorkers()
    const { id } = await app.jobs.addJob(work, {})
    await until(
      'the worker works',
      async () => (await app.jobs.getJobStatus(work, id))?.state === 'completed' || undefined,
    )
    const replaced = (name: string) => logger.lines.filter(({ message }) => message === `redis ${name}: ready`).length
    const important = () => logger.lines.filter(({ level }) => level !== 'debug')
    const before = important().length
    await server.cli('REPLICAOF', '127.0.0.1', String(await freePort()))
    for (let rounds = 0; rounds < 4; rounds++) {
      clock.aheadMs += 5000
      await clock.round()
      for (const name of ['main', 'jobs submit', 'jobs blocking work'])
        await until(`${name} is replaced`, () => replaced(name) > rounds || undefined)
    }
    expect(statuses(app)).toEqual(all('degraded'))
    expect(logger.messages('warn')).toEqual([
      expect.stringMatching(/^redis .*: this Redis is a replica and accepts no writes \(READONLY\) -> point REDIS_URL/),
    ])
    await server.cli('REPLICAOF', 'NO', 'ONE')
    const isOver = () => logger.messages('info').filter((message) => message.startsWith('redis: available again'))
    await until('it is over', async () => {
      await clock.round()
      return isOver()[0]
    })
    await clock.round()
    expect([isOver().length, logger.messages('warn').length]).toEqual([1, 1])
    expect(statuses(app)).toEqual(all('healthy'))
    // In between, each new reason once.
    expect(important().length - before).toBeLessThan(8)
  })

  it('connects slowly: degraded with that reason, then healthy, and nothing of it is logged as a failure', async () => {
    // The first probes miss their deadline, in any case. Later ones have as much time as the machine needs.
    class FirstProbesClock extends SystemClock {
      isConnected = false
      override setTimer(delayMs: number, task: () => void): Timer {
        return super.setTimer(delayMs === 500 && this.isConnected ? 600_000 : delayMs, task)
      }
    }
    const clock = new FirstProbesClock()
    const logger = new RecordingLogger()
    const server = await RedisServer.start()
    closing.push(() => server.stop())
    const proxy = await FaultProxy.start(server)
    closing.push(() => proxy.close())
    proxy.fault({ kind: 'latency', ms: 2000 })
    const app = await createApp(patient({ redis: { url: `redis://127.0.0.1:${proxy.port}` } }), { clock, logger })
    closing.push(() => app.close())
    await app.health.first
    expect(reasons(app)).toEqual(CAPABILITIES.map(() => 'connecting to Redis'))
    expect([...statuses(app), app.health.report().status]).toEqual([...all('degraded'), 'degraded'])
    clock.isConnected = true
    proxy.clear()
    await app.ready
    await until('all are healthy', () => (statuses(app).every((status) => status === 'healthy') ? true : undefined))
    expect(logger.messages('warn')).toEqual([])
    expect(logger.messages('info').filter((message) => message.includes('healthy'))).toEqual([])
  })

  it('refuses what needs memory once it is full, with and without tags', async () => {
    const { server, app } = await openOnRedis()
    const tags = ['t']
    for (const key of ['k', 'l']) await app.cache.set(key, 1, { tags, ttl: 60 })
    await server.cli('CONFIG', 'SET', 'maxmemory', '1mb')
    const full = { code: 'STORE_FULL' }
    await expect(app.cache.set('k', 'more', { ttl: 600 })).rejects.toMatchObject(full)
    await expect(app.cache.set('k', 'more', { tags, ttl: 600 })).rejects.toMatchObject(full)
    await expect(app.cache.increment('n')).rejects.toMatchObject(full)
    // A load that cannot be stored: the lease was refused too.
    expect(await app.cache.getOrSet('m', () => 2, { tags, ttl: 600 })).toBe(2)
    expect([await app.cache.get('l'), await app.cache.exists('m')]).toEqual([1, false])
  })

  it('that went away is unhealthy', async () => {
    const short = { deadlineMs: 2000 }
    const { server, app, round } = await openOnRedis({ cache: short, sessions: short, jobs: short })
    await server.kill()
    await round()
    expect(statuses(app)).toEqual(all('unhealthy'))
  })

  it('leaves little behind, all of it under its prefix and most of it with an end', async () => {
    const { server, app, round } = await openOnRedis()
    for (let rounds = 0; rounds < 5; rounds++) await round()
    expect(statuses(app)).toEqual(all('healthy'))
    const keys = JSON.parse(await server.cli('KEYS', '*')) as string[]
    const lasting = []
    for (const key of keys) if ((await server.cli('PTTL', key)) === '-1') lasting.push(key)
    expect(keys.length).toBeLessThan(10)
    expect(keys.filter((key) => !/^cg:(health|jobs:\{curriculum-generator%3ahealth\}):/.test(key))).toEqual([])
    expect(lasting.sort()).toEqual([
      'cg:health:cache:{probe}:g',
      'cg:health:cache:{probe}:s',
      'cg:jobs:{curriculum-generator%3ahealth}:id',
    ])
    expect((await app.sessions.getStats()).sessions).toBe(0)
  })

  it('that full evicts for its cache is healthy', async () => {
    const { server, app, round } = await openOnRedis()
    await server.cli('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru')
    await round()
    expect(statuses(app)).toEqual(all('healthy'))
  })
})

describe('jobs that wait', () => {
  const noWorker = expect.stringContaining('no worker is running: work (2); start one with `curriculum worker`')
  const jobsOf = (app: App) => app.health.report().services.jobs

  it('on Redis: the process that knows them tells after one interval that no worker is running', async () => {
    const { server, app, logger, round } = await openOnRedis()
    const { app: other, round: otherRound } = await open({ redis: { url: server.url } })
    await other.jobs.addJobs(work, [{ payload: {} }, { payload: {} }])
    await round()
    expect(jobsOf(app)).toMatchObject({ status: 'degraded', reason: noWorker })
    expect(logger.messages('warn')).toEqual(['jobs is degraded'])
    await app.jobs.pauseQueue(work)
    await round()
    expect(jobsOf(app)).toMatchObject({ status: 'healthy' })
    await app.jobs.resumeQueue(work)

    const { app: worker } = await open({ redis: { url: server.url } })
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const started = new Promise<void>((resolve) => {
      worker.jobs.handle(work, async () => {
        resolve()
        await released
      })
    })
    const stop = await worker.startWorkers()
    await started
    // One job runs and one waits.
    await round()
    expect(jobsOf(app)).toMatchObject({ status: 'healthy' })
    const stopping = stop()
    release()
    await stopping
    await round()
    expect(jobsOf(app)?.reason).toMatch(/no worker is running: work \(1\)/)
    await otherRound()
    expect(jobsOf(other)?.status).toBe('degraded')
  })

  it('in memory', async () => {
    const { app, round } = await open({})
    await app.jobs.addJobs(work, [{ payload: {} }, { payload: {} }])
    await round()
    expect(jobsOf(app)).toMatchObject({ status: 'degraded', reason: noWorker })
    app.jobs.handle(work, async () => undefined)
    await app.startWorkers()
    await round()
    expect(jobsOf(app)).toMatchObject({ status: 'healthy' })
  })
})
