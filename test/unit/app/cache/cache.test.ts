import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CacheNamespace } from '../../../../src/domain/cache/index.js'
import { AppError, type ErrorCode } from '../../../../src/domain/platform/index.js'
import { facadeOver, failing, memoryFacade } from './cache-fixture.js'

describe('Cache', () => {
  it('sets and gets; a miss is undefined, null a value', async () => {
    const { cache } = memoryFacade()
    await cache.set('k', { data: 'value' }, { namespace: CacheNamespace.API_RESPONSE, ttl: 300 })
    const value = await cache.get<{ data: string }>('k')
    expect(value?.data).toBe('value')
    await cache.set('k', null)
    expect(await cache.get('k')).toBeNull()
    expect(await cache.get('x')).toBeUndefined()
  })

  it('the methods are bound', async () => {
    const {
      get,
      set,
      mget,
      mset,
      exists,
      increment,
      delete: remove,
      clearNamespace,
      invalidateTags,
      getStats,
    } = memoryFacade().cache
    await set('a', 1, { tags: ['t'] })
    await mset([{ key: 'b', value: 2 }])
    expect(await get('a')).toBe(1)
    expect(await mget(['a', 'b'])).toEqual([1, 2])
    expect(await increment('n')).toBe(1)
    expect(await remove('b')).toBe(1)
    await invalidateTags(['t'])
    expect(await exists('a')).toBe(false)
    await clearNamespace('api')
    expect((await getStats()).dbSize).toBe(0)
  })

  it('the default namespace is API_RESPONSE, and the store gets its prefix', async () => {
    const { cache, port } = memoryFacade()
    await cache.set('k', 1)
    await cache.set('k', 2, { namespace: 'prices' })
    expect((await port.getMany('api', ['k']))[0]?.value).toBe(1)
    expect((await port.getMany('p', ['k']))[0]?.value).toBe(2)
    expect(await cache.get('k', { namespace: CacheNamespace.API_RESPONSE })).toBe(1)
    expect(await cache.get('k', { namespace: 'prices' })).toBe(2)
    await cache.clearNamespace('prices')
    expect([await cache.exists('k'), await cache.exists('k', { namespace: 'prices' })]).toEqual([true, false])
  })

  it.each([
    [CacheNamespace.API_RESPONSE, 5 * 60_000],
    [CacheNamespace.EMBEDDINGS, 7 * 24 * 3_600_000],
    ['prices', 500],
  ])('the TTL of %s is its own unless given', async (namespace, ttlMs) => {
    const { clock, cache } = memoryFacade()
    await cache.set('k', 1, { namespace })
    await cache.increment('n', 1, { namespace })
    await clock.advance(ttlMs - 1)
    expect(await cache.mget(['k', 'n'], { namespace })).toEqual([1, 1])
    await clock.advance(1)
    expect(await cache.mget(['k', 'n'], { namespace })).toEqual([undefined, undefined])
  })

  it('ttl is in seconds, fractions allowed; so is grace, which get does not serve', async () => {
    const { clock, cache, port } = memoryFacade()
    await cache.set('k', 1, { ttl: 1.5, grace: 2 })
    await cache.mset([{ key: 'l', value: 1 }], { ttl: 2, grace: 0 })
    await cache.increment('n', 2, { ttl: 1 })
    await clock.advance(1000)
    expect(await cache.mget(['k', 'l', 'n'])).toEqual([1, 1, undefined])
    await clock.advance(500)
    expect(await cache.mget(['k', 'l'])).toEqual([undefined, 1])
    const [stale] = await port.getMany('api', ['k'], { stale: true, remaining: true })
    expect(stale).toEqual({ value: 1, remainingMs: 2000, stale: true })
  })

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses a ttl of %p, also a grace of it unless 0',
    async (seconds) => {
      const { cache } = memoryFacade()
      const refused = { code: 'INVALID_TTL' }
      await expect(cache.set('k', 1, { ttl: seconds })).rejects.toMatchObject(refused)
      await expect(cache.mset([], { ttl: seconds })).rejects.toMatchObject(refused)
      await expect(cache.increment('k', 1, { ttl: seconds })).rejects.toMatchObject(refused)
      if (seconds !== 0) await expect(cache.set('k', 1, { grace: seconds })).rejects.toMatchObject(refused)
    },
  )

  it('refuses a namespace that is not declared, in every method', async () => {
    const { cache } = memoryFacade()
    const options = { namespace: 'nope' }
    for (const call of [
      cache.get('k', options),
      cache.mget([], options),
      cache.exists('k', options),
      cache.set('k', 1, options),
      cache.mset([], options),
      cache.delete('k', options),
      cache.increment('k', 1, options),
      cache.invalidateTags([], options),
      cache.clearNamespace('nope'),
    ]) {
      await expect(call).rejects.toMatchObject({ code: 'UNKNOWN_NAMESPACE' })
    }
  })

  it('names the namespace that may be meant, and the item of a list whose key is wrong', async () => {
    const { cache } = memoryFacade()
    await expect(cache.get('k', { namespace: 'embedings' })).rejects.toMatchObject({
      hint: expect.stringMatching(/^did you mean embeddings\? /),
    })
    const items = [{ key: 'a', value: 1 }, { value: 1 }] as unknown as { key: string; value: number }[]
    await expect(cache.mset(items)).rejects.toMatchObject({
      code: 'INVALID_KEY',
      message: 'the cache key of items[1] is undefined',
    })
  })

  it('mget is positional, mset lets the last of repeated keys win', async () => {
    const { cache } = memoryFacade()
    await cache.mset([1, 2].map((value) => ({ key: 'k', value })))
    expect(await cache.mget(['x', 'k', 'k'])).toEqual([undefined, 2, 2])
  })

  it('delete takes one key or several and returns the number of deleted live entries', async () => {
    const { cache } = memoryFacade()
    await cache.mset(['a', 'b', 'c'].map((key) => ({ key, value: 1 })))
    expect(await cache.delete('a')).toBe(1)
    expect(await cache.delete(['a', 'b', 'x'])).toBe(1)
    expect(await cache.mget(['a', 'b', 'c'])).toEqual([undefined, undefined, 1])
  })

  it('increment adds 1 by default', async () => {
    const { cache } = memoryFacade()
    expect(await cache.increment('n')).toBe(1)
    expect(await cache.increment('n', -5)).toBe(-4)
  })

  it('passes the errors of arguments through, from reads too', async () => {
    const { cache } = memoryFacade()
    await expect(cache.get('\ud800')).rejects.toMatchObject({ code: 'INVALID_KEY' })
    await expect(cache.set('k', () => 1)).rejects.toMatchObject({ code: 'UNSERIALISABLE' })
    await cache.set('k', 'text')
    await expect(cache.increment('k')).rejects.toMatchObject({ code: 'NOT_A_COUNTER' })
    expect(await cache.getStats()).toMatchObject({ errors: 0, sets: 1 })
  })
})

