import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { redisCacheAt } from './redis-cache-fixture.js'

const ENTRIES = 200_000
const PER_WRITE = 5000

let server: RedisServer
const closing: (() => Promise<void>)[] = []

beforeAll(async () => {
  server = await RedisServer.start()
})

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

afterAll(() => server.stop())

async function open() {
  const opened = await redisCacheAt(server.url)
  closing.push(opened.close)
  return opened
}

describe('RedisCache, clearing', () => {
  it('empties a namespace of 200,000 keys at once and frees their memory in steps that block no call', async () => {
    const { cache, connection } = await open()
    for (let from = 0; from < ENTRIES; from += PER_WRITE) {
      const writes = Array.from({ length: PER_WRITE }, (_, at) => ({ key: `k${from + at}`, value: at, ttlMs: 600_000 }))
      await connection.run((client) => client.ping())
      await cache.setMany('api', writes)
    }
    await cache.setMany('kb', [{ key: 'neighbour', value: 1, ttlMs: 600_000 }])
    await server.cli('CONFIG', 'RESETSTAT')
    await cache.clear('api')
    expect(await cache.getMany('api', ['k0', 'k199999'])).toEqual([undefined, undefined])
    await cache.setMany('api', [{ key: 'k0', value: 'new', ttlMs: 600_000 }])

    // What is left: generation and value of each namespace.
    while ((await cache.stats()).entries > 4) await connection.run((client) => client.ping())
    expect(await cache.getMany('api', ['k0', 'k1'])).toEqual([{ value: 'new', stale: false }, undefined])
    expect(await cache.getMany('kb', ['neighbour'])).toEqual([{ value: 1, stale: false }])
    // Many steps, and so short ones: on average one looks at less than 1,000 keys.
    const stats = await server.cli('INFO', 'commandstats')
    const [, steps = 0] = /cmdstat_evalsha:calls=(\d+)/.exec(stats) ?? []
    expect(Number(steps)).toBeGreaterThan(200)
  })

  it('ends its work in the background when it is closed', async () => {
    const { cache, connection } = await open()
    const writes = Array.from({ length: 20_000 }, (_, at) => ({ key: `k${at}`, value: at, ttlMs: 600_000 }))
    await cache.setMany('api', writes)
    await cache.clear('api')
    await cache.close()
    const before = connection.counters.inFlight
    expect(before).toBe(0)
    expect((await cache.stats()).entries).toBeGreaterThan(0)
  })
})
