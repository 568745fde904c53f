import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { FaultProxy } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { redisCacheAt } from './redis-cache-fixture.js'

const LEASE = { leaseMs: 60_000 }
const ENTRY = { value: 1, ttlMs: 60_000 }

let server: RedisServer
let proxy: FaultProxy
let near: Awaited<ReturnType<typeof redisCacheAt>>
let other: Awaited<ReturnType<typeof redisCacheAt>>

beforeAll(async () => {
  server = await RedisServer.start()
  proxy = await FaultProxy.start(server)
  near = await redisCacheAt(`redis://127.0.0.1:${proxy.port}`)
  other = await redisCacheAt(server.url)
  // A script that Redis does not know yet takes a second question, which a fault may swallow.
  for (const key of ['warm', 'warm']) {
    const lease = await near.cache.acquire('api', { key, ...LEASE })
    if (lease.state === 'leased') await near.cache.release('api', key, lease.token)
  }
  await near.cache.commit('api', 'none', { key: 'warm', ...ENTRY })
})

afterAll(async () => {
  await near.close()
  await other.close()
  await proxy.close()
  await server.stop()
})

/** Runs `write` while replies are cut in half, and comes back. */
async function inFault(write: () => Promise<unknown>): Promise<void> {
  proxy.fault({ kind: 'reset-mid-reply' })
  await expect(write()).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  proxy.clear()
  await near.connection.run((client) => client.ping())
}

/** What the other node gets, before and after the first one has had to do with any lease again. */
async function beforeAndAfter(key: string): Promise<readonly string[]> {
  const before = await other.cache.acquire('api', { key, ...LEASE })
  await near.cache.acquire('api', { key: `${key} other`, ...LEASE })
  return [before.state, (await other.cache.acquire('api', { key, ...LEASE })).state]
}

describe('a lease without an owner', () => {
  it('as it is not known that it was given out', async () => {
    await inFault(() => near.cache.acquire('api', { key: 'taken', ...LEASE }))
    expect(await beforeAndAfter('taken')).toEqual(['busy', 'leased'])
  })

  it('as giving it back failed', async () => {
    const lease = await near.cache.acquire('api', { key: 'kept', ...LEASE })
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    await expect(
      near.cache.commit('api', lease.state === 'leased' ? lease.token : '', { key: 'kept', ...ENTRY }),
    ).rejects.toMatchObject({ code: 'STORE_FULL' })
    await server.cli('CONFIG', 'SET', 'maxmemory', '0')
    expect(await beforeAndAfter('kept')).toEqual(['busy', 'leased'])
  })

  it('and what was taken after it by others stays theirs', async () => {
    await inFault(() => near.cache.acquire('api', { key: 'moved', ...LEASE }))
    await other.cache.deleteMany('api', ['moved'])
    const theirs = await other.cache.acquire('api', { key: 'moved', ...LEASE })
    expect(await beforeAndAfter('moved')).toEqual(['busy', 'busy'])
    expect(theirs.state).toBe('leased')
  })
})
