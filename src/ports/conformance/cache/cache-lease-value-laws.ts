import { strict as assert } from 'node:assert'
import { cacheLaw, MINUTE } from './cache-law.js'

export const cacheLeaseValueLaws = [
  cacheLaw(
    'lease-commit',
    'commit stores the value with the time to live and grace of the write and ends the lease',
    async ({ get, read, lease, commit, acquire, elapse }) => {
      const token = await lease('key')
      assert.equal(await commit(token, 'key', 'loaded', { ttlMs: 2 * MINUTE, graceMs: 2 * MINUTE }), true)
      assert.equal(await get('key'), 'loaded')
      assert.equal(await commit(token, 'key', 'again'), false)
      assert.equal(await get('key'), 'loaded')
      await elapse(2 * MINUTE)
      assert.equal(await get('key'), undefined)
      assert.equal((await read('key'))?.value, 'loaded')
      assert.equal((await acquire('key')).state, 'leased', 'the lease was not ended')
    },
  ),

  cacheLaw(
    'lease-stale',
    'a value within its grace is returned with "leased" and "busy", marked as stale, and stays until the commit',
    async ({ set, read, acquire, commit, elapse }) => {
      await set('key', 'old', { ttlMs: MINUTE, graceMs: 3 * MINUTE })
      await elapse(MINUTE)
      const first = await acquire('key')
      const second = await acquire('key')
      assert.ok(first.state === 'leased', `expected the lease, got ${first.state}`)
      assert.equal(second.state, 'busy')
      for (const result of [first, second]) {
        assert.ok(result.stale, `no stale value came with "${result.state}"`)
        const { value, stale, remainingMs = 0 } = result.stale
        assert.deepEqual({ value, stale }, { value: 'old', stale: true })
        assert.ok(
          remainingMs > 2 * MINUTE && remainingMs <= 3 * MINUTE,
          `${remainingMs} ms of a grace of ${3 * MINUTE}`,
        )
      }
      assert.equal((await read('key'))?.value, 'old')
      assert.equal(await commit(first.token, 'key', 'loaded'), true)
      const { value, stale } = (await read('key')) ?? {}
      assert.deepEqual({ value, stale }, { value: 'loaded', stale: false })
    },
  ),

  cacheLaw(
    'lease-after-grace',
    'after its grace no stale value is returned with the lease',
    async ({ set, acquire, elapse }) => {
      await set('key', 'old', { ttlMs: MINUTE, graceMs: MINUTE })
      await elapse(2 * MINUTE)
      for (const state of ['leased', 'busy']) {
        const result = await acquire('key')
        assert.equal(result.state, state)
        assert.equal('stale' in result, false, 'a dead value came with it')
      }
    },
  ),

  cacheLaw(
    'lease-tags',
    'the tags of a committed value are those of acquire, not of the write',
    async ({ cache, get, lease, commit }) => {
      const token = await lease('key', { tags: ['asked', 'also'] })
      assert.equal(await commit(token, 'key', 1, { tags: ['written'] }), true)
      await cache.invalidateTags('a', ['written'])
      assert.equal(await get('key'), 1)
      await cache.invalidateTags('a', ['also'])
      assert.equal(await get('key'), undefined)
      assert.equal(await commit(await lease('untagged'), 'untagged', 1, { tags: ['written'] }), true)
      await cache.invalidateTags('a', ['written'])
      assert.equal(await get('untagged'), 1)
    },
  ),

  cacheLaw(
    'lease-refresh',
    'a lease with refresh is granted for a live entry: never a hit, and the entry stays unchanged until the commit',
    async ({ cache, get, set, acquire, lease, commit }) => {
      const refresh = true
      await set('key', 'old', { graceMs: MINUTE })
      const token = await lease('key', { refresh, tags: ['t'] })
      const second = await acquire('key', { refresh })
      assert.equal(second.state, 'busy')
      assert.equal('stale' in second, false, 'what lives is not stale')
      assert.equal((await acquire('key')).state, 'hit', 'others still find the value')
      assert.equal(await get('key'), 'old')
      assert.equal(await commit(token, 'key', 'fresh'), true)
      assert.equal(await get('key'), 'fresh')
      const outdated = await lease('key', { refresh })
      await set('key', 'newer')
      assert.equal(await commit(outdated, 'key', 'outdated'), false)
      assert.equal(await get('key'), 'newer')
      await cache.release('a', 'key', await lease('key', { refresh }))
      assert.equal(await get('key'), 'newer')
      assert.equal((await acquire('none', { refresh })).state, 'leased')
    },
  ),
]
