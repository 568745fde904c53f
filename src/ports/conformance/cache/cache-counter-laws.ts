import { strict as assert } from 'node:assert'
import { cacheLaw, LIFE, MINUTE, refused } from './cache-law.js'

const CALLERS = 50

export const cacheCounterLaws = [
  cacheLaw(
    'increment',
    'increment adds to an existing number, or to 0, and returns the sum',
    async ({ cache, get, set }) => {
      const move = (by: number, key = 'key') => cache.increment('a', { key, by, ttlMs: LIFE })
      assert.equal(await move(5), 5)
      assert.equal(await move(-7), -2)
      assert.equal(await move(0), -2)
      assert.equal(await get('key'), -2)
      assert.equal(await move(0, 'zero'), 0)
      assert.equal(await get('zero'), 0)
      await set('set', 41)
      assert.equal(await move(1, 'set'), 42)
      assert.equal(await get('set'), 42)
    },
  ),

  cacheLaw(
    'increment-ttl',
    'increment sets the time to live of a counter that it creates, never that of an existing one',
    async ({ cache, get, advanceTime }) => {
      const move = (key: string, ttlMs: number) => cache.increment('a', { key, by: 1, ttlMs })
      for (const key of ['longer', 'shorter']) await move(key, 3 * MINUTE)
      await advanceTime(MINUTE)
      await move('longer', LIFE)
      await move('shorter', 1)
      await advanceTime(MINUTE)
      assert.equal(await get('shorter'), 2, 'increment shortened the life')
      await advanceTime(MINUTE)
      assert.equal(await get('longer'), undefined, 'increment extended the life')
      assert.equal(await move('longer', MINUTE), 1)
    },
  ),

  cacheLaw(
    'increment-keeps',
    'an incremented entry keeps its grace and its tags',
    async ({ cache, get, set, read, advanceTime }) => {
      for (const key of ['graced', 'tagged']) {
        await set(key, 1, { ttlMs: 2 * MINUTE, graceMs: 2 * MINUTE, tags: [key] })
        await cache.increment('a', { key, by: 1, ttlMs: LIFE })
      }
      await cache.invalidateTags('a', ['tagged'])
      assert.equal(await get('tagged'), undefined)
      await advanceTime(2 * MINUTE)
      assert.equal(await get('graced'), undefined)
      assert.equal((await read('graced'))?.value, 2)
      await advanceTime(2 * MINUTE)
      assert.equal(await read('graced'), undefined)
    },
  ),

  cacheLaw(
    'increment-expired',
    'an expired counter counts as missing, also within its grace',
    async ({ cache, get, set, read, advanceTime }) => {
      await set('key', 10, { ttlMs: MINUTE, graceMs: LIFE, tags: ['t'] })
      await advanceTime(MINUTE)
      assert.equal(await cache.increment('a', { key: 'key', by: 1, ttlMs: 2 * MINUTE }), 1)
      await cache.invalidateTags('a', ['t'])
      assert.equal(await get('key'), 1, 'it kept the tags of the expired entry')
      await advanceTime(2 * MINUTE)
      assert.equal(await read('key'), undefined, 'it kept the grace of the expired entry')
    },
  ),

  cacheLaw(
    'increment-refused',
    'increment of anything but a safe integer fails with NOT_A_COUNTER, and the entry stays unchanged',
    async ({ cache, get, set, advanceTime }) => {
      const values = ['text', '5', '', null, true, 1.5, 1e300, 2 ** 53, [1], { value: 1 }, Uint8Array.of(5)]
      for (const value of values) {
        await set('key', value, { ttlMs: 2 * MINUTE })
        await refused('NOT_A_COUNTER', cache.increment('a', { key: 'key', by: 1, ttlMs: LIFE }))
        assert.deepEqual(await get('key'), value)
      }
      await advanceTime(2 * MINUTE)
      assert.equal(await get('key'), undefined, 'increment extended the life')
    },
  ),

  cacheLaw(
    'increment-range',
    'a counter never leaves the safe integers: NOT_A_COUNTER; a step that is not a safe integer is an INVALID_ARGUMENT',
    async ({ cache, get, set }) => {
      const move = (by: number, key = 'key') => cache.increment('a', { key, by, ttlMs: LIFE })
      for (const [edge, out] of [
        [Number.MAX_SAFE_INTEGER, 1],
        [Number.MIN_SAFE_INTEGER, -1],
      ] as const) {
        await set('key', edge - out)
        assert.equal(await move(out), edge, 'the limit itself is valid')
        await refused('NOT_A_COUNTER', move(out))
        await refused('NOT_A_COUNTER', move(edge))
        assert.equal(await get('key'), edge)
        assert.equal(await move(-edge), 0)
      }
      for (const by of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '1' as unknown as number]) {
        await refused('INVALID_ARGUMENT', move(by))
        await refused('INVALID_ARGUMENT', move(by, 'new'))
      }
      assert.equal(await get('key'), 0)
      assert.equal(await get('new'), undefined)
    },
  ),

  cacheLaw('increment-atomic', 'of 50 concurrent increments none is lost', async ({ cache, get }) => {
    const sums = await Promise.all(
      Array.from({ length: CALLERS }, () => cache.increment('a', { key: 'key', by: 1, ttlMs: LIFE })),
    )
    assert.deepEqual(
      [...sums].sort((a, b) => a - b),
      Array.from({ length: CALLERS }, (_, index) => index + 1),
    )
    assert.equal(await get('key'), CALLERS)
  }),
]
