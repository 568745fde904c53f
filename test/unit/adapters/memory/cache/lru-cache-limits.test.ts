import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { NamespaceStore } from '../../../../../src/adapters/memory/cache/namespace-store.js'
import { LruCache } from '../../../../../src/adapters/memory/index.js'
import { DEFAULT_CACHE_LIMITS, ENTRY_OVERHEAD_BYTES } from '../../../../../src/domain/cache/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { cacheFixture, refusal } from './cache-fixture.js'

describe('LruCache, law "limits"', () => {
  it('an entry may have 1 MiB of JSON by default; one byte more is refused and nothing is stored', async () => {
    const { cache, set, get } = cacheFixture()
    const limit = DEFAULT_CACHE_LIMITS.maxEntryBytes
    expect(limit).toBe(1024 * 1024)
    await set('k', 'x'.repeat(limit - 2))
    const tooLarge = 'x'.repeat(limit - 1)
    const error = await refusal(set('k', tooLarge))
    expect(error).toMatchObject({ code: 'ENTRY_TOO_LARGE', details: { bytes: limit + 1, limit } })
    expect(await get('k')).toHaveLength(limit - 2)
    const batch = cache.setMany('ns', [
      { key: 'a', value: 1, ttlMs: 1 },
      { key: 'b', value: tooLarge, ttlMs: 1 },
    ])
    expect((await refusal(batch)).code).toBe('ENTRY_TOO_LARGE')
    expect(await get('a')).toBeUndefined()
  })

  it('the size is that of the text in UTF-8, of typed arrays that of their bytes', async () => {
    const { set } = cacheFixture({ maxEntryBytes: 8 })
    await set('k', 'äää')
    expect((await refusal(set('k', 'äää.'))).code).toBe('ENTRY_TOO_LARGE')
    await set('k', new Float32Array(2))
    expect((await refusal(set('k', new Float32Array(3)))).code).toBe('ENTRY_TOO_LARGE')
  })

  it('each entry is accounted with key, value, tags and overhead', async () => {
    const { cache, set } = cacheFixture()
    await set('kä', 'value')
    expect((await cache.stats()).bytes).toBe(ENTRY_OVERHEAD_BYTES + 3 + 7)
    await set('kä', 'v')
    expect((await cache.stats()).bytes).toBe(ENTRY_OVERHEAD_BYTES + 3 + 3)
    const untagged = (await cache.stats()).bytes
    await set('kä', 'v', { tags: ['12345'] })
    expect((await cache.stats()).bytes).toBeGreaterThanOrEqual(untagged + 5)
    await cache.increment('other', { key: 'n', by: 100, ttlMs: 1 })
    await cache.deleteMany('ns', ['kä'])
    expect((await cache.stats()).bytes).toBe(ENTRY_OVERHEAD_BYTES + 1 + 3)
  })

  it('each entry that could still be served is reported as it goes, no other', async () => {
    const clock = new ManualClock()
    const evicted: string[] = []
    const onEvicted = (namespace: string, key: string) => void evicted.push(`${namespace} ${key}`)
    const cache = new LruCache({ clock, limits: { maxEntries: 2 }, onEvicted })
    await cache.setMany('x', [{ key: 'dead', value: 1, ttlMs: 1 }])
    await cache.setMany('x', [{ key: 'a', value: 1, ttlMs: 1000 }])
    await clock.advance(1)
    await cache.setMany(
      'y',
      ['b', 'c'].map((key) => ({ key, value: 1, ttlMs: 1000 })),
    )
    expect(evicted).toEqual(['x a'])
    expect((await cache.stats()).evictions).toBe(1)
  })

  it('over the limit of entries the least recently used one of all namespaces is evicted and counted', async () => {
    const { cache, set, get } = cacheFixture({ maxEntries: 3 })
    await set('a', 1, {}, 'x')
    await set('b', 2, {}, 'y')
    await set('c', 3, {}, 'z')
    await get('a', 'x')
    await set('d', 4, {}, 'z')
    expect(await get('b', 'y')).toBeUndefined()
    await set('e', 5, {}, 'z')
    expect(await get('c', 'z')).toBeUndefined()
    expect([await get('a', 'x'), await get('d', 'z'), await get('e', 'z')]).toEqual([1, 4, 5])
    expect(await cache.stats()).toMatchObject({ entries: 3, evictions: 2 })
  })

  it('increment and commit evict too', async () => {
    const { cache, set, get } = cacheFixture({ maxEntries: 1 })
    await set('a', 1)
    await cache.increment('ns', { key: 'b', by: 1, ttlMs: 1000 })
    expect(await get('a')).toBeUndefined()
    const lease = await cache.acquire('ns', { key: 'c', leaseMs: 1000 })
    if (lease.state !== 'leased') throw new Error(lease.state)
    expect(await cache.commit('ns', lease.token, { key: 'c', value: 1, ttlMs: 1000 })).toBe(true)
    expect([await get('b'), await get('c')]).toEqual([undefined, 1])
    expect(await cache.stats()).toMatchObject({ entries: 1, evictions: 2 })
  })

  it('a dropped expired entry is no eviction, a stale one in its grace is', async () => {
    const { clock, cache, set } = cacheFixture({ maxEntries: 1 })
    await set('dead', 1, { ttlMs: 10 })
    await clock.advance(10)
    await set('stale', 1, { ttlMs: 10, graceMs: 10 })
    expect((await cache.stats()).evictions).toBe(0)
    await clock.advance(10)
    await set('tagged', 1, { tags: ['t'] })
    expect((await cache.stats()).evictions).toBe(1)
    await cache.invalidateTags('ns', ['t'])
    await set('k', 1)
    expect((await cache.stats()).evictions).toBe(1)
  })

  it('an entry that could never fit is refused rather than emptying the cache', async () => {
    const { cache, set, get } = cacheFixture({ maxBytes: 1000 })
    await set('k', 1)
    expect((await refusal(set('big', 'x'.repeat(1000)))).code).toBe('ENTRY_TOO_LARGE')
    expect((await refusal(set('tags', 1, { tags: Array.from({ length: 20 }, (_, index) => `t${index}`) }))).code).toBe(
      'ENTRY_TOO_LARGE',
    )
    expect(await get('k')).toBe(1)
    expect((await cache.stats()).evictions).toBe(0)
  })

  it('never exceeds its limits', async () => {
    const write = fc.record({
      namespace: fc.constantFrom('a', 'b', 'c'),
      key: fc.constantFrom('1', '2', '3', '4', '5'),
      value: fc.string({ maxLength: 400 }),
      tags: fc.array(fc.constantFrom('t', 'u'), { maxLength: 2 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 5, maxLength: 40 }), async (writes) => {
        const { cache, set, get } = cacheFixture({ maxEntries: 6, maxBytes: 1500 })
        for (const { namespace, key, value, tags } of writes) {
          await set(key, value, { tags }, namespace)
          expect(await get(key, namespace)).toBe(value)
          const { entries, bytes } = await cache.stats()
          expect(entries).toBeLessThanOrEqual(6)
          expect(bytes).toBeLessThanOrEqual(1500)
        }
      }),
    )
  })

  it.each([
    { maxEntries: 0 },
    { maxBytes: Number.NaN },
    { maxEntryBytes: 1.5 },
    { maxBytes: Number.POSITIVE_INFINITY },
  ])('a bound that bounds nothing is refused: %p', (limits) => {
    expect(() => new LruCache({ clock: new ManualClock(), limits })).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID' }),
    )
  })
})

