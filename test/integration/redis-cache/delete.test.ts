import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { redisCacheAt } from './redis-cache-fixture.js'

const ENTRIES = 500
const READ_ALL = `for at = 0, ${ENTRIES - 1} do redis.call('GET', 'cg:cache:{api}:v:k' .. at) end`

let server: RedisServer
let opened: Awaited<ReturnType<typeof redisCacheAt>>

beforeAll(async () => {
  server = await RedisServer.start()
  opened = await redisCacheAt(server.url)
})

afterAll(async () => {
  await opened.close()
  await server.stop()
})

/** How often the server ran which command during `work`, within scripts too. */
async function commandsOf(work: () => Promise<unknown>): Promise<ReadonlyMap<string, number>> {
  await server.cli('CONFIG', 'RESETSTAT')
  await work()
  const stats = await server.cli('INFO', 'commandstats')
  return new Map(
    [...stats.matchAll(/cmdstat_(\S+?):calls=(\d+)/g)].map(([, name = '', calls]) => [name, Number(calls)]),
  )
}

describe('RedisCache, deleting', () => {
  it('reads no values: what it takes of Redis does not grow with their size', async () => {
    const { cache } = opened
    const keys = Array.from({ length: ENTRIES }, (_, at) => `k${at}`)
    const value = new Uint8Array(5000).fill(7)
    for (const key of keys) await cache.setMany('api', [{ key, value, ttlMs: 600_000 }])
    expect((await commandsOf(() => server.cli('EVAL', READ_ALL, '0'))).get('get')).toBe(ENTRIES)
    const deleting = await commandsOf(async () => expect(await cache.deleteMany('api', keys)).toBe(ENTRIES))
    // Of each value its header alone, and one version of the namespace for a hundred of them.
    expect(deleting.get('getrange')).toBeGreaterThanOrEqual(ENTRIES)
    expect(deleting.get('get') ?? 0).toBeLessThanOrEqual(ENTRIES / 100)
    expect([deleting.get('mget'), deleting.get('getdel')]).toEqual([undefined, undefined])
  })

  it.each([1, 20, 300, 600])('detects live entries by their header of any length: %d tags', async (count) => {
    const { cache } = opened
    const tags = Array.from({ length: count }, (_, at) => `tag ${at} of ${count}`)
    const write = { value: 'x'.repeat(2000), ttlMs: 600_000 }
    const last = tags.slice(-1)
    await cache.setMany('api', [
      { ...write, key: 'alive', tags },
      { ...write, key: 'with grace', tags, graceMs: 1000 },
      { ...write, key: 'other', tags: tags.map((tag) => `other ${tag}`) },
    ])
    expect(await cache.deleteMany('api', ['alive', 'alive', 'with grace', 'missing'])).toBe(2)
    await cache.setMany('api', [{ ...write, key: 'dead', tags }])
    await cache.invalidateTags('api', last)
    expect(await cache.deleteMany('api', ['dead', 'other'])).toBe(1)
    expect(await server.cli('EXISTS', ...['alive', 'dead', 'other'].map((key) => `cg:cache:{api}:v:${key}`))).toBe('0')
  })

  it('removes what is none of ours without counting it', async () => {
    const name = (key: string) => `cg:cache:{api}:v:${key}`
    await server.cli('RPUSH', name('list'), 'a')
    await server.cli('SETRANGE', name('zeros'), '100000', 'x')
    await server.cli('SET', name('like ours'), `cg1j ${'x'.repeat(100_000)}`)
    expect(await opened.cache.deleteMany('api', ['list', 'zeros', 'like ours'])).toBe(0)
    expect(await server.cli('EXISTS', name('list'), name('zeros'), name('like ours'))).toBe('0')
  })
})
