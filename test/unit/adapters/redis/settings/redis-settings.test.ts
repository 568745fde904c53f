import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { decideRedisSettings, type RedisSettingsInput } from '../../../../../src/adapters/redis/settings/index.js'
import { anyCodePoint } from '../../../../support/any-code-point.js'
import { inputWith, problemsOf, settingsOf } from '../../../../support/decide-redis-settings.js'
import { makeCertificates } from '../../../../support/leaf-certificates.js'

const CA = makeCertificates().authority.certificate
const PIN = 'AB'.repeat(32)

type Outcome = 'plaintext' | 'strict' | 'accept-self-signed' | 'off'
/** environment, URL, REDIS_TLS, REDIS_TLS_VERIFY -> the decision, and the levels of the notices */
type Row = readonly [
  RedisSettingsInput['environment'],
  string,
  boolean | undefined,
  RedisSettingsInput['tlsVerify'],
  Outcome,
  ...('info' | 'warn')[],
]

const ROWS: readonly Row[] = [
  // by scheme
  ['development', 'redis://redis.example.com', undefined, 'auto', 'plaintext'],
  ['test', 'redis://redis.example.com', undefined, 'auto', 'plaintext'],
  ['development', 'rediss://redis.example.com', undefined, 'auto', 'strict'],
  ['test', 'rediss://localhost', undefined, 'auto', 'strict'],
  ['production', 'rediss://redis.example.com', undefined, 'auto', 'strict'],
  ['production', 'rediss://localhost', undefined, 'auto', 'strict'],
  ['production', 'REDISS://redis.example.com', undefined, 'auto', 'strict'],
  // forced
  ['development', 'redis://redis.example.com', true, 'auto', 'strict'],
  ['development', 'redis://localhost', true, 'auto', 'strict'],
  ['production', 'redis://10.1.2.3', true, 'auto', 'strict'],
  ['production', 'redis://red-abc123', true, 'auto', 'accept-self-signed'],
  ['development', 'rediss://redis.example.com', true, 'auto', 'strict'],
  ['development', 'redis://redis.example.com', false, 'auto', 'plaintext'],
  ['production', 'redis://localhost', false, 'auto', 'plaintext'],
  ['production', 'redis://redis.example.com', false, 'auto', 'plaintext', 'warn'],
  // production, unset: encrypted unless the host is private by its form
  ['production', 'redis://redis.example.com', undefined, 'auto', 'strict'],
  ['production', 'redis://8.8.8.8', undefined, 'auto', 'strict'],
  ['production', 'redis://[2001:db8::1]', undefined, 'auto', 'strict'],
  ['production', 'redis://red-abc123', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://redis', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://REDIS.:6380', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://localhost', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://127.0.0.1', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://127.1', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://[::1]', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://10.255.0.1', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://172.16.0.1', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://172.31.255.255', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://172.32.0.1', undefined, 'auto', 'strict'],
  ['production', 'redis://192.168.1.1', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://[fd00::1]', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://cache.internal', undefined, 'auto', 'plaintext', 'info'],
  ['production', 'redis://internal.example.com', undefined, 'auto', 'strict'],
  // not a single label: 134744072 is 8.8.8.8
  ['production', 'redis://134744072', undefined, 'auto', 'strict'],
  // auto is lenient for the hosts of Render, not for similar names
  ['production', 'rediss://oregon-keyvalue.render.com', undefined, 'auto', 'accept-self-signed'],
  ['development', 'rediss://frankfurt-redis.render.com:6379', undefined, 'auto', 'accept-self-signed'],
  ['production', 'redis://oregon-keyvalue.render.com', undefined, 'auto', 'accept-self-signed'],
  ['production', 'rediss://OREGON-KEYVALUE.RENDER.COM.', undefined, 'auto', 'accept-self-signed'],
  ['production', 'rediss://red-abc123', undefined, 'auto', 'accept-self-signed'],
  ['production', 'rediss://red-abc123.oregon.render.com', undefined, 'auto', 'accept-self-signed'],
  ['production', 'rediss://evil-keyvalue.render.com.attacker.net', undefined, 'auto', 'strict'],
  ['production', 'rediss://red-x.attacker.net', undefined, 'auto', 'strict'],
  ['production', 'rediss://red-x%2Eattacker.net', undefined, 'auto', 'strict'],
  ['production', 'rediss://red-x．attacker．net', undefined, 'auto', 'strict'],
  ['production', 'rediss://evil-keyvalue.render.com@attacker.net', undefined, 'auto', 'strict'],
  ['production', 'rediss://keyvalue.render.com', undefined, 'auto', 'strict'],
  ['production', 'rediss://x-keyvalue.notrender.com', undefined, 'auto', 'strict'],
  ['production', 'rediss://x-keyvalue.onrender.com', undefined, 'auto', 'strict'],
  ['production', 'rediss://10.0.0.1', undefined, 'auto', 'strict'],
  // explicit
  ['production', 'rediss://oregon-keyvalue.render.com', undefined, 'strict', 'strict'],
  ['production', 'rediss://red-abc123', undefined, 'strict', 'strict'],
  ['production', 'rediss://redis.example.com', undefined, 'off', 'off', 'warn'],
  ['development', 'redis://localhost', true, 'off', 'off', 'warn'],
  ['development', 'redis://localhost', undefined, 'off', 'plaintext', 'warn'],
  ['production', 'redis://red-abc123', undefined, 'strict', 'plaintext', 'info', 'warn'],
]

describe('decideRedisSettings: TLS', () => {
  it.each(ROWS)(
    '%s %s REDIS_TLS=%s REDIS_TLS_VERIFY=%s: %s',
    (environment, url, tls, tlsVerify, outcome, ...levels) => {
      const named = url.replace('render.com@', 'render.com:pass@')
      const settings = settingsOf({ environment, url: named, tlsVerify, ...(tls === undefined ? {} : { tls }) })
      expect(settings.tls.enabled ? settings.tls.verify : 'plaintext').toBe(outcome)
      expect(settings.notices.map(({ level }) => level)).toEqual(levels)
      expect(settings.tls.why).toMatch(outcome === 'plaintext' ? /^plaintext, as / : /^TLS, as .*; /)
    },
  )

  it.each(['development', 'production', 'test'] as const)(
    'rejects REDIS_TLS=false with rediss:// in %s',
    (environment) => {
      expect(problemsOf({ environment, url: 'rediss://:hidden@host', tls: false })).toEqual([
        { setting: 'tls', found: 'false', expected: expect.stringContaining('rediss://:***@host') },
      ])
    },
  )

  it('uses a given authority at Render too', () => {
    const { tls } = settingsOf({ url: 'rediss://red-abc123', tlsCa: CA })
    expect(tls).toMatchObject({ verify: 'strict', ca: new X509Certificate(CA).toString() })
  })

  it('reports settings without effect', () => {
    const unused = settingsOf({ tlsVerify: 'strict', tlsCa: CA, tlsFingerprint: PIN }).notices
    expect(unused).toHaveLength(1)
    expect(unused[0]?.message).toMatch(/^REDIS_TLS_VERIFY, REDIS_TLS_CA, REDIS_TLS_FINGERPRINT: without effect/)
    const withoutAuthority = settingsOf({ url: 'rediss://host', tlsVerify: 'off', tlsCa: CA, tlsFingerprint: PIN })
    expect(withoutAuthority.notices).toEqual([{ level: 'warn', message: expect.stringContaining('REDIS_TLS_CA') }])
    expect(withoutAuthority.tls).not.toHaveProperty('ca')
  })

  it('converts a fingerprint to the form of Node', () => {
    const expected = Array(32).fill('AB').join(':')
    for (const text of [PIN, PIN.toLowerCase(), expected, `sha256 Fingerprint=${expected}`, `SHA256:${PIN}`]) {
      expect(settingsOf({ url: 'rediss://host', tlsFingerprint: text }).tls).toHaveProperty('fingerprint', expected)
    }
  })

  it.each(['', 'AB', 'AB'.repeat(20), 'ZZ'.repeat(32), `${PIN}AB`])(
    'rejects the fingerprint "%s"',
    (tlsFingerprint) => {
      expect(problemsOf({ url: 'rediss://host', tlsFingerprint })).toMatchObject([{ setting: 'tlsFingerprint' }])
    },
  )

  it.each([
    ['no certificates', 'hello', /no -----BEGIN CERTIFICATE/],
    ['a damaged certificate', CA.replace('MII', 'AAA'), /part 1 of 1/],
    ['a good and a damaged one', CA + CA.replace('MII', 'AAA'), /part 2 of 2/],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /private key/],
  ])('rejects authorities that are %s', (_what, tlsCa, expected) => {
    const [problem, ...others] = problemsOf({ url: 'rediss://host', tlsCa })
    expect(others).toEqual([])
    expect(problem).toMatchObject({ setting: 'tlsCa', expected: expect.stringMatching(expected) })
    expect(JSON.stringify(problem)).not.toContain('AAAA')
  })

  it.each<[string, string, number]>([
    ['in quotes', `"${CA.trim()}"`, 1],
    ['after a word', `ca: ${CA}`, 1],
    ['after the output of openssl', `Certificate chain\n 0 s:CN = a\n${CA}---\n${CA}---\n`, 2],
    ['with escaped line ends', CA.replaceAll('\n', '\\n'), 1],
    ['in quotes with escaped line ends', JSON.stringify(CA + CA), 2],
    ['indented', CA.replaceAll(/^/gm, '    '), 1],
    ['on one line', CA.replaceAll('\n', ' '), 1],
    ['with Windows line ends', CA.replaceAll('\n', '\r\n'), 1],
    ['without a line end between two', CA.trim() + CA.trim(), 2],
  ])('passes on the certificates of authorities that are %s', (_what, tlsCa, count) => {
    const { tls } = settingsOf({ url: 'rediss://host', tlsCa })
    const plain = new X509Certificate(CA).toString()
    expect(tls).toHaveProperty('ca', plain.repeat(count))
  })

  it('accepts several authorities', () => {
    expect(settingsOf({ url: 'rediss://host', tlsCa: `${CA}\n${CA}` }).tls).toHaveProperty('verify', 'strict')
  })

  it('reports all problems together', () => {
    const problems = problemsOf({ url: 'rediss://host', tls: false, tlsCa: 'x', tlsFingerprint: 'y' })
    expect(problems.map(({ setting }) => setting)).toEqual(['tls', 'tlsCa', 'tlsFingerprint'])
  })
})

describe('decideRedisSettings: secrets', () => {
  // QQQ occurs nowhere else, so it reveals every shown part of the password.
  const password = fc
    .tuple(fc.string({ unit: anyCodePoint, maxLength: 8 }), fc.string({ maxLength: 8 }))
    .map(([before, after]) => `${before}QQQ${after}QQQ`)
  const encoded = fc.string({ unit: 'grapheme' }).map((text) => encodeURIComponent(`${text}QQQ${text}QQQ`))
  const scheme = fc.constantFrom('redis', 'rediss', 'REDIS', 'http', 'postgres')
  const user = fc.constantFrom('', 'default', 'red-abc123', 'ü')
  const tail = fc.constantFrom('host', 'host:6379/1', 'host:0', 'a..b', '[::1]:1/x', '', ':', 'host/0?a=b@c', 'host/@')

  it('has the password in `password` only', () => {
    fc.assert(
      fc.property(
        scheme,
        user,
        fc.oneof(password, encoded),
        tail,
        fc.boolean(),
        (...[name, who, secret, rest, tls]) => {
          const url = `${name}://${who}:${secret}@${rest}`
          const decision = decideRedisSettings(inputWith({ url, tls, environment: 'production', tlsVerify: 'off' }))
          const shown = JSON.stringify(decision, (key, value) => (key === 'password' ? undefined : value))
          expect(shown).not.toContain('QQQ')
        },
      ),
      { numRuns: 500 },
    )
  })
})
