import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { runningTime } from '../../support/running-time.js'
import { CacheNode, NODE_DEADLINE_MS, nameOf } from './node-fixture.js'

const STORE_FAILURE = { code: expect.stringMatching(/^(STORE_UNAVAILABLE|OUTCOME_UNKNOWN)$/) }
const NOTICED_MS = 60_000
const down = () => Promise.reject(new Error('no source'))

let server: RedisServer
let there: CacheNode
let cut: CacheNode

beforeAll(async () => {
  server = await RedisServer.start()
  there = await CacheNode.start(server)
  cut = await CacheNode.start(server)
})

afterAll(async () => {
  await there.stop()
  await cut.stop()
  await server.stop()
})

/** Cuts the one node off, and lets it notice: a fault that is mute shows only in a question without an answer. */
async function begin(fault: Fault): Promise<void> {
  cut.proxy.fault(fault)
  const startedAt = runningTime()
  while (cut.invalidations.active) {
    if (runningTime() - startedAt > NOTICED_MS) throw new Error('the loss goes unnoticed')
    await cut.inOutage(cut.cache.get('anything'))
  }
}

/** Reconnects, without a question to the cache. */
async function end(): Promise<void> {
  cut.proxy.clear()
  // An attempt to connect that began during the fault is over.
  cut.connectionClock.forward(NODE_DEADLINE_MS)
  await cut.flush()
}

const FAULTS: readonly Fault[] = [
  { kind: 'refuse' },
  { kind: 'reset-mid-reply' },
  { kind: 'half-close' },
  { kind: 'black-hole' },
]

describe.each(FAULTS)('a node that is cut off ($kind), and back', (fault) => {
  beforeEach(async () => {
    await end()
    await server.cli('FLUSHALL')
    await there.cache.set('graced', 'old', { ttl: 60, grace: 60 })
    await there.cache.set('plain', 'old', { ttl: 60 })
    for (const key of ['graced', 'plain']) expect(await cut.warm(key)).toBe('old')
  })

  it('keeps no local values, and returns nothing that may have changed', async () => {
    await begin(fault)
    expect([cut.holds('graced'), cut.holds('plain')]).toEqual([false, false])
    await there.cache.set('plain', 'new')
    expect(await cut.inOutage(cut.cache.mget(['graced', 'plain']))).toEqual([undefined, undefined])
    await end()
    expect(await cut.cache.get('plain')).toBe('new')
    expect(await cut.warm('plain')).toBe('new')
  })

  it('returns stale values with a grace to reads with a grace, until it ends', async () => {
    await begin(fault)
    const grace = { grace: 60 }
    expect(await cut.inOutage(cut.cache.getOrSet('graced', () => 'loaded', grace))).toBe('loaded')
    expect(await cut.inOutage(cut.cache.getOrSet('graced', down, grace))).toBe('old')
    expect(await cut.inOutage(cut.cache.mgetOrSet(['graced'], down, grace))).toEqual(['old'])
    await expect(cut.inOutage(cut.cache.getOrSet('graced', down))).rejects.toThrow('no source')
    await expect(cut.inOutage(cut.cache.getOrSet('plain', down, grace))).rejects.toThrow('no source')
    cut.localClock.forward(90_000)
    expect(await cut.inOutage(cut.cache.getOrSet('graced', down, grace))).toBe('old')
    cut.localClock.forward(30_000)
    await expect(cut.inOutage(cut.cache.getOrSet('graced', down, grace))).rejects.toThrow('no source')
    await end()
  })

  it('serves nothing stale any more once it is back', async () => {
    await begin(fault)
    expect(await cut.inOutage(cut.cache.getOrSet('graced', down, { grace: 60 }))).toBe('old')
    await there.cache.delete('graced')
    await there.cache.set('plain', 'new')
    await end()
    expect(await cut.cache.mget(['graced', 'plain'])).toEqual([undefined, 'new'])
    await expect(cut.cache.getOrSet('graced', down, { grace: 60 })).rejects.toThrow('no source')
  })

  it('repeats the writes that failed as deletes, before it reads anything', async () => {
    await there.cache.mset(['set', 'deleted', 'settled', 'tagged'].map((key) => ({ key, value: 'old' })))
    await there.cache.set('tagged', 'old', { tags: ['t'] })
    await there.cache.set('counter', 10)
    await there.cache.set('page', 'old', { namespace: 'kb' })
    await begin(fault)
    await expect(cut.inOutage(cut.cache.set('set', 'lost'))).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.inOutage(cut.cache.set('settled', 'lost'))).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.inOutage(cut.cache.delete('deleted'))).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.inOutage(cut.cache.delete('counter'))).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.inOutage(cut.cache.invalidateTags(['t']))).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.inOutage(cut.cache.clearNamespace('kb'))).rejects.toMatchObject(STORE_FAILURE)
    await end()
    const inRedis = () => Promise.all(['set', 'deleted', 'counter'].map((key) => server.cli('EXISTS', nameOf(key))))
    expect(await inRedis()).toEqual(['1', '1', '1'])
    await cut.cache.set('settled', 'newer')
    expect(await cut.cache.get('of no concern')).toBeUndefined()
    expect(await inRedis()).toEqual(['0', '0', '0'])
    expect(await cut.cache.mget(['set', 'deleted', 'settled', 'tagged'])).toEqual([
      undefined,
      undefined,
      'newer',
      undefined,
    ])
    expect(await cut.cache.get('page', { namespace: 'kb' })).toBeUndefined()
    await there.flush()
    expect(await there.cache.mget(['set', 'plain'])).toEqual([undefined, 'old'])
    // Once, and never again.
    await there.cache.set('set', 'of the other')
    expect(await cut.cache.get('set')).toBe('of the other')
  })

  it('a counter and a load go by what failed, also if nothing was read in between', async () => {
    await there.cache.set('counter', 10)
    await there.cache.delete('loaded')
    let open: (value: string) => void = () => undefined
    const startedAt = new Promise<void>((resolve) => {
      const load = () =>
        new Promise<string>((loaded) => {
          open = loaded
          resolve()
        })
      void cut.cache.getOrSet('loaded', load).catch(() => undefined)
    })
    await startedAt
    await begin(fault)
    for (const key of ['counter', 'loaded'])
      await expect(cut.inOutage(cut.cache.delete(key))).rejects.toMatchObject(STORE_FAILURE)
    await end()
    open('old')
    expect(await cut.cache.increment('counter')).toBe(1)
    await cut.flush()
    expect(await cut.cache.get('loaded')).toBeUndefined()
    expect(await there.cache.getOrSet('loaded', () => 'new')).toBe('new')
  })
})
