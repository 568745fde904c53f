import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Cache } from '../../../src/app/cache/index.js'
import type { CachePort } from '../../../src/ports/index.js'
import { ManualClock } from '../../support/manual-clock.js'
import { RedisServer } from '../../support/redis-server.js'
import { advanceTime } from '../../support/redis-time.js'
import { runningTime } from '../../support/running-time.js'
import { CacheNode, gate, nameOf } from './node-fixture.js'

let server: RedisServer
let a: CacheNode
let b: CacheNode
/** Its facade has a clock that stands still, so that nothing wakes it but what Redis tells. */
let still: CacheNode
const asked: string[] = []

beforeAll(async () => {
  server = await RedisServer.start()
  a = await CacheNode.start(server)
  b = await CacheNode.start(server)
  still = await CacheNode.start(server, { clock: new ManualClock(), wrap: countingAcquires })
})

afterAll(async () => {
  for (const node of [a, b, still]) await node.stop()
  await server.stop()
})

function countingAcquires(port: CachePort): CachePort {
  const acquire = port.acquire.bind(port)
  port.acquire = (namespace, request) => {
    asked.push(request.key)
    return acquire(namespace, request)
  }
  return port
}

describe('one load for two nodes', () => {
  it('however many callers each of them has', async () => {
    let loads = 0
    const load = async () => {
      loads += 1
      await new Promise((resolve) => setTimeout(resolve, 50))
      return { v: [1] }
    }
    const callers = (node: CacheNode) => Array.from({ length: 1000 }, () => node.cache.getOrSet('many', load))
    const values = await Promise.all([...callers(a), ...callers(b)])
    expect(loads).toBe(1)
    expect(values).toEqual(values.map(() => ({ v: [1] })))
    // One snapshot for each node.
    expect(new Set(values).size).toBe(2)
  })

  it('for many keys at once, by one loader call for the keys that no other caller loads', async () => {
    const loaded: string[] = []
    const load = async (keys: readonly string[]) => {
      loaded.push(...keys)
      await new Promise((resolve) => setTimeout(resolve, 20))
      return keys.map((key) => `value of ${key}`)
    }
    const keys = Array.from({ length: 50 }, (_, index) => `of-many-${index}`)
    const both = await Promise.all([a.cache.mgetOrSet(keys, load), b.cache.mgetOrSet([...keys].reverse(), load)])
    expect(loaded.sort()).toEqual([...keys].sort())
    expect(both[0]).toEqual(keys.map((key) => `value of ${key}`))
    expect(both[1]).toEqual([...both[0]].reverse())
  })
})

describe('a caller that waits for the load of another node', () => {
  it('is woken by a message of Redis: no timer runs, and it reads once more', async () => {
    const { gates, load, first } = gate<string>()
    const loading = a.cache.getOrSet('k', load)
    await first
    // The lease acquisition is reported too.
    await still.flush()
    asked.length = 0
    const waiting = still.cache.getOrSet('k', () => 'its own')
    await until(() => asked.length === 2)
    gates[0]?.open('of the other')
    expect(await waiting).toBe('of the other')
    expect(await loading).toBe('of the other')
    // Once to learn about the other load, once after listening for its end, once after the message; no polling.
    expect(asked).toEqual(['k', 'k', 'k'])
  })

  it('takes over at once when the other one stops', async () => {
    const { gates, load, first } = gate<string>()
    const loading = a.cache.getOrSet('given up', load)
    await first
    // The lease acquisition is reported too.
    await still.flush()
    asked.length = 0
    const waiting = still.cache.getOrSet('given up', () => 'its own')
    await until(() => asked.length === 2)
    gates[0]?.fail(new Error('no source'))
    await expect(loading).rejects.toThrow('no source')
    expect(await waiting).toBe('its own')
    expect(await a.cache.get('given up')).toBe('its own')
  })

  it('takes over when the lease ends', async () => {
    const { gates, load, first } = gate<string>()
    const loading = a.cache.getOrSet('expired', load)
    await first
    const waiting = b.cache.getOrSet('expired', () => 'its own')
    await advanceTime(server, 'cg:cache:{api}:l:', 60_000)
    expect(await waiting).toBe('its own')
    gates[0]?.open('late')
    expect(await loading).toBe('late')
    expect(await b.cache.get('expired')).toBe('its own')
  })
})

describe('a change on the other node during a load', () => {
  const changes: readonly (readonly [by: string, change: (cache: Cache) => Promise<unknown>, after: unknown])[] = [
    ['delete', (cache) => cache.delete('k'), undefined],
    ['set', (cache) => cache.set('k', 'set'), 'set'],
    ['mset', (cache) => cache.mset([{ key: 'k', value: 'set' }]), 'set'],
    ['increment', (cache) => cache.increment('k', 5), 5],
    ['clearNamespace', (cache) => cache.clearNamespace('api'), undefined],
    ['invalidateTags', (cache) => cache.invalidateTags(['t']), undefined],
  ]
  it.each(changes)('%s is not lost: what was loaded before it is not stored', async (_, change, after) => {
    await a.cache.delete('k')
    const { gates, load, first } = gate<string>()
    const loading = a.cache.getOrSet('k', load, { tags: ['t'] })
    await first
    await change(b.cache)
    gates[0]?.open('old')
    expect(await loading).toBe('old')
    await a.flush()
    expect([await a.cache.get('k'), await b.cache.get('k')]).toEqual([after, after])
    if (after === undefined) expect(await server.cli('EXISTS', nameOf('k'))).toBe('0')
    // And the other node may load at once.
    expect(await b.cache.getOrSet('k', () => 'new', { tags: ['t'] })).toBe(after ?? 'new')
    await a.flush()
    expect(await a.cache.get('k')).toBe(after ?? 'new')
  })

  it('what concerns others breaks nothing', async () => {
    await a.cache.delete('k')
    const { gates, load, first } = gate<string>()
    const loading = a.cache.getOrSet('k', load, { tags: ['t'] })
    await first
    await b.cache.delete('other')
    await b.cache.clearNamespace('kb')
    await b.cache.invalidateTags(['other'])
    gates[0]?.open('loaded')
    await loading
    expect(await b.cache.get('k')).toBe('loaded')
  })
})

async function until(isSo: () => boolean): Promise<void> {
  const startedAt = runningTime()
  while (!isSo()) {
    if (runningTime() - startedAt > 60_000) throw new Error('it never was so')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
