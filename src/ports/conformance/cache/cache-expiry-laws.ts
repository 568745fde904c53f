import { strict as assert } from 'node:assert'
import { MAX_TTL_SECONDS } from '../../../domain/platform/index.js'
import { cacheLaw, MINUTE, refused } from './cache-law.js'

const BAD_DURATIONS = [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0.5, 1000.5, '5' as unknown as number]
const BAD_TTLS = [0, ...BAD_DURATIONS]

export const cacheExpiryLaws = [
  cacheLaw(
    'ttl',
    'an entry is live until its time to live has passed, and gone then',
    async ({ get, set, advanceTime }) => {
      await set('key', 1, { ttlMs: MINUTE })
      await set('other', 1, { ttlMs: 3 * MINUTE })
      await advanceTime(MINUTE / 2)
      assert.equal(await get('key'), 1, 'expired too early')
      await advanceTime(MINUTE / 2)
      assert.equal(await get('key'), undefined, 'expired too late')
      assert.equal(await get('other'), 1)
      await advanceTime(2 * MINUTE)
      assert.equal(await get('other'), undefined)
    },
  ),

  cacheLaw(
    'ttl-exact',
    'an entry is live to its last millisecond, and remainingMs is exact',
    async ({ set, read, advanceTime, acquire }) => {
      for (const ttlMs of [1, 2, 1000]) {
        await set('key', 1, { ttlMs, graceMs: 10 })
        assert.deepEqual(await read('key'), { value: 1, remainingMs: ttlMs, stale: false })
        await advanceTime(ttlMs - 1)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 1, stale: false })
        await advanceTime(1)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 10, stale: true })
        await advanceTime(9)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 1, stale: true })
        await advanceTime(1)
        assert.equal(await read('key'), undefined)
      }
      await acquire('leased', { leaseMs: 10 })
      await advanceTime(9)
      assert.deepEqual(await acquire('leased'), { state: 'busy', remainingMs: 1 })
      await advanceTime(1)
      assert.equal((await acquire('leased')).state, 'leased')
    },
    ['exact-time'],
  ),

  cacheLaw('ttl-long', 'a time to live of a hundred years is valid', async ({ get, set, read, advanceTime }) => {
    const century = MAX_TTL_SECONDS * 1000
    await set('key', 1, { ttlMs: century, graceMs: century })
    await advanceTime(century - MINUTE)
    assert.equal(await get('key'), 1)
    await advanceTime(MINUTE)
    assert.equal(await get('key'), undefined)
    assert.equal((await read('key'))?.stale, true)
  }),

  cacheLaw(
    'ttl-refused',
    'a duration that is not a whole number of milliseconds within its limits is refused with INVALID_TTL, without any effect',
    async ({ cache, get, set, acquire, lease, commit }) => {
      await set('key', 'old')
      const token = await lease('leased')
      for (const ms of BAD_TTLS) {
        await refused('INVALID_TTL', set('key', 'new', { ttlMs: ms }))
        await refused('INVALID_TTL', cache.increment('a', { key: 'count', by: 1, ttlMs: ms }))
        await refused('INVALID_TTL', acquire('free', { leaseMs: ms }))
        await refused('INVALID_TTL', commit(token, 'leased', 'new', { ttlMs: ms }))
      }
      for (const graceMs of BAD_DURATIONS) await refused('INVALID_TTL', set('key', 'new', { graceMs }))
      assert.equal(await get('key'), 'old')
      assert.equal(await get('count'), undefined)
      assert.equal((await acquire('free')).state, 'leased', 'a rejected call took the lease')
      assert.equal(await commit(token, 'leased', 1), true, 'a rejected commit lost the lease')
    },
  ),

  cacheLaw(
    'overwrite',
    'a write replaces value, time to live, grace and tags',
    async ({ cache, get, set, read, advanceTime }) => {
      await set('longer', 1, { ttlMs: MINUTE })
      await set('longer', 2, { ttlMs: 5 * MINUTE })
      await set('shorter', 1, { ttlMs: 5 * MINUTE, graceMs: 5 * MINUTE })
      await set('shorter', 2, { ttlMs: MINUTE })
      await set('tagged', 1, { ttlMs: 5 * MINUTE, tags: ['old'] })
      await set('tagged', 2, { ttlMs: 5 * MINUTE, tags: ['new'] })
      await set('untagged', 1, { ttlMs: 5 * MINUTE, tags: ['old'] })
      await set('untagged', 2, { ttlMs: 5 * MINUTE })
      assert.equal(await get('shorter'), 2)
      await advanceTime(2 * MINUTE)
      assert.equal(await get('longer'), 2, 'the old time to live was kept')
      assert.equal(await read('shorter'), undefined, 'the old time to live or grace was kept')
      await cache.invalidateTags('a', ['old'])
      assert.equal(await get('tagged'), 2, 'an old tag was kept')
      assert.equal(await get('untagged'), 2, 'an old tag was kept')
      await cache.invalidateTags('a', ['new'])
      assert.equal(await get('tagged'), undefined, 'the new tag was not stored')
    },
  ),
]

