import { createServer } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { makeCertificates } from '../../support/certificates.js'
import { GOOD, runDoctorOn, sharedServers } from '../../support/doctor-fixture.js'
import { FaultProxy } from '../../support/fault-proxy.js'
import { freePort } from '../../support/free-port.js'
import { StretchedClock } from '../../support/stretched-clock.js'

const opened: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.stop()
})

const start = sharedServers()
const certificates = makeCertificates()
const quick = { quick: true } as const

/** Clock factor for deadlines that must pass. */
const FAST_FACTOR = 0.02

describe('doctor on an unreachable Redis', () => {
  it('connection refused', async () => {
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
    expect(line('tcp')).toMatchObject({ status: 'fail', value: expect.stringContaining('ECONNREFUSED') })
    expect(line('tcp').advice).toContain('start Redis')
    expect(line('latency')).toMatchObject({ status: 'skip', value: 'skipped: tcp failed' })
    expect(exitCode).toBe(2)
  })

  it('an unknown host', async () => {
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: 'redis://no-such-host.invalid:6379' })
    expect(line('dns')).toMatchObject({ status: 'fail', advice: expect.stringContaining('spelling') })
    expect(line('tcp')).toMatchObject({ status: 'skip', value: 'skipped: dns failed' })
    expect(exitCode).toBe(2)
  })

  it('a frozen server: accepts connections and never answers', async () => {
    const server = await start(GOOD)
    server.freeze()
    opened.push({ stop: async () => server.thaw() })
    const clock = new StretchedClock(1)
    const onLine = (line: string): void => {
      // Only the deadline of the next check ends it.
      if (line.includes('  tls  ')) clock.stretch(FAST_FACTOR)
    }
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url }, {}, { onLine, clock })
    expect(line('tcp').status).toBe('ok')
    expect(line('sign-in')).toMatchObject({ status: 'fail', advice: expect.stringContaining('hangs') })
    expect(line('memory')).toMatchObject({ status: 'skip', value: 'skipped: sign-in failed' })
    expect(exitCode).toBe(2)
  })

  it('frozen during the checks: one failure, the rest is skipped', async () => {
    const server = await start(GOOD)
    const proxy = await FaultProxy.start(server)
    opened.push({ stop: () => proxy.close() })
    const clock = new StretchedClock(20)
    const onLine = (line: string): void => {
      if (!line.includes('  write  ')) return
      proxy.fault({ kind: 'black-hole' })
      clock.stretch(FAST_FACTOR)
    }
    const url = `redis://127.0.0.1:${proxy.port}`
    const { text, textExitCode } = await runDoctorOn({ REDIS_URL: url }, {}, { onLine, clock })
    expect(text.match(/^FAIL/gm)).toHaveLength(1)
    expect(text).toMatch(/^skip {2}jobs /m)
    expect(textExitCode).toBe(2)
  })

  it('a port of another service', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined).resume()
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    opened.push({ stop: () => new Promise((resolve) => other.close(() => resolve())) })
    const { port } = other.address() as { port: number }
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: `redis://127.0.0.1:${port}` })
    expect(line('sign-in')).toMatchObject({ status: 'fail', advice: expect.stringContaining('host and port') })
    expect(exitCode).toBe(2)
  })
})

describe('doctor on TLS', () => {
  const tlsServer = (name: 'valid' | 'expired' | 'wrongHost' | 'selfSigned') =>
    start({ ...GOOD, tls: { ...certificates[name], ca: certificates.ca } })

  it('verified', async () => {
    const server = await tlsServer('valid')
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url, REDIS_TLS_CA: certificates.ca }, quick)
    expect(line('tls')).toMatchObject({ status: 'ok', facts: { verified: true, protocol: 'TLSv1.3' } })
    expect(line('tls').value).toMatch(/36[345] days left/)
    expect(exitCode).toBe(0)
  })

  it.each([
    ['expired', 'CERT_HAS_EXPIRED', 'renew the certificate'],
    ['wrongHost', 'ERR_TLS_CERT_ALTNAME_INVALID', 'one of the names'],
    ['selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'REDIS_TLS_CA'],
  ] as const)('rejected: %s', async (name, code, advice) => {
    const server = await tlsServer(name)
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url, REDIS_TLS_CA: certificates.ca }, quick)
    expect(line('tls')).toMatchObject({ status: 'fail', value: expect.stringContaining(code) })
    expect(line('tls').advice).toContain(advice)
    expect(line('sign-in')).toMatchObject({ status: 'skip', value: 'skipped: tls failed' })
    expect(exitCode).toBe(2)
  })

  it('the right and the wrong fingerprint', async () => {
    const server = await tlsServer('selfSigned')
    const env = { REDIS_URL: server.url, REDIS_TLS_VERIFY: 'off' }
    const pinned = await runDoctorOn({ ...env, REDIS_TLS_FINGERPRINT: certificates.selfSigned.fingerprint }, quick)
    expect(pinned.line('tls')).toMatchObject({ status: 'ok', facts: { verified: true } })
    expect(pinned.line('sign-in').status).toBe('ok')
    const other = await runDoctorOn({ ...env, REDIS_TLS_FINGERPRINT: certificates.valid.fingerprint }, quick)
    expect(other.line('tls')).toMatchObject({ status: 'fail', advice: expect.stringContaining('FINGERPRINT') })
  })

  it('REDIS_TLS_VERIFY=off: a warning', async () => {
    const server = await tlsServer('selfSigned')
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url, REDIS_TLS_VERIFY: 'off' }, quick)
    expect(line('tls')).toMatchObject({ status: 'warn', advice: expect.stringContaining('REDIS_TLS_FINGERPRINT=') })
    expect(exitCode).toBe(0)
  })

  it('plaintext behind rediss://', async () => {
    const server = await start(GOOD)
    // The handshake ends at its deadline. The probe after it needs time.
    const env = { REDIS_URL: server.url.replace('redis:', 'rediss:') }
    const { line, exitCode } = await runDoctorOn(env, {}, { clock: new StretchedClock(2) })
    expect(line('tls')).toMatchObject({ status: 'fail', value: expect.stringContaining('a plaintext port') })
    expect(line('tls').advice).toContain('write redis://')
    expect(exitCode).toBe(2)
  })

  it('TLS behind redis://', async () => {
    const server = await tlsServer('valid')
    const { line, exitCode } = await runDoctorOn({ REDIS_URL: server.url.replace('rediss:', 'redis:') })
    expect(line('sign-in')).toMatchObject({ status: 'fail', advice: expect.stringContaining('write rediss://') })
    expect(exitCode).toBe(2)
  })
})
