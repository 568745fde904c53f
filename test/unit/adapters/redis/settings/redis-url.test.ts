import { describe, expect, it } from '@jest/globals'
import { problemsOf, settingsOf } from '../../../../support/decide-redis-settings.js'

const PLAIN = { port: 6379, database: 0 }

describe('decideRedisSettings: URL', () => {
  it.each([
    ['redis://host', { host: 'host', ...PLAIN }],
    ['redis://host/', { host: 'host', ...PLAIN }],
    ['REDIS://HOST', { host: 'host', ...PLAIN }],
    ['redis://host:1/15', { host: 'host', port: 1, database: 15 }],
    ['redis://host:65535/2147483647', { host: 'host', port: 65_535, database: 2_147_483_647 }],
    ['redis://:pass@host', { host: 'host', password: 'pass', ...PLAIN }],
    ['redis://user:pass@host', { host: 'host', username: 'user', password: 'pass', ...PLAIN }],
    ['redis://default:@host', { host: 'host', ...PLAIN }],
    ['redis://default@host', { host: 'host', ...PLAIN }],
    ['redis://:@host', { host: 'host', ...PLAIN }],
    ['redis://@host', { host: 'host', ...PLAIN }],
    ['redis://us%3Aer:p%40%2F%3F%23%25ss@host', { host: 'host', username: 'us:er', password: 'p@/?#%ss', ...PLAIN }],
    ['redis://:p@ss:w+rd!@host', { host: 'host', password: 'p@ss:w+rd!', ...PLAIN }],
    ['redis://:pä%C3%A4@host', { host: 'host', password: 'pää', ...PLAIN }],
    ['redis://[::1]', { host: '::1', ...PLAIN }],
    ['redis://:p@[FD00::A]:7000/3', { host: 'fd00::a', password: 'p', port: 7000, database: 3 }],
    ['redis://[fe80::1%25eth0]', { host: 'fe80::1%eth0', ...PLAIN }],
    ['redis://münchen.example', { host: 'xn--mnchen-3ya.example', ...PLAIN }],
    ['redis://m%C3%BCnchen.example', { host: 'xn--mnchen-3ya.example', ...PLAIN }],
    ['redis://１２７．０．０．１', { host: '127.0.0.1', ...PLAIN }],
    ['redis://0x7f.1', { host: '127.0.0.1', ...PLAIN }],
    ['redis://my_redis-1', { host: 'my_redis-1', ...PLAIN }],
    ['redis://redis.example.com.', { host: 'redis.example.com.', ...PLAIN }],
  ])('reads %s', (url, expected) => {
    const { tls, notices, maskedUrl, maxRetries, retryDelayMs, connectTimeoutMs, ...address } = settingsOf({ url })
    expect(address).toEqual(expected)
  })

  it.each([
    ['', /starts with redis/],
    ['host:6379', /starts with redis/],
    ['"redis://host"', /starts with redis/],
    ['redis-cli -u redis://:p@host', /starts with redis/],
    ['http://host', /starts with redis/],
    ['unix:///run/redis.sock', /starts with redis/],
    ['valkey://host', /starts with redis/],
    ['redis:host', /starts with redis/],
    ['redis://', /one host/],
    ['redis:///0', /one host/],
    ['redis://:6379', /one host/],
    ['redis://:pass@', /one host/],
    ['redis://:pass@:6379', /one host/],
    ['redis://::1', /one host/],
    ['redis://[::1', /one host/],
    ['redis://[1.2.3.4]', /one host/],
    ['redis://[::1]x', /one host/],
    ['redis://a:1,b:2', /one host|a port/],
    ['redis://a..b', /one host/],
    ['redis://.', /one host/],
    ['redis://-a', /one host/],
    ['redis://a%ZZ', /one host/],
    ['redis://999.1.1.1', /one host/],
    [`redis://${'a'.repeat(64)}`, /one host/],
    [`redis://${'a.'.repeat(130)}a`, /one host/],
    ['redis://host:', /a port/],
    ['redis://host:0', /a port/],
    ['redis://host:65536', /a port/],
    ['redis://host:6379x', /a port/],
    ['redis://host:-1', /a port/],
    ['redis://host/x', /database/],
    ['redis://host/-1', /database/],
    ['redis://host/1.5', /database/],
    ['redis://host/01', /database/],
    ['redis://host/1/', /database/],
    ['redis://host/2147483648', /database/],
    ['redis://host?db=1', /query/],
    ['redis://host/0#x', /query or fragment/],
    ['redis://host name', /blanks/],
    ['redis://host\n', /blanks/],
    ['redis://:p%ss@host', /every % starts an escape/],
    ['redis://:p%ff@host', /every % starts an escape/],
    ['redis://user@host', /a password after/],
    ['redis://user:@host', /a password after/],
    ['redis://:p/ss@host', /%2F/],
    ['redis://:p?ss@host', /%3F/],
    ['redis://:p#ss@host', /%23/],
    ['redis://user:12/34@host', /%2F/],
  ])('rejects %j', (url, expected) => {
    const problems = problemsOf({ url })
    expect(problems.map((problem) => problem.setting)).toEqual(['url'])
    expect(problems[0]?.expected).toMatch(expected)
  })

  it('reports all problems', () => {
    const problems = problemsOf({ url: 'redis://user:%@host..x:0/x?y' })
    expect(problems.map(({ expected }) => expected)).toEqual([
      expect.stringContaining('query'),
      expect.stringContaining('every %'),
      expect.stringContaining('one host'),
      expect.stringContaining('a port'),
      expect.stringContaining('database'),
    ])
  })

  it('passes the numbers on', () => {
    expect(settingsOf({ maxRetries: 7, retryDelayMs: 50, connectTimeoutMs: 200 })).toMatchObject({
      maxRetries: 7,
      retryDelayMs: 50,
      connectTimeoutMs: 200,
    })
  })
})
