import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { COMMANDS_USED } from '../../../src/adapters/redis/doctor/commands-used.js'
import type { CachePort } from '../../../src/ports/index.js'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { redisCacheAt } from './redis-cache-fixture.js'

const closing: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** Uses every command of the adapter, on a server that does not know its scripts. */
async function useAll(cache: CachePort): Promise<void> {
  const ttlMs = 60_000
  await cache.setMany('ns', [
    { key: 'plain', value: 1, ttlMs },
    { key: 'tagged', value: 1, ttlMs, tags: ['t'], graceMs: 1000 },
  ])
  await cache.setMany('ns', [{ key: 'tagged', value: 2, ttlMs: 2 * ttlMs, tags: ['t'] }])
  await cache.getMany('ns', ['plain', 'tagged', 'x'])
  await cache.getMany('ns', ['plain', 'tagged'], { stale: true, remaining: true })
  for (let turn = 0; turn < 2; turn++) await cache.increment('ns', { key: 'n', by: 1, ttlMs })
  const lease = { key: 'loaded', leaseMs: 1000, tags: ['t'] }
  const first = await cache.acquire('ns', lease)
  await cache.acquire('ns', lease)
  if (first.state === 'leased') await cache.commit('ns', first.token, { key: 'loaded', value: 1, ttlMs })
  await cache.acquire('ns', lease)
  const second = await cache.acquire('ns', { ...lease, key: 'other' })
  if (second.state === 'leased') await cache.release('ns', 'other', second.token)
  await cache.invalidateTags('ns', ['t'])
  await cache.getMany('ns', ['plain'])
  await cache.deleteMany('ns', ['plain'])
  await cache.stats()
  await cache.clear('ns')
}

/** The commands of the adapter that a user lacks who may run `commands` only. */
async function deniedCommands(commands: readonly (readonly string[])[]): Promise<readonly string[]> {
  const rights = commands.map(([name = '', sub = '']) =>
    name === 'SCRIPT' || name === 'CLIENT' ? `+${name}|${sub}`.toLowerCase() : `+${name}`.toLowerCase(),
  )
  const server = await RedisServer.start({ users: [`user app on >secret ~* &* -@all ${rights.join(' ')}`] })
  closing.push(() => server.stop())
  const { cache, close } = await redisCacheAt(server.url)
  closing.push(close)
  const denied = async (): Promise<readonly string[]> => {
    const log = JSON.parse(await server.cli('ACL', 'LOG')) as string[][]
    return log.map((entry) => String(entry[entry.indexOf('object') + 1]).toUpperCase())
  }
  // The log of the server shows more than the error.
  await useAll(cache).catch(() => undefined)
  const startedAt = runningTime()
  // Clearing continues in the background, with other commands.
  while ((await denied()).length === 0 && (await server.cli('KEYS', '*:v:*')) !== '[]') {
    if (runningTime() - startedAt > 60_000) throw new Error('the namespace that was cleared was not swept')
    await delay(10)
  }
  return denied()
}

describe('the permissions that the doctor checks', () => {
  it('are enough for the cache on Redis', async () => {
    expect(await deniedCommands(COMMANDS_USED)).toEqual([])
  })

  it.each(['GET', 'SET', 'MGET', 'UNLINK', 'PTTL', 'PEXPIRE', 'EVALSHA', 'EVAL', 'SCAN', 'GETRANGE', 'DBSIZE', 'INFO'])(
    'are not enough without %s',
    async (name) => {
      const others = COMMANDS_USED.filter(([other]) => other !== name)
      expect(others.length).toBeLessThan(COMMANDS_USED.length)
      expect(await deniedCommands(others)).toContain(name)
    },
  )
})
