import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { type App, createApp } from '../../src/index.js'
import { patient } from '../support/patient-config.js'
import { RecordingLogger } from '../support/recording-logger.js'
import { RedisServer } from '../support/redis-server.js'

let server: RedisServer
let app: App
let logger: RecordingLogger

beforeAll(async () => {
  server = await RedisServer.start()
})
afterAll(() => server.stop())

async function open(redis: { readonly url?: string }): Promise<void> {
  logger = new RecordingLogger()
  const namespaces = { a: { prefix: 'a', ttl: 60 }, 'a:b': { prefix: 'a_b', ttl: 60 } }
  const cache = { mode: 'redis', maxEntryBytes: 1000, namespaces } as const
  app = await createApp(patient({ redis, cache }), { logger })
  await app.ready
}
afterEach(() => app.close())

const cycle: { self?: unknown } = {}
cycle.self = cycle

describe.each([
  ['memory', () => ({})],
  ['redis', () => ({ url: server.url })],
] as const)('bad input on %s', (adapter, settings) => {
  beforeEach(async () => {
    await open(settings())
    expect(app.adapters.cache?.adapter).toBe(adapter)
    await app.cache.clearNamespace('api')
    await app.cache.set('k', 'before')
  })

  it.each<[string, unknown, string, string]>([
    ['undefined', undefined, 'UNSERIALISABLE', ''],
    ['a function', { a: [() => 1] }, 'UNSERIALISABLE', '/a/0'],
    ['a symbol', { a: Symbol('s') }, 'UNSERIALISABLE', '/a'],
    ['a BigInt', [1, 2n], 'UNSERIALISABLE', '/1'],
    ['a cycle', cycle, 'UNSERIALISABLE', '/self'],
    ['too large', 'x'.repeat(999), 'ENTRY_TOO_LARGE', ''],
    ['too large an array', new Float64Array(126), 'ENTRY_TOO_LARGE', ''],
  ])(
    'a value that is %s is refused, alone and in a batch, and nothing is stored',
    async (_name, value, code, pointer) => {
      const refused = { code, ...(code === 'UNSERIALISABLE' ? { details: { pointer } } : {}) }
      await expect(app.cache.set('k', value)).rejects.toMatchObject(refused)
      const batch = ['new', 'k'].map((key, index) => ({ key, value: index === 0 ? 'fine' : value }))
      await expect(app.cache.mset(batch)).rejects.toMatchObject({ code })
      expect(await app.cache.mget(['k', 'new'])).toEqual(['before', undefined])
    },
  )

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12, '60' as unknown as number])(
    'a ttl of %p is refused, and nothing is stored',
    async (ttl) => {
      await expect(app.cache.set('k', 1, { ttl })).rejects.toMatchObject({ code: 'INVALID_TTL' })
      await expect(app.cache.increment('n', 1, { ttl })).rejects.toMatchObject({ code: 'INVALID_TTL' })
      expect(await app.cache.mget(['k', 'n'])).toEqual(['before', undefined])
    },
  )

  it.each([
    ['too long', 'x'.repeat(1025)],
    ['too long in bytes', 'ä'.repeat(513)],
    ['with a lone surrogate', 'a\ud800'],
    ['no string', 7 as unknown as string],
  ])('a key that is %s is refused everywhere', async (_name, key) => {
    const { cache } = app
    for (const call of [
      cache.get(key),
      cache.mget(['k', key]),
      cache.exists(key),
      cache.set(key, 1),
      cache.mset([{ key, value: 1 }]),
      cache.delete([key]),
      cache.increment(key),
      cache.set('k', 1, { tags: [key] }),
      cache.invalidateTags([key]),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'INVALID_KEY' })
    }
    expect(await cache.get('k')).toBe('before')
  })

  it('no character of a key or a tag means anything', async () => {
    const keys = [
      ...[
        '',
        ' ',
        '*',
        '?',
        '[a-z]',
        '{k}',
        'k:k',
        ':',
        'v:k',
        '\n',
        '\r\n',
        '\0',
        '%00',
        '\\',
        '"',
        "'",
        'ключ',
        '🔑',
      ],
      ...['__proto__', 'constructor', 'toString', 'ä', 'a\u0308', '\ufeff', 'x'.repeat(1024), '\u2028', '=', '-', ','],
    ]
    await app.cache.mset(keys.map((key, value) => ({ key, value })))
    expect(await app.cache.mget(keys)).toEqual(keys.map((_key, value) => value))
    expect(await app.cache.delete('*')).toBe(1)
    for (const [value, tag] of keys.entries()) await app.cache.set(`t${value}`, value, { tags: [tag] })
    await app.cache.invalidateTags(['*', '='])
    const left = await app.cache.mget(keys.map((_key, value) => `t${value}`))
    expect(left).toEqual(keys.map((tag, value) => (tag === '*' || tag === '=' ? undefined : value)))
  })

  it('namespaces and keys never collide, and clear empties only one namespace', async () => {
    const places = [
      { key: 'b:c', namespace: 'a' },
      { key: 'c', namespace: 'a:b' },
      { key: 'b:c', namespace: 'api' },
    ]
    for (const [value, { key, namespace }] of places.entries()) await app.cache.set(key, value, { namespace })
    await app.cache.clearNamespace('a')
    const left = await Promise.all(places.map(({ key, namespace }) => app.cache.get(key, { namespace })))
    expect(left).toEqual([undefined, 1, 2])
  })

  it.each(['', 'API', 'api ', '__proto__', 'nope'])('the namespace %p is not declared', async (namespace) => {
    const known = {
      code: 'UNKNOWN_NAMESPACE',
      hint: expect.stringContaining('api, kb, content, embeddings, llm, a, a:b'),
    }
    await expect(app.cache.get('k', { namespace })).rejects.toMatchObject(known)
    await expect(app.cache.set('k', 1, { namespace })).rejects.toMatchObject(known)
    await expect(app.cache.clearNamespace(namespace)).rejects.toMatchObject(known)
  })

  it('a counter refuses what is none, and stays in the safe integers', async () => {
    const { cache } = app
    await expect(cache.increment('k')).rejects.toMatchObject({ code: 'NOT_A_COUNTER' })
    await expect(cache.increment('n', 0.5)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await cache.set('n', Number.MAX_SAFE_INTEGER)
    await expect(cache.increment('n')).rejects.toMatchObject({ code: 'NOT_A_COUNTER' })
    expect(await cache.mget(['k', 'n'])).toEqual(['before', Number.MAX_SAFE_INTEGER])
  })
})

