import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_KEY_BYTES } from '../../../../../src/domain/cache/index.js'
import { cacheFixture, json, refusal } from './cache-fixture.js'

describe('LruCache, law "miss and value"', () => {
  it.each([[null], [0], [''], [false], [[]], [{}]])('%p is a value', async (value) => {
    const { set, get } = cacheFixture()
    await set('k', value)
    expect(await get('k')).toEqual(value)
  })

  it('a miss is undefined', async () => {
    const { get, set } = cacheFixture()
    expect(await get('k')).toBeUndefined()
    await set('other', 1)
    expect(await get('k')).toBeUndefined()
  })

  it.each([
    ['undefined', undefined, ''],
    ['a function', { a: [() => 1] }, '/a/0'],
    ['a BigInt', { n: 1n }, '/n'],
    ['a DataView', new DataView(new ArrayBuffer(1)), ''],
    ['a Map', { a: [new Map()] }, '/a/0'],
  ])('%s is refused, with the path, and nothing is stored', async (_, value, pointer) => {
    const { cache, set, get } = cacheFixture()
    await set('k', 'before')
    const writes = [
      { key: 'a', value: 1, ttlMs: 1 },
      { key: 'k', value, ttlMs: 1 },
    ]
    const error = await refusal(cache.setMany('ns', writes))
    expect(error).toMatchObject({ code: 'UNSERIALISABLE', details: { pointer } })
    expect(error.message).toContain('value 1')
    expect(await get('k')).toBe('before')
    expect(await get('a')).toBeUndefined()
  })
})

describe('LruCache, law "one JSON round trip, once"', () => {
  it('what is read is the JSON round trip of what was set', async () => {
    const { set, get } = cacheFixture()
    await fc.assert(
      fc.asyncProperty(fc.anything({ withDate: true, withNullPrototype: true }), async (value) => {
        const text = JSON.stringify(value)
        fc.pre(text !== undefined)
        await set('k', value)
        expect(json(await get('k'))).toBe(json(JSON.parse(text)))
      }),
    )
  })

  it('a date is read as its ISO string in the same process too', async () => {
    const { set, get } = cacheFixture()
    await set('k', { at: new Date(0) })
    expect(await get('k')).toEqual({ at: '1970-01-01T00:00:00.000Z' })
  })

  it.each([
    new Float32Array([1.5, -0, Number.NaN]),
    new Float64Array([Math.PI, Number.NEGATIVE_INFINITY]),
    new Uint8Array([0, 255]),
    new Float32Array(0),
  ])('a typed array comes back as the same type, a copy at each read: %#', async (array) => {
    const { set, get } = cacheFixture()
    const expected = array.slice()
    await set('k', array)
    array.fill(9)
    const first = (await get('k')) as typeof array
    expect(Object.prototype.toString.call(first)).toBe(Object.prototype.toString.call(expected))
    expect(first).toEqual(expected)
    first.fill(7)
    expect(await get('k')).toEqual(expected)
  })

  it('a part of a larger buffer is kept without the rest', async () => {
    const { set, get } = cacheFixture()
    const whole = new Float32Array([1, 2, 3, 4])
    await set('k', whole.subarray(1, 3))
    const read = (await get('k')) as Float32Array
    expect([...read]).toEqual([2, 3])
    expect(read.buffer.byteLength).toBe(8)
  })

  it('a Buffer is returned as bytes', async () => {
    const { set, get } = cacheFixture()
    await set('k', Buffer.from('äb'))
    const read = await get('k')
    expect(Buffer.isBuffer(read)).toBe(false)
    expect(Buffer.from(read as Uint8Array).toString()).toBe('äb')
  })
})

describe('LruCache, law "immutable snapshots"', () => {
  it('what is read is deeply frozen and shared; changing what was set changes nothing', async () => {
    const { set, get } = cacheFixture()
    const value = { list: [{ n: 1 }] }
    await set('k', value)
    value.list[0] = { n: 2 }
    const read = (await get('k')) as typeof value
    expect(read).toEqual({ list: [{ n: 1 }] })
    expect(Object.isFrozen(read) && Object.isFrozen(read.list) && Object.isFrozen(read.list[0])).toBe(true)
    expect(await get('k')).toBe(read)
  })
})

describe('LruCache, law "keys"', () => {
  it('any well-formed string is a key of its own, with no meaning in any character', async () => {
    const odd = [
      '',
      ':',
      '*',
      '?',
      '[a]',
      '\n',
      '\0',
      '{k}',
      '__proto__',
      'constructor',
      'ä',
      'a\u0308',
      '\u{1f600}',
      'x'.repeat(MAX_KEY_BYTES),
    ]
    const { cache, get } = cacheFixture()
    await cache.setMany(
      'ns',
      odd.map((key) => ({ key, value: [key], ttlMs: 1000 })),
    )
    for (const key of odd) expect(await get(key)).toEqual([key])
    expect(await cache.deleteMany('ns', ['*'])).toBe(1)
    expect((await cache.stats()).entries).toBe(odd.length - 1)
  })

  it('namespaces and keys never collide', async () => {
    const { set, get } = cacheFixture()
    await set('b:c', 1, {}, 'a')
    await set('c', 2, {}, 'a:b')
    expect([await get('b:c', 'a'), await get('c', 'a:b'), await get('c', 'a'), await get('a:b:c', '')]).toEqual([
      1,
      2,
      undefined,
      undefined,
    ])
  })

  it.each(['\ud800', 'x'.repeat(MAX_KEY_BYTES + 1), 7 as unknown as string])(
    'case %# is refused by every method',
    async (key) => {
      const { cache, set } = cacheFixture()
      await set('k', 1)
      const write = { key, value: 1, ttlMs: 1 }
      const good = { key: 'k', value: 2, ttlMs: 1 }
      for (const call of [
        cache.getMany('ns', ['k', key]),
        cache.setMany('ns', [good, write]),
        cache.setMany('ns', [{ ...good, tags: ['t', key] }]),
        cache.deleteMany('ns', ['k', key]),
        cache.increment('ns', { key, by: 1, ttlMs: 1 }),
        cache.invalidateTags('ns', ['t', key]),
        cache.acquire('ns', { key, leaseMs: 1 }),
        cache.acquire('ns', { key: 'k', leaseMs: 1, tags: [key] }),
        cache.commit('ns', 'token', write),
        cache.release('ns', key, 'token'),
      ]) {
        expect((await refusal(call)).code).toBe('INVALID_KEY')
      }
      expect((await cache.getMany('ns', ['k']))[0]?.value).toBe(1)
    },
  )
})
