import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type PeerCertificate, type Server } from 'node:tls'
import { afterEach, describe, expect, it } from '@jest/globals'
import {
  type EncryptedSettings,
  judgeCertificate,
  type RedisSettings,
  type RedisSettingsInput,
  tlsOptions,
} from '../../../../../src/adapters/redis/settings/index.js'
import { type Certified, makeCertificates } from './certificates.js'
import { settingsOf } from './decide.js'

// What Node does with the options decides whether they are right, so that the handshakes here are real ones.
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

/** A handshake with a server that shows `shown`: what the socket knows then, or the code of the error that ended it. */
async function handshake(shown: Certified, tls: EncryptedSettings, judged?: string) {
  const server = createServer({ cert: shown.certificate, key: shown.key }).listen(0, '127.0.0.1')
  server.on('tlsClientError', () => undefined)
  servers.push(server)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect({ host: '127.0.0.1', port, ...tlsOptions(tls, judged) })
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
    ['takes what the authority signed', signed, trusted, undefined],
    ['refuses a self-signed certificate', selfSigned, {}, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['refuses an unknown issuer', signed, {}, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['refuses what is no longer in date', expired, trusted, 'CERT_HAS_EXPIRED'],
    ['refuses another name', signed, { ...trusted, url: 'rediss://x.example' }, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    [
      'refuses a name where an address was asked for',
      signed,
      { ...trusted, url: 'rediss://127.0.0.1' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['takes the pinned certificate', signed, { ...trusted, ...pin }, undefined],
    [
      'refuses another certificate than the pinned one',
      signed,
      { ...trusted, tlsFingerprint: 'AB'.repeat(32) },
      'STORE_UNAVAILABLE',
    ],
    [
      'refuses the pinned certificate under another name',
      signed,
      { ...trusted, ...pin, url: 'rediss://x.example' },
      'ERR_TLS_CERT_ALTNAME_INVALID',
    ],
    ['refuses the pinned certificate of an unknown issuer', signed, pin, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ] as const)('%s', async (_what, shown, changes, refusal) => {
    const settings = encrypted(changes)
    expect(settings.tls.verify).toBe('strict')
    const outcome = await handshake(shown, settings.tls)
    if (refusal !== undefined) return expect(outcome).toBe(refusal)
    expect(outcome).toMatchObject({ authorized: true })
    expect(judgeCertificate(settings, outcome as { authorized: boolean })).toMatchObject({
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
    ['out of date at Render', expired, RENDER, { accepted: false }],
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
  ] as const)('leaves the judgement to judgeCertificate: %s', async (_what, shown, changes, verdict) => {
    const settings = encrypted(changes)
    const outcome = await handshake(shown, settings.tls)
    if (typeof outcome !== 'object') throw new Error(`ended with ${outcome}`)
    expect(judgeCertificate(settings, outcome)).toMatchObject(verdict)
  })

  it.each([
    ['self-signed', selfSigned],
    ['signed by an unknown issuer', signed],
  ] as const)('holds every later handshake to the judged certificate: %s', async (_what, judged) => {
    const { tls } = encrypted({ ...RENDER, tlsFingerprint: fingerprintOf(judged) })
    expect(await handshake(judged, tls, judged.certificate)).toMatchObject({ authorized: true })
    const impostor = judged === signed ? selfSigned : signed
    expect(await handshake(impostor, tls, judged.certificate)).toMatch(/SELF_SIGNED|UNABLE_TO/)
    // What the judged certificate's holder signed is not that certificate.
    expect(await handshake(signed, tls, authority.certificate)).toBe('STORE_UNAVAILABLE')
  })

  it('does not let a judged certificate weaken strict', async () => {
    const { tls } = encrypted({})
    expect(await handshake(selfSigned, tls, selfSigned.certificate)).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  })

  it('names the server, but not by its address and without the final dot', () => {
    expect(tlsOptions(encrypted({ url: 'rediss://Host.Example.' }).tls)).toHaveProperty('servername', 'host.example')
    expect(tlsOptions(encrypted({ url: 'rediss://[::1]' }).tls)).not.toHaveProperty('servername')
    expect(tlsOptions(encrypted({ url: 'rediss://10.0.0.1' }).tls)).not.toHaveProperty('servername')
  })

  it('names both fingerprints and the mend when it refuses', () => {
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