export const cacheGraceLaws = [
  cacheLaw(
    'reading-prolongs-nothing',
    'reading an entry or requesting its lease does not extend its life',
    async ({ get, set, read, acquire, advanceTime }) => {
      await set('key', 1, { ttlMs: 3 * MINUTE })
      for (let minute = 0; minute < 2; minute++) {
        await advanceTime(MINUTE)
        assert.equal(await get('key'), 1)
        assert.equal((await read('key'))?.value, 1)
        assert.equal((await acquire('key')).state, 'hit')
      }
      await advanceTime(MINUTE)
      assert.equal(await read('key'), undefined)
    },
  ),

  cacheLaw(
    'grace',
    'for the duration of its grace an expired entry is returned as stale, to reads that include stale values only',
    async ({ get, set, read, advanceTime }) => {
      await set('key', 1, { ttlMs: MINUTE, graceMs: 2 * MINUTE })
      await set('tagged', 1, { ttlMs: MINUTE, graceMs: 2 * MINUTE, tags: ['t'] })
      assert.equal((await read('key'))?.stale, false)
      await advanceTime(MINUTE)
      assert.equal(await get('key'), undefined, 'a stale value was returned')
      assert.equal(await get('tagged'), undefined, 'a stale value was returned')
      assert.deepEqual(await read('key').then((hit) => hit && { value: hit.value, stale: hit.stale }), {
        value: 1,
        stale: true,
      })
      await advanceTime(MINUTE)
      assert.equal((await read('key'))?.stale, true)
      await advanceTime(MINUTE)
      assert.equal(await read('key'), undefined, 'returned after its grace')
    },
  ),

  cacheLaw(
    'remaining',
    'remainingMs is returned only if requested: the remaining life, or the remaining grace of a stale entry',
    async ({ cache, set, read, advanceTime }) => {
      await set('key', 1, { ttlMs: 4 * MINUTE, graceMs: 2 * MINUTE })
      await set('plain', 1, { ttlMs: 4 * MINUTE })
      const between = async (key: string, min: number, max: number): Promise<void> => {
        const { remainingMs = -1 } = (await read(key)) ?? {}
        assert.ok(remainingMs > min && remainingMs <= max, `${key}: ${remainingMs}, expected at most ${max}`)
      }
      for (const hit of await cache.getMany('a', ['key', 'plain'], { stale: true })) {
        assert.deepEqual(Object.keys(hit ?? {}).sort(), ['stale', 'value'])
      }
      await between('key', 3 * MINUTE, 4 * MINUTE)
      await between('plain', 3 * MINUTE, 4 * MINUTE)
      await advanceTime(MINUTE)
      await between('plain', 2 * MINUTE, 3 * MINUTE)
      await advanceTime(3 * MINUTE)
      await between('key', MINUTE, 2 * MINUTE)
    },
  ),

  cacheLaw(
    'metadata',
    'metadata is returned only if requested: the bytes of the value, its grace, and each of its tags once',
    async ({ cache, set, advanceTime }) => {
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
      await advanceTime(MINUTE)
      assert.deepEqual(await read('full'), expected)
      await set('count', 99, { tags: ['t'] })
      await cache.increment('a', { key: 'count', by: 1, ttlMs: MINUTE })
      assert.deepEqual(await read('count'), { keys, bytes: 3, graceMs: 0, tags: ['t'] })
    },
  ),
]
