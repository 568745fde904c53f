import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RedisSettings } from '../../../src/adapters/redis/index.js'
import { type Certificates, makeCertificates } from '../../support/certificates.js'
import { ManualClock } from '../../support/manual-clock.js'
import { settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { until } from '../../support/until.js'
import { failure, failureAt, jobsOnRedis, queueOn, reaches, request } from './bull-fixture.js'

/** The deadline of calls that must fail. */
const HASTY = { deadlineMs: 400 }

/** Longer than any wait here: a call that takes longer hangs. */
const HANGS_MS = 20_000

const redis = jobsOnRedis('connections')
const { closing } = redis

/** The names of the job connections. */
async function connections(server: RedisServer): Promise<readonly string[]> {
  const list = await server.cli('CLIENT', 'LIST')
  return [...list.matchAll(/ name=curriculum-generator:(jobs\S*)/g)].map(([, name]) => name ?? '').sort()
}

describe('the connections of a queue', () => {
  it('are 3, and one for each type with a worker', async () => {
    const { server } = redis
    const { queue } = redis.newQueue()
    expect(await connections(server)).toEqual([])
    await queue.stats('a')
    expect(await connections(server)).toEqual(['jobs:submit'])
    for (const type of ['a', 'b', 'c', 'd', 'e']) {
      await queue.work(type, async () => 'done', { concurrency: 4 })
      const { id } = await queue.add(request({ type }))
      await reaches(queue, id, 'completed', type)
      for await (const _ of queue.watch(type, id)) break
    }
    const names = await connections(server)
    expect(names).toHaveLength(8)
    expect(names.filter((name) => name.startsWith('jobs:blocking'))).toHaveLength(5)
  })

  it('end with their worker, or with the queue', async () => {
    const { server } = redis
    await until('those of others are gone', async () => ((await connections(server)).length === 0 ? true : undefined))
    const { queue } = redis.newQueue()
    const stop = await queue.work('a', async () => 'done', { concurrency: 3 })
    await until('it is connected', async () => ((await connections(server)).length === 3 ? true : undefined))
    const started = runningTime()
    await stop()
    expect(runningTime() - started).toBeLessThan(HANGS_MS)
    await until('it is gone', async () => ((await connections(server)).includes('jobs:blocking:a') ? undefined : true))
    await queue.close(0)
    await until('all are gone', async () => ((await connections(server)).length === 0 ? true : undefined))
  })

  it('use the password and the database of the URL', async () => {
    const server = await RedisServer.start({ password: 'secret' })
    closing.add(() => server.stop())
    const { queue } = queueOn(`${server.url}/3`, closing)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request())
    await reaches(queue, id, 'completed')
    expect(await server.cli('INFO', 'keyspace')).toMatch(/db3:/)
    expect(await server.cli('INFO', 'keyspace')).not.toMatch(/db0:/)
  })
})

describe('TLS', () => {
  const certificates: Certificates = makeCertificates()
  const servers = new Map<string, RedisServer>()
  beforeAll(async () => {
    for (const name of ['valid', 'selfSigned', 'expired'] as const) {
      const { cert, key } = certificates[name]
      servers.set(name, await RedisServer.start({ password: 'secret', tls: { cert, key } }))
    }
  })
  afterAll(() => Promise.all([...servers.values()].map((server) => server.stop())))

  function withCertificate(name: 'valid' | 'selfSigned' | 'expired'): RedisServer {
    const server = servers.get(name)
    if (!server) throw new Error(`no server has the certificate ${name}`)
    return server
  }

  const byName = (server: RedisServer) => server.url.replace('127.0.0.1', 'localhost')

  async function works(queue: ReturnType<typeof queueOn>['queue']): Promise<void> {
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request())
    await reaches(queue, id, 'completed')
  }

  it('is verified with the given CA', async () => {
    const server = withCertificate('valid')
    await works(queueOn(byName(server), closing, {}, { tlsCa: certificates.ca }).queue)
  })

  it('is accepted by its fingerprint, and rejected for another', async () => {
    const { fingerprint } = certificates.selfSigned
    const server = withCertificate('selfSigned')
    await works(queueOn(byName(server), closing, {}, { tlsVerify: 'off', tlsFingerprint: fingerprint }).queue)
    const tlsFingerprint = fingerprint.replace(/^../, (pair) => (pair === 'AA' ? 'BB' : 'AA'))
    const { queue, logger } = queueOn(byName(server), closing, HASTY, { tlsVerify: 'off', tlsFingerprint })
    expect(await failure(() => queue.add(request()))).toBe('STORE_UNAVAILABLE')
    await until('the reason is logged', () => logger.messages('warn').find((line) => line.includes('fingerprint')))
  })

  it('with an unknown issuer is accepted for a trusted host, with one warning', async () => {
    const server = withCertificate('selfSigned')
    const strict = settingsFor(byName(server))
    const settings = { ...strict, tls: { ...strict.tls, verify: 'accept-self-signed' } as RedisSettings['tls'] }
    const { queue, logger } = queueOn(byName(server), closing, { settings })
    await works(queue)
    expect(logger.messages('warn').filter((line) => line.includes('accepted without verification'))).toHaveLength(1)
  })

  it('with an expired certificate is rejected for a trusted host too', async () => {
    const server = withCertificate('expired')
    const strict = settingsFor(byName(server), { tlsCa: certificates.ca })
    const settings = { ...strict, tls: { ...strict.tls, verify: 'accept-self-signed' } as RedisSettings['tls'] }
    const { queue, logger } = queueOn(byName(server), closing, { ...HASTY, settings })
    expect(await failure(() => queue.add(request()))).toBe('STORE_UNAVAILABLE')
    await until('the reason is logged', () => logger.messages('warn').find((line) => line.includes('CERT_HAS_EXPIRED')))
  })

  it('with an unknown issuer is rejected, and the reason is logged', async () => {
    const server = withCertificate('selfSigned')
    const { queue, logger } = queueOn(byName(server), closing, HASTY)
    expect(await failure(() => queue.add(request()))).toBe('STORE_UNAVAILABLE')
    await until('the reason is logged', () =>
      logger.messages('warn').find((line) => line.includes('DEPTH_ZERO_SELF_SIGNED_CERT')),
    )
    expect(JSON.stringify(logger.lines)).not.toContain('secret')
  })

  it('to a plaintext port fails in time, and keeps trying', async () => {
    const clock = new ManualClock()
    const url = redis.server.url.replace('redis:', 'rediss:')
    const { queue } = queueOn(url, closing, { ...HASTY, clock })
    for (let n = 0; n < 2; n++) {
      expect(await failureAt(HASTY.deadlineMs, clock, () => queue.add(request()))).toBe('STORE_UNAVAILABLE')
    }
  })
})
