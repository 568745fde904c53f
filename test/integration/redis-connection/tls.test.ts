import { afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { RedisSettings, RedisSettingsInput } from '../../../src/adapters/redis/index.js'
import { type Certificates, makeCertificates, type ServerCertificate } from '../../support/certificates.js'
import { connectionTo, settingsFor } from '../../support/redis/connection-fixture.js'
import { RedisServer } from '../../support/redis-server.js'

const closing: (() => Promise<void>)[] = []
let certificates: Certificates

beforeAll(() => {
  certificates = makeCertificates()
})

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function serve(certificate?: ServerCertificate): Promise<RedisServer> {
  const password = 'secret-of-the-test'
  const server = await RedisServer.start(
    certificate ? { password, tls: { cert: certificate.cert, key: certificate.key } } : { password },
  )
  closing.push(() => server.stop())
  return server
}

function connect(settings: RedisSettings) {
  const made = connectionTo(settings)
  closing.push(() => made.connection.close(500))
  made.connection.connect()
  return made
}

/** By name, because the certificates are for `localhost`. */
function byName(server: RedisServer, input: Partial<RedisSettingsInput> = {}): RedisSettings {
  return settingsFor(server.url.replace('127.0.0.1', 'localhost'), { maxRetries: 1, ...input })
}

describe('a TLS connection', () => {
  it('is verified by a given authority', async () => {
    const { connection } = connect(byName(await serve(certificates.valid), { tlsCa: certificates.ca }))
    await connection.ready
    expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.tls).toMatchObject({ enabled: true, verified: true })
  })

  it.each([
    ['a self-signed certificate', () => certificates.selfSigned, /DEPTH_ZERO_SELF_SIGNED_CERT/],
    ['an expired certificate', () => certificates.expired, /CERT_HAS_EXPIRED/],
    ['a certificate for another host', () => certificates.wrongHost, /ERR_TLS_CERT_ALTNAME_INVALID/],
  ])('rejects %s and logs it', async (_what, certificate, code) => {
    const { connection, logger } = connect(byName(await serve(certificate()), { tlsCa: certificates.ca }))
    await expect(connection.ready).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(code),
      hint: expect.stringContaining('REDIS_TLS_CA'),
    })
    expect(connection.tls.verified).toBe(false)
    expect(logger.messages('warn').join()).toMatch(code)
    expect(JSON.stringify(logger.lines)).not.toContain('secret-of-the-test')
  })

  it('is verified by the fingerprint of a self-signed certificate', async () => {
    const { selfSigned } = certificates
    const server = await serve(selfSigned)
    const input = { tlsVerify: 'off', tlsFingerprint: selfSigned.fingerprint } as const
    const { connection } = connect(byName(server, input))
    await connection.ready
    expect(await connection.run((client) => client.ping())).toBe('PONG')
    expect(connection.tls).toMatchObject({ verified: true, why: expect.stringContaining('fingerprint') })
  })

  it('rejects a certificate with another fingerprint before the password is sent', async () => {
    const server = await serve(certificates.selfSigned)
    const input = { tlsVerify: 'off', tlsFingerprint: certificates.valid.fingerprint } as const
    const { connection } = connect(byName(server, input))
    await expect(connection.ready).rejects.toMatchObject({
      message: expect.stringContaining(certificates.selfSigned.fingerprint),
    })
    expect(await server.cli('INFO', 'commandstats')).not.toMatch(/cmdstat_hello:calls=[1-9]/)
  })

  it('accepts an unverified certificate only if the settings allow it, with one warning', async () => {
    const server = await serve(certificates.selfSigned)
    const lenient = byName(server)
    if (!lenient.tls.enabled) throw new Error('no TLS')
    // The decision for a host of Render, which the test does not have.
    const settings: RedisSettings = { ...lenient, tls: { ...lenient.tls, verify: 'accept-self-signed' } }
    const { connection, logger } = connect(settings)
    await connection.ready
    expect(connection.tls).toMatchObject({ enabled: true, verified: false })
    const warnings = () => logger.messages('warn').filter((message) => message.includes('REDIS_TLS_FINGERPRINT'))
    expect(warnings()).toHaveLength(1)
    await server.restart()
    await until(() => connection.counters.reconnects > 0)
    expect(warnings()).toHaveLength(1)
  })

  it('reports a plaintext port behind rediss:// as the likely cause', async () => {
    const server = await serve()
    const settings = settingsFor(server.url.replace('redis://', 'rediss://'), { maxRetries: 1, connectTimeoutMs: 1000 })
    const { connection } = connect(settings)
    await expect(connection.ready).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('a plaintext port'),
      hint: expect.stringContaining('redis://'),
    })
  })

  it('reports a TLS port behind redis:// as the likely cause', async () => {
    const server = await serve(certificates.valid)
    const { connection } = connect(settingsFor(server.url.replace('rediss://', 'redis://'), { maxRetries: 1 }))
    await expect(connection.ready).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('a TLS port'),
      hint: expect.stringContaining('rediss://'),
    })
  })
})

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20))
}
