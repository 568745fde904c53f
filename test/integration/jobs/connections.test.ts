import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { RedisSettings } from '../../../src/adapters/redis/index.js'
import { type Certificates, makeCertificates } from '../../support/certificates.js'
import { RedisServer, type RedisServerOptions } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { settingsFor } from '../redis-connection/connection-fixture.js'
import { Closing, failure, queueOn, request, until } from './bull-fixture.js'

/** The deadline that an app has. */
const HASTY = { deadlineMs: 400 }

const closing = new Closing()
afterEach(() => closing.all())

async function serve(options: RedisServerOptions = {}): Promise<RedisServer> {
  const server = await RedisServer.start(options)
  closing.add(() => server.stop())
  return server
}

/** Names of the connections of the jobs. */
async function connections(server: RedisServer): Promise<readonly string[]> {
  const list = await server.cli('CLIENT', 'LIST')
  return [...list.matchAll(/ name=curriculum-generator:(jobs\S*)/g)].map(([, name]) => name ?? '').sort()
}

describe('the connections of a queue', () => {
  it('are 3 and one for each type that is worked on', async () => {
    const server = await serve()
    const { queue } = queueOn(server.url, closing)
    expect(await connections(server)).toEqual([])
    await queue.stats('a')
    expect(await connections(server)).toEqual(['jobs:submit'])
    for (const type of ['a', 'b', 'c', 'd', 'e']) {
      await queue.work(type, async () => 'done', { concurrency: 4 })
      const { id } = await queue.add(request({ type }))
      await until('it is completed', 5000, async () =>
        (await queue.get(type, id))?.state === 'completed' ? true : undefined,
      )
      for await (const _ of queue.watch(type, id)) break
    }
    const names = await connections(server)
    expect(names).toHaveLength(8)
    expect(names.filter((name) => name.startsWith('jobs:blocking'))).toHaveLength(5)
  })

  it('end with their worker, and all with the queue', async () => {
    const server = await serve()
    const { queue } = queueOn(server.url, closing)
    const stop = await queue.work('a', async () => 'done', { concurrency: 3 })
    await until('it is connected', 10_000, async () => ((await connections(server)).length === 3 ? true : undefined))
    const begun = runningTime()
    await stop()
    expect(runningTime() - begun).toBeLessThan(200)
    await until('it is gone', 10_000, async () =>
      (await connections(server)).includes('jobs:blocking:a') ? undefined : true,
    )
    await queue.close(0)
    await until('all are gone', 10_000, async () => ((await connections(server)).length === 0 ? true : undefined))
  })

  it('have a password and a database as the URL says', async () => {
    const server = await serve({ password: 'secret' })
    const { queue } = queueOn(`${server.url}/3`, closing)
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await queue.add(request())
    await until('it is completed', 5000, async () =>
      (await queue.get('work', id))?.state === 'completed' ? true : undefined,
    )
    expect(await server.cli('INFO', 'keyspace')).toMatch(/db3:/)
    expect(await server.cli('INFO', 'keyspace')).not.toMatch(/db0:/)
  })
})

describe('TLS', () => {
  let certificates: Certificates
  beforeEach(() => {
    certificates = makeCertificates()
  })

  const byName = (server: RedisServer) => server.url.replace('127.0.0.1', 'localhost')

  async function works(queue: ReturnType<typeof queueOn>['queue']): Promise<void> {
    await queue.work('work', async () => 'done', { concurrency: 1 })
    const { id } = await until('it is added', 5000, () => queue.add(request()))
    await until('it is completed', 5000, async () =>
      (await queue.get('work', id))?.state === 'completed' ? true : undefined,
    )
  }

  it('is verified by the authority that is given', async () => {
    const { cert, key } = certificates.valid
    const server = await serve({ tls: { cert, key } })
    await works(queueOn(byName(server), closing, {}, { tlsCa: certificates.ca }).queue)
  })

  it('is accepted by its fingerprint, and by no other', async () => {
    const { cert, key, fingerprint } = certificates.selfSigned
    const server = await serve({ tls: { cert, key } })
    await works(queueOn(byName(server), closing, {}, { tlsVerify: 'off', tlsFingerprint: fingerprint }).queue)
    const tlsFingerprint = fingerprint.replace(/^../, (pair) => (pair === 'AA' ? 'BB' : 'AA'))
    const { queue, logger } = queueOn(byName(server), closing, HASTY, { tlsVerify: 'off', tlsFingerprint })
    expect(await failure(() => queue.add(request()))).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await until('the reason is told', 10_000, () =>
      logger.messages('warn').find((line) => line.includes('fingerprint')),
    )
  })

  it('with an unknown issuer is accepted where the host is one of those, and one warning says so', async () => {
    const { cert, key } = certificates.selfSigned
    const server = await serve({ tls: { cert, key } })
    const strict = settingsFor(byName(server))
    const settings = { ...strict, tls: { ...strict.tls, verify: 'accept-self-signed' } as RedisSettings['tls'] }
    const { queue, logger } = queueOn(byName(server), closing, { settings })
    await works(queue)
    expect(logger.messages('warn').filter((line) => line.includes('without being verified'))).toHaveLength(1)
  })

  it('with an expired certificate is refused there too', async () => {
    const { cert, key } = certificates.expired
    const server = await serve({ tls: { cert, key } })
    const strict = settingsFor(byName(server), { tlsCa: certificates.ca })
    const settings = { ...strict, tls: { ...strict.tls, verify: 'accept-self-signed' } as RedisSettings['tls'] }
    const { queue, logger } = queueOn(byName(server), closing, { ...HASTY, settings })
    expect(await failure(() => queue.add(request()))).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await until('the reason is told', 10_000, () =>
      logger.messages('warn').find((line) => line.includes('CERT_HAS_EXPIRED')),
    )
  })

  it('with an unknown issuer is refused, and the reason told', async () => {
    const { cert, key } = certificates.selfSigned
    const server = await serve({ password: 'secret', tls: { cert, key } })
    const { queue, logger } = queueOn(byName(server), closing, HASTY)
    expect(await failure(() => queue.add(request()))).toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await until('the reason is told', 10_000, () =>
      logger.messages('warn').find((line) => line.includes('DEPTH_ZERO_SELF_SIGNED_CERT')),
    )
    expect(JSON.stringify(logger.lines)).not.toContain('secret')
  })

  it('to a port that speaks plaintext fails in time, and goes on trying', async () => {
    const server = await serve()
    const { queue } = queueOn(server.url.replace('redis:', 'rediss:'), closing, HASTY)
    const { code, ms } = await failure(() => queue.add(request()))
    expect(code).toBe('STORE_UNAVAILABLE')
    expect(ms).toBeLessThan(500)
  })
})
