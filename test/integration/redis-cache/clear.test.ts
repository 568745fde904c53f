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
  // What is written here at once is far more than what the deadline of a call is made for.
  const opened = await redisCacheAt(server.url, {}, { deadlineMs: 5000 })
  closing.push(opened.close)
  return opened
}

/** What the main thread of the server has computed so far, in microseconds. */
async function cpuMicros(): Promise<number> {
  const cpu = await server.cli('INFO', 'cpu')
  const seconds = [...cpu.matchAll(/used_cpu_(?:sys|user)_main_thread:([\d.]+)/g)].map(([, value]) => Number(value))
  expect(seconds).toHaveLength(2)
  return seconds.reduce((sum, value) => sum + value, 0) * 1e6
}

describe('RedisCache, clearing', () => {
  it('empties a namespace of 200,000 keys at once and gives their memory back in steps that block nobody', async () => {
    const { cache, connection } = await open()
    await connection.run((client) => client.configSet('slowlog-log-slower-than', '10000'))
    for (let from = 0; from < ENTRIES; from += PER_WRITE) {
      const writes = Array.from({ length: PER_WRITE }, (_, at) => ({ key: `k${from + at}`, value: at, ttlMs: 600_000 }))
      await connection.run((client) => client.ping(), { deadlineMs: 5000 })
      await cache.setMany('api', writes)
    }
    await cache.setMany('kb', [{ key: 'neighbour', value: 1, ttlMs: 600_000 }])
    await server.cli('CONFIG', 'RESETSTAT')
    await server.cli('SLOWLOG', 'RESET')
    const before = await cpuMicros()
    await cache.clear('api')
    expect(await cache.getMany('api', ['k0', 'k199999'])).toEqual([undefined, undefined])
    await cache.setMany('api', [{ key: 'k0', value: 'new', ttlMs: 600_000 }])

    // What is left: generation and value of each namespace.
    while ((await cache.stats()).entries > 4) await connection.run((client) => client.ping())
    expect(await cache.getMany('api', ['k0', 'k1'])).toEqual([{ value: 'new', stale: false }, undefined])
    expect(await cache.getMany('kb', ['neighbour'])).toEqual([{ value: 1, stale: false }])
    // Many steps that are short on average; those that took long in spite of it were interrupted by the machine.
    const stats = await server.cli('INFO', 'commandstats')
    const [, steps = 0, swept = 0] = /cmdstat_evalsha:calls=(\d+),usec=(\d+)/.exec(stats) ?? []
    expect(Number(steps)).toBeGreaterThan(200)
    // The sweep's share of the server's own CPU time, which what else the machine does leaves alone.
    const all = [...stats.matchAll(/cmdstat_\S+:calls=\d+,usec=(\d+)/g)].reduce(
      (sum, [, usec]) => sum + Number(usec),
      0,
    )
    const computed = ((await cpuMicros()) - before) * (Number(swept) / all)
    expect(computed / Number(steps)).toBeLessThan(2000)
    expect(Number(await server.cli('SLOWLOG', 'LEN'))).toBeLessThanOrEqual(Number(steps) / 50)
  }, 60_000)

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
