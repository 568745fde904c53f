import { strict as assert } from 'node:assert'
import { cacheLaw, LIFE, MANY, MINUTE } from './cache-law.js'

const NEIGHBOURS = ['a', 'a-b', 'a_b', 'ab', 'b', 'a-', 'a0', '-a']
const KEYS = ['key', '', '*', 'a:key', 'b:key', '{a}', '-b:key']

export const cacheClearingLaws = [
  cacheLaw('delete', 'delete removes the entry in its namespace only', async ({ cache, get, set, read }) => {
    await set('key', 1, { graceMs: LIFE })
    await set('other', 2)
    await set('key', 3, {}, 'b')
    assert.equal(await cache.deleteMany('a', ['key']), 1)
    assert.equal(await read('key'), undefined)
    assert.equal(await get('other'), 2)
    assert.equal(await get('key', 'b'), 3)
  }),

  cacheLaw(
    'delete-counts-living',
    'delete returns the number of live entries removed: no expired, stale or missing ones, and each key once',
    async ({ cache, set, read, elapse }) => {
      await set('living', 1)
      await set('also', null)
      await set('dead', 1, { ttlMs: MINUTE })
      await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE })
      await set('tagged', 1, { tags: ['t'] })
      await cache.invalidateTags('a', ['t'])
      await elapse(2 * MINUTE)
      assert.equal(await cache.deleteMany('a', ['living', 'dead', 'stale', 'tagged', 'none', 'also', 'living']), 2)
      assert.equal(await read('stale'), undefined, 'the stale entry is still there')
      assert.equal(await cache.deleteMany('a', ['living', 'also']), 0)
    },
  ),

  cacheLaw('clear-exact', 'clear removes all entries of its namespace and none of any other', async ({ cache }) => {
    const fill = (namespace: string) =>
      cache.setMany(
        namespace,
        KEYS.map((key) => ({ key, value: namespace, ttlMs: LIFE, graceMs: LIFE })),
      )
    for (const cleared of ['a', 'a-', 'ab']) {
      for (const namespace of NEIGHBOURS) await fill(namespace)
      await cache.clear(cleared)
      for (const namespace of NEIGHBOURS) {
        const found = (await cache.getMany(namespace, KEYS, { stale: true })).map((hit) => hit?.value)
        const expected = KEYS.map(() => (namespace === cleared ? undefined : namespace))
        assert.deepEqual(found, expected, `${namespace} after clearing ${cleared}`)
      }
    }
    await cache.clear('never-used')
  }),

  cacheLaw(
    'clear-all',
    'after clear no earlier entry is visible, including stale and tagged ones and counters, whatever their number',
    async ({ cache, set, elapse }) => {
      const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`)
      await cache.setMany(
        'a',
        keys.map((key, index) => ({ key, value: index, ttlMs: LIFE, ...(index % 3 === 0 ? { tags: ['t'] } : {}) })),
      )
      await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE })
      await cache.increment('a', { key: 'count', by: 5, ttlMs: LIFE })
      await elapse(2 * MINUTE)
      await cache.clear('a')
      const found = await cache.getMany('a', [...keys, 'stale', 'count'], { stale: true })
      assert.equal(found.filter((hit) => hit !== undefined).length, 0)
      assert.equal(await cache.deleteMany('a', keys), 0)
      assert.equal(await cache.increment('a', { key: 'count', by: 1, ttlMs: LIFE }), 1)
    },
  ),

  cacheLaw(
    'clear-then-write',
    'an entry written after clear stays, also with keys and tags used before',
    async ({ cache, get, set, lease, commit, elapse }) => {
      await set('key', 'old', { tags: ['t'] })
      await cache.clear('a')
      await set('key', 'new', { tags: ['t'] })
      assert.equal(await commit(await lease('other', { tags: ['t'] }), 'other', 'new'), true)
      await elapse(MINUTE)
      assert.equal(await get('key'), 'new')
      assert.equal(await get('other'), 'new')
      await cache.invalidateTags('a', ['t'])
      assert.equal(await get('key'), undefined)
      assert.equal(await get('other'), undefined)
    },
  ),
]