describe('NamespaceStore', () => {
  const terms = { value: 1, graceMs: 0, bytes: 1 }
  const content = (tagNames: string[], expiresAt = 100) => ({ ...terms, expiresAt, tagNames })

  it('keeps a tag only while an entry or a lease carries it', () => {
    const key = fc.constantFrom('a', 'b', 'c')
    const tags = fc.array(fc.constantFrom('t', 'u', 'v'), { maxLength: 3 })
    const step = fc.tuple(
      fc.constantFrom('put', 'remove', 'lease', 'break', 'find', 'invalidate', 'advanceTime'),
      key,
      tags,
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new NamespaceStore()
        let tick = 0
        let now = 0
        for (const [verb, name, tagNames] of steps) {
          tick += 1
          if (verb === 'put') store.put(name, content(tagNames, now + 100), tick)
          if (verb === 'remove') store.remove(name)
          if (verb === 'lease')
            store.leases.grant(name, { token: `${tick}`, endsAt: now + 50, grantedAt: tick }, tagNames)
          if (verb === 'break') store.leases.break(name)
          if (verb === 'find') store.find(name, now, tick)
          if (verb === 'invalidate') store.invalidate(tagNames, tick)
          if (verb === 'advanceTime') now += 30
        }
        for (const name of ['a', 'b', 'c']) {
          store.remove(name)
          store.leases.break(name)
        }
        expect([store.size, store.bytes, store.tags.size, store.leases.size]).toEqual([0, 0, 0, 0])
      }),
    )
  })

  it('forgets the tags of overwritten, removed and expired entries', () => {
    const store = new NamespaceStore()
    store.put('a', content(['x', 'y']), 1)
    store.put('b', content(['y']), 2)
    expect(store.tags.size).toBe(2)
    store.put('a', content(['y']), 3)
    expect(store.tags.size).toBe(1)
    store.find('a', 100, 4)
    store.remove('b')
    expect(store.tags.size).toBe(0)
  })
})
