import { afterEach, describe, expect, it } from '@jest/globals'
import { type AppConfig, createApp, type JsonValue } from '../../src/index.js'
import { makeCertificates } from '../support/certificates.js'
import { freePort } from '../support/free-port.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function open(redis: NonNullable<AppConfig['redis']>) {
  const logger = new RecordingLogger()
  const app = await createApp({ redis: { retryDelayMs: 50, ...redis } }, { logger })
  closing.push(() => app.close())
  return { app, logger }
}

describe('an app with a Redis', () => {
  it('is ready when it has connected, and reports it and its protection', async () => {
    const { ca, valid } = makeCertificates()
    const server = await RedisServer.start({ password: 'secret', tls: valid })
    closing.push(() => server.stop())
    const { app } = await open({ url: server.url.replace('127.0.0.1', 'localhost'), tlsCa: ca })
    await app.ready
    await app.health.first
    expect(app.health.report()).toMatchObject({
      services: { redis: { status: 'healthy', adapter: 'redis' } },
      tls: { enabled: true, verified: true },
    })
    expect(JSON.stringify(app.health.report() as unknown as JsonValue)).not.toContain('secret')
  })

  it('starts while there is none, says so, and is ready to be used without', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`
    const { app } = await open({ url, maxRetries: 2 })
    await app.cache.set('k', 1)
    expect(await app.cache.get('k')).toBe(1)
    await expect(app.ready).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    await app.health.first
    expect(app.health.report()).toMatchObject({
      status: 'degraded',
      services: { redis: { status: 'unhealthy', reason: expect.stringContaining('redis') } },
    })
  })
})
