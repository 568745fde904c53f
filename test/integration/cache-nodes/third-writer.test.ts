import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { CacheNode, nameOf } from './node-fixture.js'

let server: RedisServer
let nodes: readonly CacheNode[]

beforeAll(async () => {
  server = await RedisServer.start()
  nodes = [await CacheNode.start(server), await CacheNode.start(server)]
})

afterAll(async () => {
  for (const node of nodes) await node.stop()
  await server.stop()
})

/** What all nodes read after all messages have arrived. */
async function read(key: string): Promise<readonly unknown[]> {
  for (const node of nodes) await node.flush()
  return Promise.all(nodes.map(({ cache }) => cache.get(key)))
}

describe('what a person at the console of Redis does is seen by every node', () => {
  beforeEach(async () => {
    await nodes[0]?.cache.set('k', 'old', { tags: ['t'] })
    await nodes[0]?.cache.set('l', 'kept')
    for (const node of nodes) for (const key of ['k', 'l']) await node.warm(key)
  })

  it.each([
    ['DEL', ['DEL', nameOf('k')]],
    ['UNLINK', ['UNLINK', nameOf('k')]],
    ['SET of garbage', ['SET', nameOf('k'), 'garbage']],
    ['a list in its place', ['EVAL', "redis.call('DEL', KEYS[1]) redis.call('LPUSH', KEYS[1], 'x')", '1', nameOf('k')]],
    ['RENAME', ['RENAME', nameOf('k'), 'elsewhere']],
    ['the loss of its tag', ['DEL', 'cg:cache:{api}:t:t']],
  ])('%s', async (_, command) => {
    await server.cli(...command)
    expect(await read('k')).toEqual([undefined, undefined])
    expect(await read('l')).toEqual(['kept', 'kept'])
    await nodes[1]?.cache.set('k', 'new')
    expect(await read('k')).toEqual(['new', 'new'])
  })

  it.each([
    ['FLUSHALL', ['FLUSHALL']],
    ['FLUSHDB', ['FLUSHDB']],
    ['the loss of the generation', ['DEL', 'cg:cache:{api}:g']],
  ])('%s', async (_, command) => {
    await server.cli(...command)
    expect(await read('k')).toEqual([undefined, undefined])
    expect(await read('l')).toEqual([undefined, undefined])
    await nodes[1]?.cache.set('k', 'new')
    expect(await read('k')).toEqual(['new', 'new'])
  })

  it('EXPIRE: a local value lives no longer', async () => {
    await server.cli('PEXPIRE', nameOf('k'), '30000')
    expect(await read('k')).toEqual(['old', 'old'])
    for (const node of nodes) await node.warm('k')
    for (const node of nodes) node.localClock.forward(30_000)
    expect(nodes.map((node) => node.holds('k'))).toEqual([false, false])
    expect(nodes.map((node) => node.holds('l'))).toEqual([true, true])
    for (const node of nodes) node.localClock.forward(-30_000)
  })

  it('expiry in Redis is reported', async () => {
    await server.cli('PEXPIRE', nameOf('k'), '1000')
    expect(await read('k')).toEqual(['old', 'old'])
    for (const node of nodes) await node.warm('k')
    // Near it would live for ten seconds more.
    for (const node of nodes) node.localClock.forward(-10_000)
    expect(nodes.map((node) => node.holds('k'))).toEqual([true, true])
    const startedAt = runningTime()
    while (nodes.some((node) => node.holds('k')) && runningTime() - startedAt < 60_000) await nodes[0]?.flush()
    expect(await read('k')).toEqual([undefined, undefined])
    for (const node of nodes) node.localClock.forward(10_000)
  })

  it('foreign names under the prefix have no effect', async () => {
    for (const name of [
      'cg:cache:',
      'cg:cache:{api}:t:%',
      'cg:cache:{api',
      'cg:cache:{none}:v:k',
      'cg:cache:{api}:z',
    ]) {
      await server.cli('SET', name, 'x')
    }
    expect(await read('k')).toEqual(['old', 'old'])
  })

  it('eviction is reported', async () => {
    await server.cli('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-random')
    await server.cli('CONFIG', 'SET', 'maxmemory', '1')
    // It goes on in the background.
    for (let turn = 0; turn < 500 && (await server.cli('DBSIZE')) !== '0'; turn++) {
      await server.cli('PING')
      if (turn % 10 === 0) await server.cli('SET', 'makes', 'room').catch(() => undefined)
    }
    await server.cli('CONFIG', 'SET', 'maxmemory', '0')
    expect(await read('k')).toEqual([undefined, undefined])
    expect(nodes.map((node) => node.holds('l'))).toEqual([false, false])
  })
})
