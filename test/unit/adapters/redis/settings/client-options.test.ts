import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type PeerCertificate, type Server } from 'node:tls'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { RedisClientOptions } from 'redis'
import {
  type EncryptedSettings,
  type RedisSettings,
  type RedisSettingsInput,
  tlsOptions,
  toNodeRedis,
  verifyCertificate,
} from '../../../../../src/adapters/redis/settings/index.js'
import { settingsOf } from '../../../../support/decide-redis-settings.js'
import { type Certified, makeCertificates } from '../../../../support/leaf-certificates.js'

// Real handshakes, because only Node shows what its options do.
const { authority, signed, expired, selfSigned } = makeCertificates()
const fingerprintOf = ({ certificate }: Certified) => new X509Certificate(certificate).fingerprint256
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

function encrypted(changes: Partial<RedisSettingsInput>): RedisSettings & { tls: EncryptedSettings } {
  const { tls, ...settings } = settingsOf({ url: 'rediss://redis.example', ...changes })
  if (!tls.enabled) throw new Error(tls.why)
  return { ...settings, tls }
}

/** A handshake with a server with this certificate: what the socket reports, or the code of the error. */
async function handshake(shown: Certified, tls: EncryptedSettings, accepted?: string) {
  const server = createServer({ cert: shown.certificate, key: shown.key }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect({ host: '127.0.0.1', port, ...tlsOptions(tls, accepted) })
  try {
    await once(socket, 'secureConnect')
    const { authorized, authorizationError } = socket
    return { authorized, authorizationError, fingerprint256: socket.getPeerCertificate().fingerprint256 }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  } finally {
    socket.destroy()
  }
}

describe('tlsOptions: strict', () => {
  const trusted = { tlsCa: authority.certificate }
  const pin = { tlsFingerprint: fingerprintOf(signed) }

  it.each([
    ['accepts a certificate of the authority', signed, trusted, undefined],
    ['rejects a self-signed certificate', selfSigned, {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['rejects an unknown issuer', signed, {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['rejects an expired certificate', expired, trusted, 'CERT_HAS_EXPIRED'],
    ['rejects another name', signed, { ...trusted, url: 'rediss://x.example' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [
      'rejects a name for an address',
      signed,
      { ...trusted, url: 'rediss://127.0.0.1' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['accepts the pinned certificate', signed, { ...trusted, ...pin }, undefined],
    [
      'rejects a certificate that is not pinned',
      signed,
      { ...trusted, tlsFingerprint: 'AB'.repeat(32) },
      'STORE_UNAVAILABLE',
    ],
    [
      'rejects the pinned certificate under another name',
      signed,
      { ...trusted, ...pin, url: 'rediss://x.example' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['rejects the pinned certificate of an unknown issuer', signed, pin, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('%s', async (_what, shown, changes, rejection) => {
    const settings = encrypted(changes)
    expect(settings.tls.verify).toBe('strict')
    const outcome = await handshake(shown, settings.tls)
    if (rejection !== undefined) return expect(outcome).toBe(rejection)
    expect(outcome).toMatchObject({ authorized: true })
    expect(verifyCertificate(settings, outcome as { authorized: boolean })).toMatchObject({
      accepted: true,
      verified: true,
    })
  })
})

describe('tlsOptions: lenient', () => {
  const RENDER = { url: 'rediss://oregon-keyvalue.render.com' }

  it.each([
    ['self-signed at Render', selfSigned, RENDER, { accepted: true, verified: false }],
    ['unknown issuer at Render', signed, RENDER, { accepted: true, verified: false }],
    [
      'unknown issuer at Render, its authority sent along',
      { ...signed, certificate: signed.certificate + authority.certificate },
      RENDER,
      { accepted: true, verified: false },
    ],
    ['expired at Render', expired, RENDER, { accepted: false }],
    ['anything, unverified', expired, { tlsVerify: 'off' }, { accepted: true, verified: false }],
    [
      'the pinned one',
      selfSigned,
      { tlsVerify: 'off', tlsFingerprint: fingerprintOf(selfSigned) },
      { accepted: true, verified: true },
    ],
    [
      'not the pinned one',
      selfSigned,
      { tlsVerify: 'off', tlsFingerprint: fingerprintOf(signed) },
      { accepted: false },
    ],
  ] as const)('leaves the decision to verifyCertificate: %s', async (_what, shown, changes, verdict) => {
    const settings = encrypted(changes)
    const outcome = await handshake(shown, settings.tls)
    if (typeof outcome !== 'object') throw new Error(`ended with ${outcome}`)
    expect(verifyCertificate(settings, outcome)).toMatchObject(verdict)
  })

  it.each([
    ['self-signed', selfSigned],
    ['signed by an unknown issuer', signed],
  ] as const)('accepts only the accepted certificate in later handshakes: %s', async (_what, accepted) => {
    const { tls } = encrypted({ ...RENDER, tlsFingerprint: fingerprintOf(accepted) })
    expect(await handshake(accepted, tls, accepted.certificate)).toMatchObject({ authorized: true })
    const impostor = accepted === signed ? selfSigned : signed
    expect(await handshake(impostor, tls, accepted.certificate)).toMatch(/SELF_SIGNED|UNABLE_TO/)
    // A certificate that the accepted one has signed is not the accepted one.
    expect(await handshake(signed, tls, authority.certificate)).toBe('STORE_UNAVAILABLE')
  })

  it('stays strict with an accepted certificate', async () => {
    const { tls } = encrypted({})
    expect(await handshake(selfSigned, tls, selfSigned.certificate)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  })

  it('sends the name of the server, but no address, and without the final dot', () => {
    expect(tlsOptions(encrypted({ url: 'rediss://Host.Example.' }).tls)).toHaveProperty('servername', 'host.example')
    expect(tlsOptions(encrypted({ url: 'rediss://[::1]' }).tls)).not.toHaveProperty('servername')
    expect(tlsOptions(encrypted({ url: 'rediss://10.0.0.1' }).tls)).not.toHaveProperty('servername')
  })

  it('reports both fingerprints and a hint', () => {
    const { checkServerIdentity } = tlsOptions(encrypted({ tlsFingerprint: 'AB'.repeat(32) }).tls)
    const shown = { subject: { CN: 'x' }, subjectaltname: 'DNS:redis.example', fingerprint256: 'CD:CD' }
    const error = checkServerIdentity?.('redis.example', shown as unknown as PeerCertificate)
    expect(error).toMatchObject({
      code: 'STORE_UNAVAILABLE',
      details: { found: 'CD:CD' },
      hint: expect.stringContaining('REDIS_TLS_FINGERPRINT'),
    })
  })
})

describe('toNodeRedis', () => {
  it('uses plaintext if the settings do', () => {
    const settings = settingsOf({ url: 'redis://host' })
    expect(toNodeRedis(settings)).toEqual({
      socket: { host: 'host', port: 6379, connectTimeout: 10_000, tls: false },
      database: 0,
    })
  })

  it('returns address, credentials and TLS options', () => {
    const settings = settingsOf({ url: 'rediss://me:p%40ss@redis.example.com:6380/2', connectTimeoutMs: 500 })
    const tls = { servername: 'redis.example.com', rejectUnauthorized: true }
    expect(toNodeRedis(settings)).toEqual({
      socket: { host: 'redis.example.com', port: 6380, connectTimeout: 500, tls: true, ...tls },
      username: 'me',
      password: 'p@ss',
      database: 2,
    })
  })

  it('accepts an unverified certificate only if the settings do', () => {
    for (const [url, tlsVerify, rejectUnauthorized] of [
      ['rediss://host.example', 'auto', true],
      ['rediss://host.example', 'strict', true],
      ['rediss://host.example', 'off', false],
      ['rediss://red-abc', 'auto', false],
      ['rediss://red-abc', 'strict', true],
    ] as const) {
      const settings = settingsOf({ url, tlsVerify })
      expect(toNodeRedis(settings).socket).toHaveProperty('rejectUnauthorized', rejectUnauthorized)
    }
  })

  it('matches the types of the client', () => {
    const { socket, ...rest } = toNodeRedis(settingsOf({}))
    const options: RedisClientOptions = { ...rest, socket: { ...socket, reconnectStrategy: 100 } }
    expect(options.socket).toHaveProperty('reconnectStrategy', 100)
  })
})
