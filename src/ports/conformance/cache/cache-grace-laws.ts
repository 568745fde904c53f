import { strict as assert } from 'node:assert'
import { cacheLaw, MINUTE } from './cache-law.js'

export const cacheGraceLaws = [
  cacheLaw(
    'reading-prolongs-nothing',
    'reading an entry or requesting its lease does not extend its life',
    async ({ get, set, read, acquire, elapse }) => {
      await set('key', 1, { ttlMs: 3 * MINUTE })
      for (let minute = 0; minute < 2; minute++) {
        await elapse(MINUTE)
        assert.equal(await get('key'), 1)
        assert.equal((await read('key'))?.value, 1)
        assert.equal((await acquire('key')).state, 'hit')
      }
      await elapse(MINUTE)
      assert.equal(await read('key'), undefined)
    },
  ),

  cacheLaw(
    'grace',
    'for the duration of its grace an expired entry is returned as stale, to reads that include stale values only',
    async ({ get, set, read, elapse }) => {
      await set('key', 1, { ttlMs: MINUTE, graceMs: 2 * MINUTE })
      await set('tagged', 1, { ttlMs: MINUTE, graceMs: 2 * MINUTE, tags: ['t'] })
      assert.equal((await read('key'))?.stale, false)
      await elapse(MINUTE)
      assert.equal(await get('key'), undefined, 'a stale value was not asked for')
      assert.equal(await get('tagged'), undefined, 'a stale value was not asked for')
      assert.deepEqual(await read('key').then((hit) => hit && { value: hit.value, stale: hit.stale }), {
        value: 1,
        stale: true,
      })
      await elapse(MINUTE)
      assert.equal((await read('key'))?.stale, true)
      await elapse(MINUTE)
      assert.equal(await read('key'), undefined, 'there after its grace')
    },
  ),

  cacheLaw(
    'remaining',
    'remainingMs is returned only if requested: the remaining life, or the remaining grace of a stale entry',
    async ({ cache, set, read, elapse }) => {
      await set('key', 1, { ttlMs: 4 * MINUTE, graceMs: 2 * MINUTE })
      await set('plain', 1, { ttlMs: 4 * MINUTE })
      const between = async (key: string, least: number, most: number): Promise<void> => {
        const { remainingMs = -1 } = (await read(key)) ?? {}
        assert.ok(remainingMs > least && remainingMs <= most, `${key}: ${remainingMs}, at most ${most} was expected`)
      }
      for (const hit of await cache.getMany('a', ['key', 'plain'], { stale: true })) {
        assert.deepEqual(Object.keys(hit ?? {}).sort(), ['stale', 'value'])
      }
      await between('key', 3 * MINUTE, 4 * MINUTE)
      await between('plain', 3 * MINUTE, 4 * MINUTE)
      await elapse(MINUTE)
      await between('plain', 2 * MINUTE, 3 * MINUTE)
      await elapse(3 * MINUTE)
      await between('key', MINUTE, 2 * MINUTE)
    },
  ),

  cacheLaw(
    'metadata',
    'metadata is returned only if requested: the bytes of the value, its grace, and each of its tags once',
    async ({ cache, set, elapse }) => {
      const read = async (key: string) => {
        const [hit] = await cache.getMany('a', [key], { stale: true, metadata: true })
        const { bytes, graceMs, tags = [] } = hit?.metadata ?? {}
        return { keys: Object.keys(hit ?? {}).sort(), bytes, graceMs, tags: [...tags].sort() }
      }
      const keys = ['metadata', 'stale', 'value']
      await set('plain', 'é')
      assert.deepEqual(await read('plain'), { keys, bytes: 4, graceMs: 0, tags: [] })
      await set('full', new Float64Array(3), { ttlMs: MINUTE, graceMs: MINUTE, tags: ['u', 't', 'u', '', ' a=b,c '] })
      const expected = { keys, bytes: 24, graceMs: MINUTE, tags: ['', ' a=b,c ', 't', 'u'] }
      assert.deepEqual(await read('full'), expected)
      await elapse(MINUTE)
      assert.deepEqual(await read('full'), expected)
      await set('count', 99, { tags: ['t'] })
      await cache.increment('a', { key: 'count', by: 1, ttlMs: MINUTE })
      assert.deepEqual(await read('count'), { keys, bytes: 3, graceMs: 0, tags: ['t'] })
    },
  ),
]