describe('Cache, mutable: true', () => {
  it("gives a copy of the reader's own, at every level, of get and of each place of mget", async () => {
    const { cache } = memoryFacade()
    await cache.set('k', { list: [{ a: 1 }], none: null })
    const [one, two] = await cache.mget<{ list: { a: number }[] }>(['k', 'k'], { mutable: true })
    const three = await cache.get<{ list: { a: number }[] }>('k', { mutable: true })
    one?.list.push({ a: 2 })
    for (const part of two?.list ?? []) part.a = 3
    expect(one).toEqual({ list: [{ a: 1 }, { a: 2 }], none: null })
    expect(two).toEqual({ list: [{ a: 3 }], none: null })
    expect(three).toEqual({ list: [{ a: 1 }], none: null })
    expect(await cache.get('k')).toEqual({ list: [{ a: 1 }], none: null })
  })

  it('equals any value that is read without it, and returns misses and arrays unchanged', async () => {
    const { cache } = memoryFacade()
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        await cache.set('k', { value, ['__proto__']: [value] })
        const [shared, copy] = [await cache.get('k'), await cache.get('k', { mutable: true })]
        expect(JSON.stringify(copy)).toBe(JSON.stringify(shared))
        expect(Object.getPrototypeOf(copy)).toBe(Object.prototype)
      }),
    )
    await cache.set('vector', Float32Array.of(1, 2))
    expect(await cache.get<Float32Array>('vector', { mutable: true })).toEqual(Float32Array.of(1, 2))
    expect(await cache.get('x', { mutable: true })).toBeUndefined()
  })

  it('without it, what is read is frozen and shared', async () => {
    const { cache } = memoryFacade()
    await cache.set('k', { list: [1] })
    const value = await cache.get<{ list: number[] }>('k')
    expect(Object.isFrozen(value) && Object.isFrozen(value?.list)).toBe(true)
    expect(await cache.get('k', { mutable: false })).toBe(value)
  })
})