describe('what others write under the keys of the cache', () => {
  const corrupt: unknown[] = []
  const onCorruptEntry = (message: unknown): void => void corrupt.push(message)

  beforeEach(async () => {
    await server.cli('FLUSHALL')
    await open({ url: server.url })
    corrupt.length = 0
    subscribe('curriculum-generator:cache:corrupt-entry', onCorruptEntry)
  })
  afterEach(() => void unsubscribe('curriculum-generator:cache:corrupt-entry', onCorruptEntry))

  /** The name in Redis under which the cache keeps `key`. */
  async function nameOf(key: string): Promise<string> {
    await app.cache.set(key, 'ours')
    const names = JSON.parse(await server.cli('KEYS', `*:${key}`)) as string[]
    expect(names).toHaveLength(1)
    return names[0] ?? ''
  }

  it.each([
    ['text', (name: string) => ['SET', name, 'hello']],
    ['JSON', (name: string) => ['SET', name, '{"a":1}']],
    ['nothing', (name: string) => ['SET', name, '']],
    ['bytes', (name: string) => ['SET', name, '\u0000\uffff\u0001cg1']],
    ['a cut of ours', (name: string) => ['SETRANGE', name, '0', 'cg0']],
    ['the end of ours with a part missing', (name: string) => ['APPEND', name, '"broken']],
  ])('%s is a miss that is reported, and the next set replaces it', async (_name, command) => {
    await server.cli(...command(await nameOf('key')))
    expect(await app.cache.get('key')).toBeUndefined()
    expect(await app.cache.mget(['key', 'other'])).toEqual([undefined, undefined])
    expect(corrupt[0]).toEqual({ prefix: 'api', key: 'key', reason: expect.any(String) })
    expect(corrupt).toHaveLength(2)
    expect(logger.messages('warn').filter((line) => line.startsWith('cache api:'))).toHaveLength(1)
    expect(await app.cache.getStats()).toMatchObject({ hits: 0, misses: 3, errors: 0 })
    await app.cache.set('key', 'ours again')
    expect(await app.cache.get('key')).toBe('ours again')
  })

  it.each([
    ['a list', (name: string) => ['RPUSH', name, 'a']],
    ['a hash', (name: string) => ['HSET', name, 'a', 'b']],
    ['a set', (name: string) => ['SADD', name, 'a']],
  ])('%s is a miss, to deleting nothing, and the next set or increment takes its place', async (_name, command) => {
    const name = await nameOf('key')
    for (const write of [() => app.cache.set('key', 1), () => app.cache.increment('key')]) {
      await server.cli('DEL', name)
      await server.cli(...command(name))
      expect(await app.cache.get('key')).toBeUndefined()
      expect(await app.cache.exists('key')).toBe(false)
      await write()
      expect(await app.cache.get('key')).toBe(1)
    }
    await server.cli('DEL', name)
    await server.cli(...command(name))
    expect(await app.cache.delete('key')).toBe(0)
    expect(await server.cli('EXISTS', name)).toBe('0')
  })
})
