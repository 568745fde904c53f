import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { CacheNode } from './node-fixture.js'

let server: RedisServer
let node: CacheNode

beforeAll(async () => {
  server = await RedisServer.start({ users: ['user app on >secret ~* &* +@all -client|tracking'] })
  node = await CacheNode.start(server)
})

afterAll(async () => {
  await node.stop()
  await server.stop()
})

/** The connections of the node, as the server sees them. */
async function clients(): Promise<readonly string[]> {
  const list = await server.cli('CLIENT', 'LIST')
  return list.split('\n').filter((line) => line.includes('user=app'))
}

it('a user without the right to track keys works as without local cache, with one warning and one connection', async () => {
  const { cache, logger, invalidations } = node
  for (let connection = 0; connection < 3; connection++) {
    expect(invalidations.active).toBe(false)
    await cache.set('k', connection)
    expect([await cache.get('k'), await cache.get('k'), node.holds('k')]).toEqual([connection, connection, false])
    expect(await cache.getOrSet(`loaded ${connection}`, () => 'v')).toBe('v')
    expect(await cache.get(`loaded ${connection}`)).toBe('v')
    expect(await clients()).toHaveLength(1)
    await server.cli('CLIENT', 'KILL', 'USER', 'app')
    await node.flush()
  }
  const messages = logger.messages('warn').filter((message) => message.includes('CLIENT TRACKING'))
  expect(messages).toEqual([expect.stringContaining('allow CLIENT TRACKING')])
})

it('a caller that waits for the load of another process polls', async () => {
  const lease = await node.port.acquire('api', { key: 'leased', leaseMs: 60_000 })
  const waiting = node.cache.getOrSet('leased', () => 'its own')
  await node.flush()
  if (lease.state !== 'leased') throw new Error('there is no lease')
  await node.port.commit('api', lease.token, { key: 'leased', value: 'of the other', ttlMs: 60_000 })
  expect(await waiting).toBe('of the other')
})

it('what failed is repeated there too', async () => {
  await node.cache.set('k', 'old')
  node.proxy.fault({ kind: 'refuse' })
  const failed = { code: expect.stringMatching(/^(STORE_UNAVAILABLE|OUTCOME_UNKNOWN)$/) }
  await expect(node.port.deleteMany('api', ['k'])).rejects.toMatchObject(failed)
  node.proxy.clear()
  await node.flush()
  expect(await node.cache.get('k')).toBeUndefined()
})

it('and changes are reported from the first connection that may track', async () => {
  await node.cache.set('k', 'v')
  await server.cli('ACL', 'SETUSER', 'app', '+client|tracking')
  await server.cli('CLIENT', 'KILL', 'USER', 'app')
  await node.flush()
  expect(node.invalidations.active).toBe(true)
  expect(await node.warm('k')).toBe('v')
})