describe('Cache, jitter', () => {
  it.each([
    [0.5, 0, 1000],
    [0.5, 0.5, 750],
    [0.1, 0.999, 901],
    [1, 1 - Number.EPSILON, 1],
    [0, 0.5, 1000],
  ])('%d takes at random (%d) so much off that a second becomes %d ms', async (jitter, random, ttlMs) => {
    const fixture = memoryFacade()
    fixture.random.value = random
    await fixture.cache.set('k', 1, { ttl: 1, jitter })
    const [hit] = await fixture.port.getMany('api', ['k'], { remaining: true })
    expect(hit?.remainingMs).toBe(ttlMs)
  })

  it('is drawn for each entry of a batch, and of the default too', async () => {
    const { cache, random, port } = memoryFacade()
    random.next = () => {
      random.value += 0.25
      return random.value
    }
    await cache.mset(
      ['a', 'b'].map((key) => ({ key, value: 1 })),
      { namespace: 'prices', jitter: 0.4 },
    )
    const hits = await port.getMany('p', ['a', 'b'], { remaining: true })
    expect(hits.map((hit) => hit?.remainingMs)).toEqual([450, 400])
  })

  it.each([-0.1, 1.1, Number.NaN, '0.5' as unknown as number])('refuses %p', async (jitter) => {
    const { cache } = memoryFacade()
    await expect(cache.set('k', 1, { jitter })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    expect(await cache.exists('k')).toBe(false)
  })
})

describe('Cache statistics', () => {
  it('report reads, hits and writes', async () => {
    const { cache } = memoryFacade()
    expect(await cache.getStats()).toMatchObject({
      connected: true,
      dbSize: 0,
      memoryUsed: '0B',
      hits: 0,
      misses: 0,
      hitRate: 0,
      errors: 0,
      sets: 0,
      deletes: 0,
      stale: 0,
      loads: 0,
      loadErrors: 0,
      oversized: 0,
      evictions: 0,
    })
    expect((await cache.getStats()).namespaces).toEqual({})
    await cache.mset([
      { key: 'a', value: 'x'.repeat(2000) },
      { key: 'b', value: 1 },
    ])
    await cache.set('c', 1, { namespace: 'prices' })
    await cache.mget(['a', 'b', 'x'])
    await cache.get('a')
    await cache.exists('a')
    await cache.exists('x')
    await cache.delete(['b', 'x'])
    expect(await cache.getStats()).toMatchObject({
      dbSize: 2,
      hits: 3,
      misses: 1,
      hitRate: 0.75,
      sets: 3,
      deletes: 1,
      evictions: 0,
    })
    expect((await cache.getStats()).memoryUsed).toMatch(/^2(\.\d+)?K$/)
  })

  it('are kept for each namespace that was used, by its name', async () => {
    const { cache } = memoryFacade()
    await cache.set('k', 1)
    await cache.mget(['k', 'x'])
    await cache.get('x', { namespace: 'prices' })
    const { namespaces } = await cache.getStats()
    expect(namespaces).toEqual({
      api: {
        hits: 1,
        misses: 1,
        hitRate: 0.5,
        errors: 0,
        sets: 1,
        deletes: 0,
        stale: 0,
        loads: 0,
        loadErrors: 0,
        oversized: 0,
      },
      prices: {
        hits: 0,
        misses: 1,
        hitRate: 0,
        errors: 0,
        sets: 0,
        deletes: 0,
        stale: 0,
        loads: 0,
        loadErrors: 0,
        oversized: 0,
      },
    })
  })

  it('every requested value is a hit, a miss or an error', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.constantFrom('a', 'b', 'c'))), fc.boolean(), async (reads, down) => {
        const { cache: up } = memoryFacade()
        const cache = down ? facadeOver(failing(new AppError('STORE_UNAVAILABLE', 'mute'))).cache : up
        if (!down) await cache.set('a', 1)
        for (const keys of reads) expect(await cache.mget(keys)).toHaveLength(keys.length)
        const { hits, misses, errors } = await cache.getStats()
        expect(hits + misses + errors).toBe(reads.flat().length)
        expect(hits).toBe(down ? 0 : reads.flat().filter((key) => key === 'a').length)
      }),
    )
  })
})

describe('Cache, while the store does not answer', () => {
  it.each(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN', 'STORE_FULL'] as ErrorCode[])(
    '%s: reads find nothing, writes reject with it',
    async (code) => {
      const error = new AppError(code, 'no answer')
      const { cache } = facadeOver(failing(error))
      expect(await cache.get('k')).toBeUndefined()
      expect(await cache.mget(['k', 'l'])).toEqual([undefined, undefined])
      expect(await cache.exists('k')).toBe(false)
      for (const call of [
        cache.set('k', 1),
        cache.mset([{ key: 'k', value: 1 }]),
        cache.delete('k'),
        cache.increment('k'),
        cache.clearNamespace('api'),
        cache.invalidateTags(['t']),
      ]) {
        await expect(call).rejects.toBe(error)
      }
      expect(await cache.getStats()).toMatchObject({
        connected: false,
        errors: 4,
        hits: 0,
        misses: 0,
        hitRate: 0,
        sets: 0,
        deletes: 0,
      })
    },
  )

  it('any other fault is no miss', async () => {
    const fault = new TypeError('a bug')
    const { cache } = facadeOver(failing(fault))
    await expect(cache.get('k')).rejects.toBe(fault)
    expect((await cache.getStats()).errors).toBe(0)
  })
})
