import { describe, expect, it } from '@jest/globals'
import { cacheFixture, refusal } from './cache-fixture.js'

describe('LruCache, law "batch"', () => {
  it('getMany is positional and keys may repeat', async () => {
    const { cache, set } = cacheFixture()
    await set('a', 1)
    await set('b', 2)
    const hits = await cache.getMany('ns', ['b', 'x', 'a', 'b'])
    expect(hits.map((hit) => hit?.value)).toEqual([2, undefined, 1, 2])
    expect(await cache.getMany('ns', [])).toEqual([])
  })

  it('of repeated keys in setMany the last wins', async () => {
    const { cache, get } = cacheFixture()
    await cache.setMany(
      'ns',
      [1, 2, 3].map((value) => ({ key: 'k', value, ttlMs: 1000 })),
    )
    expect(await get('k')).toBe(3)
    expect((await cache.stats()).entries).toBe(1)
    await cache.setMany('ns', [])
  })
})

describe('LruCache, law "increment"', () => {
  it('creates the counter with the TTL and never extends it', async () => {
    const { clock, cache } = cacheFixture()
    expect(await cache.increment('ns', { key: 'k', by: 5, ttlMs: 100 })).toBe(5)
    await clock.advance(60)
    expect(await cache.increment('ns', { key: 'k', by: -7, ttlMs: 100 })).toBe(-2)
    expect((await cache.getMany('ns', ['k'], { remaining: true }))[0]).toMatchObject({ value: -2, remainingMs: 40 })
    await clock.advance(40)
    expect(await cache.increment('ns', { key: 'k', by: 0, ttlMs: 100 })).toBe(0)
  })

  it('keeps grace and tags of the entry it moves', async () => {
    const { clock, cache, set, get, getStale } = cacheFixture()
    await set('k', 1, { ttlMs: 100, graceMs: 50, tags: ['t'] })
    await cache.increment('ns', { key: 'k', by: 1, ttlMs: 1 })
    await clock.advance(100)
    expect(await getStale('k')).toEqual({ value: 2, remainingMs: 50, stale: true })
    await set('k', 1, { tags: ['t'] })
    await cache.increment('ns', { key: 'k', by: 1, ttlMs: 1 })
    await cache.invalidateTags('ns', ['t'])
    expect(await get('k')).toBeUndefined()
  })

  it('is atomic: of parallel ones none is lost', async () => {
    const { cache } = cacheFixture()
    const results = await Promise.all(
      Array.from({ length: 100 }, () => cache.increment('ns', { key: 'k', by: 1, ttlMs: 1000 })),
    )
    expect(new Set(results).size).toBe(100)
    expect(Math.max(...results)).toBe(100)
  })

  it.each([[null], ['5'], [1.5], [[1]], [true], [new Uint8Array([1])], [Number.MAX_SAFE_INTEGER + 1]])(
    'refuses an entry that holds %p, which stays as it was',
    async (value) => {
      const { cache, set, get } = cacheFixture()
      await set('k', value)
      expect((await refusal(cache.increment('ns', { key: 'k', by: 1, ttlMs: 1 }))).code).toBe('NOT_A_COUNTER')
      expect(await get('k')).toEqual(value)
    },
  )

  it.each([
    [Number.MAX_SAFE_INTEGER, 1],
    [Number.MIN_SAFE_INTEGER, -1],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('refuses to leave the safe integers: %i + %i', async (value, by) => {
    const { cache, set, get } = cacheFixture()
    await set('k', value)
    expect((await refusal(cache.increment('ns', { key: 'k', by, ttlMs: 1 }))).code).toBe('NOT_A_COUNTER')
    expect(await get('k')).toBe(value)
    expect(await cache.increment('ns', { key: 'k', by: -value, ttlMs: 1 })).toBe(0)
  })

  it.each([1.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1, '1' as unknown as number])(
    'refuses to move by %p',
    async (by) => {
      const { cache } = cacheFixture()
      expect((await refusal(cache.increment('ns', { key: 'k', by, ttlMs: 1 }))).code).toBe('INVALID_ARGUMENT')
    },
  )
})

describe('LruCache, law "delete"', () => {
  it('returns the number of deleted live entries', async () => {
    const { cache, set, get } = cacheFixture()
    await set('a', 1)
    await set('b', 2)
    expect(await cache.deleteMany('ns', ['a', 'x', 'a'])).toBe(1)
    expect(await get('a')).toBeUndefined()
    expect(await get('b')).toBe(2)
    expect(await cache.deleteMany('nowhere', ['a'])).toBe(0)
  })

  it('clear removes exactly its namespace', async () => {
    const { cache, set, get } = cacheFixture()
    const spaces = ['a', 'a:b', 'a*', '*', '', 'ab']
    for (const space of spaces) await set('k', space, {}, space)
    for (const space of ['a', '*', '']) await cache.clear(space)
    expect(await Promise.all(spaces.map((space) => get('k', space)))).toEqual([
      undefined,
      'a:b',
      'a*',
      undefined,
      undefined,
      'ab',
    ])
    await cache.clear('never used')
  })

  it('invalidateTags removes exactly the entries of its namespace that carry one of the tags', async () => {
    const { cache, set, get } = cacheFixture()
    await set('1', 1, { tags: ['x'] })
    await set('2', 2, { tags: ['y', 'x', 'x'] })
    await set('3', 3, { tags: ['z'] })
    await set('4', 4)
    await set('1', 5, { tags: ['x'] }, 'other')
    await cache.invalidateTags('ns', ['x', 'unknown'])
    expect(await Promise.all(['1', '2', '3', '4'].map((key) => get(key)))).toEqual([undefined, undefined, 3, 4])
    expect(await get('1', 'other')).toBe(5)
    expect((await cache.stats()).entries).toBe(3)
    await set('1', 6, { tags: ['x'] })
    expect(await get('1')).toBe(6)
  })

  it('close gives everything back, may be repeated and breaks nothing', async () => {
    const { cache, set, get } = cacheFixture()
    await set('k', 1)
    await cache.close()
    await cache.close()
    expect(await cache.stats()).toEqual({ connected: true, entries: 0, bytes: 0, evictions: 0 })
    await set('k', 2)
    expect(await get('k')).toBe(2)
  })
})
