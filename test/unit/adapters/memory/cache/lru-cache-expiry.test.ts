import { describe, expect, it } from '@jest/globals'
import { LruCache } from '../../../../../src/adapters/memory/index.js'
import type { Clock } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { cacheFixture, refusal } from './cache-fixture.js'

describe('LruCache, law "expiry"', () => {
  it('an entry is expired at age >= TTL', async () => {
    const { clock, set, get } = cacheFixture()
    await set('k', 1, { ttlMs: 100 })
    await clock.advance(99)
    expect(await get('k')).toBe(1)
    await clock.advance(1)
    expect(await get('k')).toBeUndefined()
  })

  it('reading sets no life longer', async () => {
    const { clock, set, get } = cacheFixture()
    await set('k', 1, { ttlMs: 100 })
    for (let time = 0; time < 100; time += 10) {
      expect(await get('k')).toBe(1)
      await clock.advance(10)
    }
    expect(await get('k')).toBeUndefined()
  })

  it.each([50, 500])('overwriting replaces value and TTL (by %i ms)', async (ttlMs) => {
    const { clock, set, get } = cacheFixture()
    await set('k', 1, { ttlMs: 100, graceMs: 1000, tags: ['t'] })
    await clock.advance(20)
    await set('k', 2, { ttlMs })
    await clock.advance(ttlMs - 1)
    expect(await get('k')).toBe(2)
    await clock.advance(1)
    expect(await get('k')).toBeUndefined()
  })

  it('overwriting replaces grace and tags', async () => {
    const { clock, cache, set, get, getStale } = cacheFixture()
    await set('k', 1, { graceMs: 5000, tags: ['old'] })
    await set('k', 2, { tags: ['new'] })
    await cache.invalidateTags('ns', ['old'])
    expect(await get('k')).toBe(2)
    await clock.advance(1000)
    expect(await getStale('k')).toBeUndefined()
    await set('k', 3, { tags: ['new'] })
    await cache.invalidateTags('ns', ['new'])
    expect(await get('k')).toBeUndefined()
  })

  it('a hit says in whole milliseconds how long it lives, never 0', async () => {
    const { clock, cache, set } = cacheFixture()
    await set('k', 1, { ttlMs: 100 })
    await clock.advance(99.5)
    expect((await cache.getMany('ns', ['k'], { remaining: true }))[0]).toEqual({
      value: 1,
      remainingMs: 1,
      stale: false,
    })
  })

  it('an expired entry counts as none: not deleted, not listed, not a counter', async () => {
    const { clock, cache, set } = cacheFixture()
    await set('k', 5, { ttlMs: 10, graceMs: 1000 })
    await clock.advance(10)
    expect((await cache.stats()).entries).toBe(0)
    expect(await cache.increment('ns', { key: 'k', by: 1, ttlMs: 10 })).toBe(1)
    await clock.advance(10)
    expect(await cache.deleteMany('ns', ['k'])).toBe(0)
  })

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, '5' as unknown as number])(
    'a time of %p ms is refused, and nothing is done',
    async (ms) => {
      const { cache, set, get } = cacheFixture()
      await set('k', 1)
      for (const call of [
        set('k', 2, { ttlMs: ms }),
        set('k', 2, { graceMs: ms === 0 ? -1 : ms }),
        cache.increment('ns', { key: 'k', by: 1, ttlMs: ms }),
        cache.acquire('ns', { key: 'k', leaseMs: ms }),
      ]) {
        expect((await refusal(call)).code).toBe('INVALID_TTL')
      }
      expect(await get('k')).toBe(1)
    },
  )

  it('setting the clock of the machine back or forth changes no life', async () => {
    const clock = new ManualClock()
    let jump = 0
    const jumping: Clock = {
      now: () => clock.now() + jump,
      monotonic: () => clock.monotonic(),
      setTimer: (delayMs, task) => clock.setTimer(delayMs, task),
    }
    const cache = new LruCache({ clock: jumping })
    await cache.setMany('ns', [{ key: 'k', value: 1, ttlMs: 100 }])
    jump = 1e9
    expect((await cache.getMany('ns', ['k'], { remaining: true }))[0]?.remainingMs).toBe(100)
    jump = -1e9
    await clock.advance(100)
    expect((await cache.getMany('ns', ['k'], { remaining: true }))[0]).toBeUndefined()
  })

  it('it sets no timer of its own', async () => {
    const { clock, cache, set } = cacheFixture()
    await set('k', 1, { graceMs: 5 })
    await cache.acquire('ns', { key: 'x', leaseMs: 5 })
    expect(clock.timers).toBe(0)
  })
})

describe('LruCache, grace', () => {
  it('returns a stale value only on request, until the grace ends', async () => {
    const { clock, set, get, getStale } = cacheFixture()
    await set('k', 1, { ttlMs: 100, graceMs: 50 })
    expect(await getStale('k')).toEqual({ value: 1, remainingMs: 100, stale: false })
    await clock.advance(100)
    expect(await get('k')).toBeUndefined()
    expect(await getStale('k')).toEqual({ value: 1, remainingMs: 50, stale: true })
    await clock.advance(49)
    expect(await getStale('k')).toEqual({ value: 1, remainingMs: 1, stale: true })
    await clock.advance(1)
    expect(await getStale('k')).toBeUndefined()
  })

  it.each(['delete', 'clear', 'invalidate'] as const)('%s removes the stale value too', async (verb) => {
    const { clock, cache, set, getStale } = cacheFixture()
    await set('k', 1, { ttlMs: 100, graceMs: 50, tags: ['t'] })
    await clock.advance(100)
    if (verb === 'delete') expect(await cache.deleteMany('ns', ['k'])).toBe(0)
    if (verb === 'clear') await cache.clear('ns')
    if (verb === 'invalidate') await cache.invalidateTags('ns', ['t'])
    expect(await getStale('k')).toBeUndefined()
  })
})
