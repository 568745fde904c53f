import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { advanceTime } from '../../support/redis-time.js'

let server: RedisServer

beforeAll(async () => {
  server = await RedisServer.start()
})

afterAll(() => server.stop())

beforeEach(() => server.cli('FLUSHALL'))

async function left(key: string): Promise<number> {
  return Number(await server.cli('PTTL', key))
}

const GONE = -2
const FOR_EVER = -1

describe('advanceTime', () => {
  it('takes the time from what is left, ends what ran out, and leaves what has no end', async () => {
    await server.cli('SET', 'run:long', 'v', 'PX', '100000')
    await server.cli('SET', 'run:short', 'v', 'PX', '40000')
    await server.cli('SET', 'run:exact', 'v', 'PX', '40000')
    await server.cli('SET', 'run:ever', 'v')
    await advanceTime(server, 'run:', 40_000)
    expect(await left('run:long')).toBeGreaterThan(55_000)
    expect(await left('run:long')).toBeLessThanOrEqual(60_000)
    expect(await left('run:short')).toBe(GONE)
    expect(await left('run:exact')).toBe(GONE)
    expect(await left('run:ever')).toBe(FOR_EVER)
    await advanceTime(server, 'run:', 60_000)
    expect(await left('run:long')).toBe(GONE)
  })

  it('touches nothing outside the prefix, with any special characters', async () => {
    const prefix = 'run[a-z]*?\\:'
    await server.cli('SET', `${prefix}1`, 'v', 'PX', '1000')
    for (const other of ['runa:1', 'runabc\\:1', 'run[a-z]xx:1', 'other', `x${prefix}1`]) {
      await server.cli('SET', other, 'v', 'PX', '50000')
    }
    await advanceTime(server, prefix, 10_000)
    expect(await left(`${prefix}1`)).toBe(GONE)
    expect(await server.cli('DBSIZE')).toBe('5')
    for (const other of JSON.parse(await server.cli('KEYS', '*')) as string[]) {
      expect(await left(other)).toBeGreaterThan(45_000)
    }
  })

  it('ages each of many keys once, of every type', async () => {
    const fill = `for i = 1, 5000 do redis.call('SET', 'run:' .. i, 'v', 'PX', 100000) end
      redis.call('HSET', 'run:hash', 'f', 'v') redis.call('PEXPIRE', 'run:hash', 100000)`
    await server.cli('EVAL', fill, '0')
    await advanceTime(server, 'run:', 60_000)
    const min = `local least = 100000
      for _, key in ipairs(redis.call('KEYS', '*')) do least = math.min(least, redis.call('PTTL', key)) end
      return least`
    expect(await server.cli('DBSIZE')).toBe('5001')
    expect(Number(await server.cli('EVAL', min, '0'))).toBeGreaterThan(30_000)
    expect(await left('run:hash')).toBeLessThanOrEqual(40_000)
    await advanceTime(server, 'run:', 60_000)
    expect(await server.cli('DBSIZE')).toBe('0')
  })

  it('refuses to age everything', async () => {
    await expect(advanceTime(server, '', 1)).rejects.toThrow('needs a prefix')
  })
})
