import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Fault } from '../../support/fault-proxy.js'
import { RedisServer } from '../../support/redis-server.js'
import { CacheNode, nameOf } from './node-fixture.js'

const STORE_FAILURE = { code: expect.stringMatching(/^(STORE_UNAVAILABLE|OUTCOME_UNKNOWN)$/) }
const down = () => Promise.reject(new Error('no source'))

let server: RedisServer
let there: CacheNode
let cut: CacheNode

beforeAll(async () => {
  server = await RedisServer.start()
  there = await CacheNode.start(server, { limits: { deadlineMs: 5000 } })
  // A machine that is busy with other tests is no fault of the cache.
  cut = await CacheNode.start(server, { limits: { deadlineMs: 500 } })
})

afterAll(async () => {
  await there.stop()
  await cut.stop()
  await server.stop()
})

/** Cuts the one node off, and lets it notice: a fault that is mute shows only in a question without an answer. */
async function begin(fault: Fault): Promise<void> {
  cut.proxy.fault(fault)
  const end = Date.now() + 8000
  while (cut.invalidations.active) {
    if (Date.now() > end) throw new Error('the loss goes unnoticed')
    await cut.cache.get('anything')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Reconnects, without a question to the cache. */
async function end(): Promise<void> {
  cut.proxy.clear()
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
    await server.cli('FLUSHALL')
    await there.cache.set('graced', 'old', { ttl: 60, grace: 30 })
    await there.cache.set('plain', 'old', { ttl: 60 })
    for (const key of ['graced', 'plain']) expect(await cut.warm(key)).toBe('old')
  })

  it('holds nothing near, and reads nothing that may have changed', async () => {
    await begin(fault)
    expect([cut.holds('graced'), cut.holds('plain')]).toEqual([false, false])
    await there.cache.set('plain', 'new')
    expect(await cut.cache.mget(['graced', 'plain'])).toEqual([undefined, undefined])
    await end()
    expect(await cut.cache.get('plain')).toBe('new')
    expect(await cut.warm('plain')).toBe('new')
  })

  it('serves as stale what has a grace, to those who ask with one, until that ends', async () => {
    await begin(fault)
    const grace = { grace: 30 }
    expect(await cut.cache.getOrSet('graced', () => 'loaded', grace)).toBe('loaded')
    expect(await cut.cache.getOrSet('graced', down, grace)).toBe('old')
    expect(await cut.cache.mgetOrSet(['graced'], down, grace)).toEqual(['old'])
    await expect(cut.cache.getOrSet('graced', down)).rejects.toThrow('no source')
    await expect(cut.cache.getOrSet('plain', down, grace)).rejects.toThrow('no source')
    cut.nearClock.forward(80_000)
    expect(await cut.cache.getOrSet('graced', down, grace)).toBe('old')
    cut.nearClock.forward(10_000)
    await expect(cut.cache.getOrSet('graced', down, grace)).rejects.toThrow('no source')
    await end()
  })

  it('serves nothing stale any more once it is back', async () => {
    await begin(fault)
    expect(await cut.cache.getOrSet('graced', down, { grace: 30 })).toBe('old')
    await there.cache.delete('graced')
    await there.cache.set('plain', 'new')
    await end()
    expect(await cut.cache.mget(['graced', 'plain'])).toEqual([undefined, 'new'])
    await expect(cut.cache.getOrSet('graced', down, { grace: 30 })).rejects.toThrow('no source')
  })

  it('repeats the writes that failed as deletes, before it reads anything', async () => {
    await there.cache.mset(['set', 'deleted', 'settled', 'tagged'].map((key) => ({ key, value: 'old' })))
    await there.cache.set('tagged', 'old', { tags: ['t'] })
    await there.cache.set('counter', 10)
    await there.cache.set('page', 'old', { namespace: 'kb' })
    await begin(fault)
    await expect(cut.cache.set('set', 'lost')).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.cache.set('settled', 'lost')).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.cache.delete('deleted')).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.cache.delete('counter')).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.cache.invalidateTags(['t'])).rejects.toMatchObject(STORE_FAILURE)
    await expect(cut.cache.clearNamespace('kb')).rejects.toMatchObject(STORE_FAILURE)
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
    const begun = new Promise<void>((resolve) => {
      const load = () =>
        new Promise<string>((loaded) => {
          open = loaded
          resolve()
        })
      void cut.cache.getOrSet('loaded', load).catch(() => undefined)
    })
    await begun
    await begin(fault)
    for (const key of ['counter', 'loaded']) await expect(cut.cache.delete(key)).rejects.toMatchObject(STORE_FAILURE)
    await end()
    open('old')
    expect(await cut.cache.increment('counter')).toBe(1)
    await cut.flush()
    expect(await cut.cache.get('loaded')).toBeUndefined()
    expect(await there.cache.getOrSet('loaded', () => 'new')).toBe('new')
  })
})
