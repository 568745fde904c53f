import { strict as assert } from 'node:assert'
import type { CachePort } from '../../cache/index.js'
import type { Law } from '../law.js'
import { type CacheCalls, cacheLaw, LIFE, MINUTE, refused } from './cache-law.js'

/** A value that was loaded before `act` may be outdated: it must not be stored. */
function breaking(id: string, by: string, act: (calls: CacheCalls) => Promise<unknown>): Law<CachePort> {
  const law = `${by} breaks the lease: a load started before it stores nothing`
  return cacheLaw(`lease-broken-by-${id}`, law, async (calls) => {
    const { get, set, read, lease, commit, acquire, advanceTime } = calls
    const token = await lease('key', { tags: ['t', 'u'] })
    // The second lease is acquired while a stale value exists.
    await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE, tags: ['t'] })
    await advanceTime(MINUTE)
    const staleToken = await lease('stale', { tags: ['t'] })
    await act(calls)
    const found = [await get('key'), (await read('stale'))?.value]
    assert.equal(await commit(token, 'key', 'outdated'), false)
    assert.equal(await commit(staleToken, 'stale', 'outdated'), false)
    assert.deepEqual([await get('key'), (await read('stale'))?.value], found, 'an outdated value was stored')
    assert.equal((await acquire('free')).state, 'leased')
    if (found[0] === undefined) assert.notEqual(await lease('key'), token)
  })
}

export const cacheLeaseBreakingLaws = [
  breaking('set', 'set', async ({ set }) => {
    await set('key', 'newer')
    await set('stale', 'newer')
  }),

  breaking('delete', 'delete', async ({ cache }) => {
    assert.equal(await cache.deleteMany('a', ['key', 'stale']), 0)
  }),

  breaking('increment', 'increment', async ({ cache }) => {
    await cache.increment('a', { key: 'key', by: 0, ttlMs: LIFE })
    await cache.increment('a', { key: 'stale', by: 0, ttlMs: LIFE })
  }),

  breaking('clear', 'clear', ({ cache }) => cache.clear('a')),

  breaking('tags', 'invalidateTags', ({ cache }) => cache.invalidateTags('a', ['t'])),

  cacheLaw(
    'lease-broken-then-taken',
    'a broken lease may be taken again, and its former holder does not affect the new one',
    async ({ cache, get, lease, commit, acquire }) => {
      const acts = [
        () => cache.deleteMany('a', ['key']),
        () => cache.clear('a'),
        () => cache.invalidateTags('a', ['t']),
      ]
      for (const act of acts) {
        const first = await lease('key', { tags: ['t'] })
        await act()
        const second = await lease('key', { tags: ['t'] })
        assert.equal(await commit(first, 'key', 'outdated'), false)
        await cache.release('a', 'key', first)
        assert.equal((await acquire('key')).state, 'busy')
        assert.equal(await commit(second, 'key', 'fresh'), true)
        assert.equal(await get('key'), 'fresh')
        await cache.deleteMany('a', ['key'])
      }
    },
  ),

  cacheLaw(
    'lease-kept',
    'changes of other keys, tags or namespaces do not break a lease, and neither do refused calls',
    async ({ cache, set, lease, commit, advanceTime }) => {
      await set('key', 'text', {}, 'b')
      await cache.invalidateTags('a', ['t'])
      const token = await lease('key', { tags: ['t'] })
      await set('key2', 1, { tags: ['u'] })
      await set('key', 1, { tags: ['t'] }, 'a-b')
      await cache.deleteMany('a', ['key2', 'ke', '*', ''])
      await cache.deleteMany('b', ['key'])
      await cache.increment('a', { key: 'count', by: 1, ttlMs: LIFE })
      await cache.invalidateTags('a', ['u', 'key', '*'])
      await cache.invalidateTags('a-b', ['t'])
      await cache.clear('b')
      await cache.clear('a-b')
      await cache.getMany('a', ['key'], { stale: true, remaining: true })
      await refused('UNSERIALISABLE', set('key', undefined))
      await refused('INVALID_ARGUMENT', cache.increment('a', { key: 'key', by: 0.5, ttlMs: LIFE }))
      await refused('INVALID_KEY', cache.invalidateTags('a', ['t', '\ud800']))
      await advanceTime(MINUTE)
      assert.equal(await commit(token, 'key', 'loaded'), true)
    },
  ),

  cacheLaw(
    'lease-refused-value',
    'a commit of an invalid value leaves the lease in place',
    async ({ get, lease, commit, acquire }) => {
      const token = await lease('key')
      await refused('UNSERIALISABLE', commit(token, 'key', { part: 1n }))
      await refused('ENTRY_TOO_LARGE', commit(token, 'key', 'x'.repeat(2 * 1024 * 1024)))
      assert.equal(await get('key'), undefined)
      assert.equal((await acquire('key')).state, 'busy')
      assert.equal(await commit(token, 'key', 'loaded'), true)
      assert.equal(await get('key'), 'loaded')
    },
  ),
]
