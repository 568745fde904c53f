import { describe, expect, it } from '@jest/globals'
import { type AppConfig, resolveConfig } from '../../../../../src/app/composition/config/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'

/** What is wrong with a configuration, by path. */
function problemsOf(written: unknown): {
  readonly [path: string]: { readonly found: string; readonly expected: string }
} {
  try {
    resolveConfig(written as AppConfig)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'CONFIG_INVALID') throw error
    const problems = error.details.problems as unknown as { setting: string; found: string; expected: string }[]
    for (const { setting } of problems) expect(error.message).toContain(setting)
    return Object.fromEntries(problems.map(({ setting, ...rest }) => [setting, rest]))
  }
  throw new Error('accepted')
}

describe('resolveConfig', () => {
  it('sets all defaults', () => {
    const defaults = {
      environment: 'development',
      redis: { keyPrefix: 'cg:', required: false, fallback: 'memory' },
      cache: {
        mode: 'tiered',
        namespaces: {},
        limits: { maxEntries: 100_000, maxBytes: 67_108_864, maxEntryBytes: 1_048_576 },
        deadlineMs: 250,
      },
      sessions: {
        lifetime: { idleMs: 1_800_000, absoluteMs: 43_200_000 },
        maxPerUser: 20,
        maxSessions: 10_000,
        pepper: [],
        deadlineMs: 400,
        outageGraceMs: 0,
      },
      jobs: {
        workers: 'auto',
        limits: { maxPending: 1000, maxPendingBytes: 16_777_216, maxFinishedBytes: 33_554_432 },
        deadlineMs: 400,
        drainMs: 8000,
        lockMs: 10_000,
      },
      accounts: {},
      http: { port: 4000, host: '127.0.0.1', trustProxy: 0 },
      database: { dataDir: './data', openDeadlineMs: 10_000, deadlineMs: 10_000 },
      log: { level: 'info' },
      closeStepMs: 5000,
      notices: [],
    }
    expect(resolveConfig({})).toEqual(defaults)
    expect(resolveConfig()).toEqual(defaults)
    const unset = { redis: { url: undefined, tls: undefined }, http: undefined, cache: { namespaces: undefined } }
    expect(resolveConfig(unset as unknown as AppConfig)).toEqual(defaults)
    const empty = {
      redis: { url: '', cacheUrl: '' },
      database: { url: '', dataDir: '' },
      llm: { baseUrl: '' },
      http: { publicUrl: '' },
    }
    expect(resolveConfig(empty)).toEqual(defaults)
  })

  it.each([
    ['production', '0.0.0.0'],
    ['development', '127.0.0.1'],
    ['test', '127.0.0.1'],
  ] as const)('listens in %s on %s', (environment, host) => {
    expect(resolveConfig({ environment }).http.host).toBe(host)
    expect(resolveConfig({ environment, http: { host: '' } }).http.host).toBe(host)
    expect(resolveConfig({ environment, http: { host: '::1' } }).http.host).toBe('::1')
  })

  it('keeps all given settings', () => {
    const resolved = resolveConfig({
      environment: 'test',
      cache: {
        mode: 'redis',
        namespaces: { prices: { prefix: 'p', ttl: 60 } },
        maxEntries: 5,
        maxBytes: 999,
        maxEntryBytes: 99,
        deadlineMs: 11,
      },
      sessions: {
        ttl: 1.5,
        absoluteTtl: 60,
        maxPerUser: 1,
        maxSessions: 2,
        pepper: ['a', 'b'],
        deadlineMs: 12,
        outageGraceMs: 5000,
      },
      jobs: {
        workers: 'off',
        maxPending: 3,
        maxPendingBytes: 4,
        maxFinishedBytes: 5,
        deadlineMs: 13,
        drainMs: 14,
        lockMs: 1400,
      },
      accounts: { adminEmail: 'a@example.org', adminPassword: '0123456789' },
      http: { port: 0, host: '::', workerPort: 0, publicUrl: 'https://h/app//', trustProxy: 1 },
      database: { url: 'postgresql://h/d', dataDir: 'd', openDeadlineMs: 15, deadlineMs: 16 },
      llm: { baseUrl: 'http://h/v1/', model: 'm' },
      log: { level: 'silent' },
      closeStepMs: 7,
      warnings: ['w'],
    })
    expect(resolved).toEqual({
      environment: 'test',
      redis: { keyPrefix: 'cg:', required: false, fallback: 'memory' },
      cache: {
        mode: 'redis',
        namespaces: { prices: { prefix: 'p', ttl: 60 } },
        limits: { maxEntries: 5, maxBytes: 999, maxEntryBytes: 99 },
        deadlineMs: 11,
      },
      sessions: {
        lifetime: { idleMs: 1500, absoluteMs: 60_000 },
        maxPerUser: 1,
        maxSessions: 2,
        pepper: ['a', 'b'],
        deadlineMs: 12,
        outageGraceMs: 5000,
      },
      jobs: {
        workers: 'off',
        limits: { maxPending: 3, maxPendingBytes: 4, maxFinishedBytes: 5 },
        deadlineMs: 13,
        drainMs: 14,
        lockMs: 1400,
      },
      accounts: { admin: { email: 'a@example.org', password: '0123456789' } },
      http: { port: 0, host: '::', workerPort: 0, publicUrl: 'https://h/app', trustProxy: 1 },
      database: { url: 'postgresql://h/d', dataDir: 'd', openDeadlineMs: 15, deadlineMs: 16 },
      llm: { baseUrl: 'http://h/v1', model: 'm' },
      log: { level: 'silent' },
      closeStepMs: 7,
      notices: [
        { level: 'warn', message: 'w' },
        { level: 'warn', message: expect.stringContaining('LLM_BASE_URL') },
      ],
    })
  })

  it('derives missing settings from given ones', () => {
    expect(resolveConfig({ sessions: { absoluteTtl: 600 } }).sessions.lifetime).toEqual({
      idleMs: 600_000,
      absoluteMs: 600_000,
    })
    expect(resolveConfig({ cache: { maxBytes: 1000 } }).cache.limits.maxEntryBytes).toBe(1000)
  })

  describe('Redis', () => {
    it('uses one instance, unless the cache has its own', () => {
      const { main, cache } = resolveConfig({ redis: { url: 'redis://host:1/2' } }).redis
      expect(main).toMatchObject({
        host: 'host',
        port: 1,
        database: 2,
        maxRetries: 3,
        retryDelayMs: 1000,
        connectTimeoutMs: 10_000,
      })
      expect(cache).toBe(main)
      const two = resolveConfig({
        redis: { url: 'redis://a', cacheUrl: 'redis://b', maxRetries: 9, retryDelayMs: 10 },
      }).redis
      expect(two.main).toMatchObject({ host: 'a', maxRetries: 9, retryDelayMs: 10 })
      expect(two.cache).toMatchObject({ host: 'b', maxRetries: 9, retryDelayMs: 10 })
    })

    it('has a key prefix', () => {
      for (const keyPrefix of ['a:', 'shop-staging:', 'apps/shop_1.', `${'a'.repeat(63)}-`])
        expect(resolveConfig({ redis: { keyPrefix } }).redis.keyPrefix).toBe(keyPrefix)
      expect(resolveConfig({ redis: { keyPrefix: '' } }).redis.keyPrefix).toBe('cg:')
    })

    it('warns if only the cache has one', () => {
      const { redis, notices } = resolveConfig({ redis: { cacheUrl: 'redis://b' } })
      expect(redis).not.toHaveProperty('main')
      expect(redis.cache).toMatchObject({ host: 'b' })
      expect(notices).toEqual([{ level: 'warn', message: expect.stringContaining('only the cache') }])
    })

    it('reports the decisions about TLS, once for each instance', () => {
      const one = resolveConfig({ environment: 'production', redis: { url: 'redis://red-abc' }, warnings: ['w'] })
      expect(one.notices.map(({ level }) => level)).toEqual(['warn', 'info'])
      const two = { url: 'redis://red-abc', cacheUrl: 'redis://red-xyz' }
      const { notices } = resolveConfig({ environment: 'production', redis: two })
      expect(notices.map(({ message }) => /red-\w+/.exec(message)?.[0])).toEqual(['red-abc', 'red-xyz'])
    })

    it('passes all settings to the decision', () => {
      const { main } = resolveConfig({
        environment: 'production',
        redis: { url: 'redis://h.example', tlsVerify: 'off', tlsCa: '' },
      }).redis
      expect(main?.tls).toMatchObject({ enabled: true, verify: 'off' })
    })
  })

  it.each([
    [{ cache: { maxEntries: 0 } }, 'cache.maxEntries', '0', 'a whole number from 1'],
    [{ cache: { maxEntires: 5 } }, 'cache.maxEntires', 'an unknown setting', 'cache.maxEntries'],
    [{ cahce: {} }, 'cahce', 'an unknown setting', 'cache'],
    [{ maxRetries: 5 }, 'maxRetries', 'an unknown setting', 'redis.maxRetries'],
    [{ redis: { password: 's3cret' } }, 'redis.password', 'an unknown setting', 'one of redis.url, '],
    [{ redis: 'redis://:s3cret@h' }, 'redis', '***', 'an object with settings'],
    [{ redis: { url: 5 } }, 'redis.url', '5', 'redis://'],
    [{ redis: { url: 'redis://:s3cret@h:0' } }, 'redis.url', '"redis://:***@h:0"', 'a port'],
    [{ redis: { cacheUrl: 'http://h' } }, 'redis.cacheUrl', '"http://h"', 'redis://'],
    [{ redis: { tls: 'true' } }, 'redis.tls', '"true"', 'true or false'],
    [{ redis: { url: 'rediss://h', tls: false } }, 'redis.tls', 'false', 'rediss://h requires TLS'],
    [{ redis: { required: true } }, 'redis.required', 'true', 'redis.url'],
    [{ redis: { required: true, cacheUrl: 'redis://h' } }, 'redis.required', 'true', 'redis.url'],
    [{ sessions: { ttl: 0 } }, 'sessions.ttl', '0', 'above 0'],
    [{ sessions: { ttl: Number.NaN } }, 'sessions.ttl', 'NaN', 'above 0'],
    [{ sessions: { outageGraceMs: 60_001 } }, 'sessions.outageGraceMs', '60001', 'from 0 to 60000'],
    [{ sessions: { absoluteTtl: 1e12 } }, 'sessions.absoluteTtl', '1000000000000', '100 years'],
    [{ sessions: { ttl: 43_201 } }, 'sessions.ttl', '43201', 'at most sessions.absoluteTtl, which is 43200'],
    [{ sessions: { ttl: 61, absoluteTtl: 60 } }, 'sessions.ttl', '61', 'which is 60'],
    [{ sessions: { pepper: ['good', 5] } }, 'sessions.pepper', '***', 'key'],
    [{ sessions: { pepper: 's3cret' } }, 'sessions.pepper', '***', 'key'],
    [
      { cache: { maxBytes: 10, maxEntryBytes: 11 } },
      'cache.maxEntryBytes',
      '11',
      'at most cache.maxBytes, which is 10',
    ],
    [
      { cache: { namespaces: { x: { prefix: 'B!', ttl: 5 } } } },
      'cache.namespaces.x',
      '{"prefix":"B!","ttl":5}',
      'a-z',
    ],
    [
      { cache: { namespaces: { x: { prefix: 'x', ttl: -5 } } } },
      'cache.namespaces.x',
      '{"prefix":"x","ttl":-5}',
      'seconds',
    ],
    [
      { cache: { namespaces: { x: { prefix: 'api', ttl: 5 } } } },
      'cache.namespaces.x',
      '{"prefix":"api","ttl":5}',
      'a different prefix',
    ],
    [{ cache: { namespaces: { x: null } } }, 'cache.namespaces.x', 'null', 'an object { prefix, ttl }'],
    [
      { cache: { namespaces: { x: { prefix: 'a b', ttl: 5 } } } },
      'cache.namespaces.x',
      '{"prefix":"a b","ttl":5}',
      'prefix is "a b"; use',
    ],
    [{ cache: { namespaces: { x: { prefix: 'x' } } } }, 'cache.namespaces.x.ttl', 'not set', 'a number of seconds'],
    [
      { cache: { namespaces: { x: { prefix: 'x', ttl: 5, tll: 6 } } } },
      'cache.namespaces.x.tll',
      'an unknown setting',
      'prefix and ttl',
    ],
    [{ cache: { namespaces: [] } }, 'cache.namespaces', 'a list', 'namespaces by name'],
    [
      { cache: { namespaces: { x: { prefix: 'p', ttl: 5 }, y: { prefix: 'p', ttl: 5 } } } },
      'cache.namespaces',
      'ambiguous: cache.namespaces.y.prefix "p" belongs to namespace "x"',
      'a different prefix',
    ],
    [{ http: { port: 1.5 } }, 'http.port', '1.5', 'a whole number'],
    [{ http: { publicUrl: 'h' } }, 'http.publicUrl', '"***"', 'http(s)://'],
    [{ llm: { apiKey: 's3cret' } }, 'llm.apiKey', '***', 'a server in llm.baseUrl'],
    [{ llm: { apiKey: 5 } }, 'llm.apiKey', '***', 'the key'],
    [{ environment: 'prod' }, 'environment', '"prod"', 'production'],
    [{ closeStepMs: '5' }, 'closeStepMs', '"5"', 'milliseconds'],
    [{ warnings: [1] }, 'warnings', 'a list', 'texts'],
    ...['app', ':', 'a{b}:', 'a b:', 'ä:', 'app*:', `${'a'.repeat(64)}:`].map(
      (keyPrefix) =>
        [{ redis: { keyPrefix } }, 'redis.keyPrefix', JSON.stringify(keyPrefix), '2 to 64 letters'] as const,
    ),
    [null, 'configuration', 'null', 'an object with settings'],
    ['x', 'configuration', '***', 'an object with settings'],
    [[], 'configuration', '***', 'an object with settings'],
  ])('refuses %j at %s', (written, path, found, expected) => {
    const problems = problemsOf(written)
    expect(problems[path]).toEqual({ found, expected: expect.stringContaining(expected) })
    expect(JSON.stringify(problems)).not.toContain('s3cret')
  })

  it('reports all problems, each once, without consequences of others', () => {
    const problems = problemsOf({
      environment: 'live',
      redis: { url: 'rediss://h', cacheUrl: 'rediss://h:0', tls: false, retryDelayMs: 0, extra: 1 },
      cache: { maxBytes: -1, maxEntryBytes: 5, namespaces: { a: { prefix: '', ttl: 1 } } },
      sessions: { pepper: ['', ''], ttl: 99_999 },
      llm: { baseUrl: 5, apiKey: 'x', model: 'm' },
      log: { level: 'x' },
    })
    expect(Object.keys(problems).sort()).toEqual([
      'cache.maxBytes',
      'cache.namespaces.a',
      'environment',
      'llm.baseUrl',
      'log.level',
      'redis.cacheUrl',
      'redis.extra',
      'redis.retryDelayMs',
      'redis.tls',
      'sessions.pepper',
      'sessions.ttl',
    ])
  })

  it('does not change its argument', () => {
    const written = Object.freeze({ redis: Object.freeze({ url: 'redis://h' }), warnings: Object.freeze(['w']) })
    expect(resolveConfig(written).redis.main?.host).toBe('h')
  })
})
