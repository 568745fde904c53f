import { strict as assert } from 'node:assert'
import { cacheLaw, LIFE, MINUTE } from './cache-law.js'

const CALLERS = 50

export const cacheLeaseLaws = [
  cacheLaw(
    'lease-one',
    'one of all concurrent callers gets the lease; the others get its remaining time',
    async ({ acquire }) => {
      const results = await Promise.all(Array.from({ length: CALLERS }, () => acquire('key', { leaseMs: 2 * MINUTE })))
      const busy = results.flatMap((result) => (result.state === 'busy' ? result.remainingMs : []))
      assert.equal(results.filter(({ state }) => state === 'leased').length, 1)
      assert.equal(busy.length, CALLERS - 1)
      for (const ms of busy) assert.ok(ms > MINUTE && ms <= 2 * MINUTE, `${ms} ms of a lease of ${2 * MINUTE}`)
    },
  ),

  cacheLaw('lease-hit', 'if a live value exists, acquire returns it and grants no lease', async ({ acquire, set }) => {
    await set('key', null)
    for (let time = 0; time < 2; time++) {
      const result = await acquire('key')
      assert.ok(result.state === 'hit', `expected a hit, got ${result.state}`)
      const { value, stale, remainingMs = 0 } = result.hit
      assert.deepEqual({ value, stale }, { value: null, stale: false })
      assert.ok(remainingMs > LIFE - MINUTE && remainingMs <= LIFE, `${remainingMs} ms of ${LIFE}`)
    }
  }),

  cacheLaw('lease-expired', 'a lease expires by itself, and a commit after that stores nothing', async (calls) => {
    const { get, lease, commit, acquire, advanceTime } = calls
    const abandoned = await lease('abandoned', { leaseMs: MINUTE })
    const first = await lease('taken over', { leaseMs: MINUTE })
    await advanceTime(MINUTE / 2)
    assert.equal((await acquire('taken over')).state, 'busy')
    await advanceTime(MINUTE / 2)
    assert.equal(await commit(abandoned, 'abandoned', 1), false)
    assert.equal(await get('abandoned'), undefined)
    const second = await lease('taken over')
    assert.notEqual(second, first)
    assert.equal(await commit(first, 'taken over', 'first'), false)
    await calls.cache.release('a', 'taken over', first)
    assert.equal(await get('taken over'), undefined)
    assert.equal((await acquire('taken over')).state, 'busy', 'it ended the lease of another holder')
    assert.equal(await commit(second, 'taken over', 'second'), true)
    assert.equal(await get('taken over'), 'second')
  }),

  cacheLaw(
    'lease-token',
    'a token is valid for the lease of its key in its namespace only',
    async ({ cache, get, lease, commit, acquire }) => {
      const places = [
        ['a', 'c'],
        ['a', 'b:c'],
        ['a', 'b-c'],
        ['a-b', 'c'],
        ['b', 'c'],
      ] as const
      const tokens: string[] = []
      for (const [namespace, key] of places) tokens.push(await lease(key, {}, namespace))
      assert.equal(new Set(tokens).size, tokens.length, 'two leases have the same token')
      for (const [index, token] of tokens.entries()) {
        for (const [other, [namespace, key]] of places.entries()) {
          if (other === index) continue
          assert.equal(await commit(token, key, 'foreign', {}, namespace), false)
          await cache.release(namespace, key, token)
        }
      }
      for (const foreign of ['', '*', 'token', `${tokens[0]} `, `${tokens[0]}`.slice(1)]) {
        assert.equal(await commit(foreign, 'c', 'foreign'), false)
        await cache.release('a', 'c', foreign)
      }
      for (const [index, [namespace, key]] of places.entries()) {
        assert.equal(await get(key, namespace), undefined)
        assert.equal((await acquire(key, {}, namespace)).state, 'busy')
        assert.equal(await commit(tokens[index] ?? '', key, namespace, {}, namespace), true)
      }
    },
  ),

  cacheLaw('lease-release', 'release ends the lease of its holder and may be repeated', async (calls) => {
    const { cache, lease, commit, acquire } = calls
    const first = await lease('key')
    assert.equal((await acquire('key')).state, 'busy')
    await cache.release('a', 'key', first)
    await cache.release('a', 'key', first)
    assert.equal(await commit(first, 'key', 'first'), false)
    const second = await lease('key')
    await cache.release('a', 'key', first)
    assert.equal((await acquire('key')).state, 'busy', 'it ended the lease of another holder')
    assert.equal(await commit(second, 'key', 'second'), true)
    await cache.release('a', 'key', second)
    assert.equal(await calls.get('key'), 'second', 'release removed the value')
  }),
]

export const cacheLeaseValueLaws = [
  cacheLaw(
    'lease-commit',
    'commit stores the value with the time to live and grace of the write and ends the lease',
    async ({ get, read, lease, commit, acquire, advanceTime }) => {
      const token = await lease('key')
      assert.equal(await commit(token, 'key', 'loaded', { ttlMs: 2 * MINUTE, graceMs: 2 * MINUTE }), true)
      assert.equal(await get('key'), 'loaded')
      assert.equal(await commit(token, 'key', 'again'), false)
      assert.equal(await get('key'), 'loaded')
      await advanceTime(2 * MINUTE)
      assert.equal(await get('key'), undefined)
      assert.equal((await read('key'))?.value, 'loaded')
      assert.equal((await acquire('key')).state, 'leased', 'the lease was not ended')
    },
  ),

  cacheLaw(
    'lease-stale',
    'a value within its grace is returned with "leased" and "busy", marked as stale, and stays until the commit',
    async ({ set, read, acquire, commit, advanceTime }) => {
      await set('key', 'old', { ttlMs: MINUTE, graceMs: 3 * MINUTE })
      await advanceTime(MINUTE)
      const first = await acquire('key')
      const second = await acquire('key')
      assert.ok(first.state === 'leased', `expected the lease, got ${first.state}`)
      assert.equal(second.state, 'busy')
      for (const result of [first, second]) {
        assert.ok(result.stale, `"${result.state}" has no stale value`)
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
    async ({ set, acquire, advanceTime }) => {
      await set('key', 'old', { ttlMs: MINUTE, graceMs: MINUTE })
      await advanceTime(2 * MINUTE)
      for (const state of ['leased', 'busy']) {
        const result = await acquire('key')
        assert.equal(result.state, state)
        assert.equal('stale' in result, false, 'an expired value was returned')
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
      assert.equal('stale' in second, false, 'a live value is not stale')
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
