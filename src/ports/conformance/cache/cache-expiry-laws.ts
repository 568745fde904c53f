import { strict as assert } from 'node:assert'
import { MAX_TTL_SECONDS } from '../../../domain/platform/index.js'
import { cacheLaw, MINUTE, refused } from './cache-law.js'

const BAD_DURATIONS = [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 0.5, 1000.5, '5' as unknown as number]
const BAD_TTLS = [0, ...BAD_DURATIONS]

export const cacheExpiryLaws = [
  cacheLaw('ttl', 'an entry is live until its time to live has passed, and gone then', async ({ get, set, elapse }) => {
    await set('key', 1, { ttlMs: MINUTE })
    await set('other', 1, { ttlMs: 3 * MINUTE })
    await elapse(MINUTE / 2)
    assert.equal(await get('key'), 1, 'dead before its time')
    await elapse(MINUTE / 2)
    assert.equal(await get('key'), undefined, 'alive after its time')
    assert.equal(await get('other'), 1)
    await elapse(2 * MINUTE)
    assert.equal(await get('other'), undefined)
  }),

  cacheLaw(
    'ttl-exact',
    'an entry is live to its last millisecond, and remainingMs is exact',
    async ({ set, read, elapse, acquire }) => {
      for (const ttlMs of [1, 2, 1000]) {
        await set('key', 1, { ttlMs, graceMs: 10 })
        assert.deepEqual(await read('key'), { value: 1, remainingMs: ttlMs, stale: false })
        await elapse(ttlMs - 1)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 1, stale: false })
        await elapse(1)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 10, stale: true })
        await elapse(9)
        assert.deepEqual(await read('key'), { value: 1, remainingMs: 1, stale: true })
        await elapse(1)
        assert.equal(await read('key'), undefined)
      }
      await acquire('leased', { leaseMs: 10 })
      await elapse(9)
      assert.deepEqual(await acquire('leased'), { state: 'busy', remainingMs: 1 })
      await elapse(1)
      assert.equal((await acquire('leased')).state, 'leased')
    },
    ['exact-time'],
  ),

  cacheLaw('ttl-long', 'a time to live of a hundred years is valid', async ({ get, set, read, elapse }) => {
    const century = MAX_TTL_SECONDS * 1000
    await set('key', 1, { ttlMs: century, graceMs: century })
    await elapse(century - MINUTE)
    assert.equal(await get('key'), 1)
    await elapse(MINUTE)
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
      assert.equal((await acquire('free')).state, 'leased', 'a refused call took the lease')
      assert.equal(await commit(token, 'leased', 1), true, 'a refused commit lost the lease')
    },
  ),

  cacheLaw(
    'overwrite',
    'a write replaces value, time to live, grace and tags',
    async ({ cache, get, set, read, elapse }) => {
      await set('longer', 1, { ttlMs: MINUTE })
      await set('longer', 2, { ttlMs: 5 * MINUTE })
      await set('shorter', 1, { ttlMs: 5 * MINUTE, graceMs: 5 * MINUTE })
      await set('shorter', 2, { ttlMs: MINUTE })
      await set('tagged', 1, { ttlMs: 5 * MINUTE, tags: ['old'] })
      await set('tagged', 2, { ttlMs: 5 * MINUTE, tags: ['new'] })
      await set('untagged', 1, { ttlMs: 5 * MINUTE, tags: ['old'] })
      await set('untagged', 2, { ttlMs: 5 * MINUTE })
      assert.equal(await get('shorter'), 2)
      await elapse(2 * MINUTE)
      assert.equal(await get('longer'), 2, 'the old time to live was kept')
      assert.equal(await read('shorter'), undefined, 'the old time to live or grace was kept')
      await cache.invalidateTags('a', ['old'])
      assert.equal(await get('tagged'), 2, 'an old tag was kept')
      assert.equal(await get('untagged'), 2, 'an old tag was kept')
      await cache.invalidateTags('a', ['new'])
      assert.equal(await get('tagged'), undefined, 'the new tag was not taken')
    },
  ),
]
