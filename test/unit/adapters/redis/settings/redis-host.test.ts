import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { privateHostReason } from '../../../../../src/adapters/redis/settings/redis-host.js'

describe('privateHostReason', () => {
  it.each([
    ['localhost', 'this machine'],
    ['localhost.', 'this machine'],
    ['redis', 'a name without a dot'],
    ['red-abc123', 'a name without a dot'],
    ['cache.internal', 'a name under .internal'],
    ['a.b.internal.', 'a name under .internal'],
    ['127.0.0.1', 'a loopback address'],
    ['127.255.255.255', 'a loopback address'],
    ['::1', 'a loopback address'],
    ['::ffff:127.0.0.1', 'a loopback address'],
    ['10.0.0.0', 'a private address (RFC 1918)'],
    ['172.16.0.0', 'a private address (RFC 1918)'],
    ['172.31.255.255', 'a private address (RFC 1918)'],
    ['192.168.0.1', 'a private address (RFC 1918)'],
    ['::ffff:a00:1', 'a private address (RFC 1918)'],
    ['fc00::1', 'a unique local address (RFC 4193)'],
    ['fdff::1', 'a unique local address (RFC 4193)'],
    ['169.254.1.1', 'a link-local address'],
    ['fe80::1%eth0', 'a link-local address'],
    ['febf::1', 'a link-local address'],
  ])('%s: %s', (host, reason) => {
    expect(privateHostReason(host)).toBe(reason)
  })

  it.each([
    'example.com',
    'internal.example.com',
    'xinternal.com',
    'a.internal.com',
    'a.xinternal',
    'localhost.example.com',
    '0.0.0.0',
    '9.255.255.255',
    '11.0.0.0',
    '126.0.0.1',
    '128.0.0.1',
    '169.253.0.1',
    '172.15.255.255',
    '172.32.0.0',
    '192.167.0.1',
    '192.169.0.1',
    '100.64.0.1',
    '::2',
    '::ffff:8.8.8.8',
    'fbff::1',
    'fe00::1',
    'fec0::1',
    '2001:db8::1',
  ])('%s may be public', (host) => {
    expect(privateHostReason(host)).toBeUndefined()
  })

  it('accepts exactly the private ranges', () => {
    fc.assert(
      fc.property(
        fc.tuple(...([0, 1, 2, 3] as const).map(() => fc.integer({ min: 0, max: 255 }))),
        ([a = 0, b = 0, c, d]) => {
          const expected =
            a === 10 ||
            a === 127 ||
            (a === 172 && b >= 16 && b <= 31) ||
            (a === 192 && b === 168) ||
            (a === 169 && b === 254)
          const address = `${a}.${b}.${c}.${d}`
          expect(privateHostReason(address) !== undefined).toBe(expected)
          expect(privateHostReason(`::ffff:${address}`)).toBe(privateHostReason(address))
        },
      ),
    )
  })
})
