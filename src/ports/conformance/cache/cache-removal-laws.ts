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
    'delete-counts-live',
    'delete returns the number of live entries removed: no expired, stale or missing ones, and each key once',
    async ({ cache, set, read, advanceTime }) => {
      await set('live', 1)
      await set('also', null)
      await set('expired', 1, { ttlMs: MINUTE })
      await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE })
      await set('tagged', 1, { tags: ['t'] })
      await cache.invalidateTags('a', ['t'])
      await advanceTime(2 * MINUTE)
      assert.equal(await cache.deleteMany('a', ['live', 'expired', 'stale', 'tagged', 'none', 'also', 'live']), 2)
      assert.equal(await read('stale'), undefined, 'the stale entry still exists')
      assert.equal(await cache.deleteMany('a', ['live', 'also']), 0)
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
    async ({ cache, set, advanceTime }) => {
      const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`)
      await cache.setMany(
        'a',
        keys.map((key, index) => ({ key, value: index, ttlMs: LIFE, ...(index % 3 === 0 ? { tags: ['t'] } : {}) })),
      )
      await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE })
      await cache.increment('a', { key: 'count', by: 5, ttlMs: LIFE })
      await advanceTime(2 * MINUTE)
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
    async ({ cache, get, set, lease, commit, advanceTime }) => {
      await set('key', 'old', { tags: ['t'] })
      await cache.clear('a')
      await set('key', 'new', { tags: ['t'] })
      assert.equal(await commit(await lease('other', { tags: ['t'] }), 'other', 'new'), true)
      await advanceTime(MINUTE)
      assert.equal(await get('key'), 'new')
      assert.equal(await get('other'), 'new')
      await cache.invalidateTags('a', ['t'])
      assert.equal(await get('key'), undefined)
      assert.equal(await get('other'), undefined)
    },
  ),
]

export const cacheTagLaws = [
  cacheLaw(
    'tags-exact',
    'invalidateTags removes the entries that carry one of the tags, and no others',
    async ({ cache, set }) => {
      await set('one', 1, { tags: ['x'] })
      await set('two', 2, { tags: ['y', 'x', 'x'] })
      await set('three', 3, { tags: ['z'] })
      await set('x', 4)
      await cache.invalidateTags('a', ['x', 'unknown', 'x'])
      const found = await cache.getMany('a', ['one', 'two', 'three', 'x'])
      assert.deepEqual(
        found.map((hit) => hit?.value),
        [undefined, undefined, 3, 4],
      )
    },
  ),

  cacheLaw(
    'tags-of-namespace',
    'a tag belongs to its namespace: equal tags of other namespaces are independent',
    async ({ cache, get, set }) => {
      const namespaces = ['a', 'b', 'a-b', 'ab']
      for (const namespace of namespaces) await set('key', namespace, { tags: ['t', 'b:t'] }, namespace)
      await cache.invalidateTags('a', ['t'])
      const found = await Promise.all(namespaces.map((namespace) => get('key', namespace)))
      assert.deepEqual(found, [undefined, 'b', 'a-b', 'ab'])
    },
  ),

  cacheLaw(
    'tags-any',
    'a tag is a string like a key: no character has a special meaning',
    async ({ cache, get, set }) => {
      const tags = [
        '',
        ' ',
        '*',
        '?',
        '[a-z]',
        'a',
        'A',
        'a:b',
        'a,b',
        'b',
        '{a}',
        '\n',
        '\0',
        '__proto__',
        '\ud83d\ude00',
      ]
      const longest = ['x'.repeat(1024), `${'x'.repeat(1023)}y`]
      const all = [...tags, ...longest]
      for (const tag of all) await set(tag, tag, { tags: [tag] })
      for (const [index, tag] of all.entries()) {
        await cache.invalidateTags('a', [tag])
        assert.equal(await get(tag), undefined)
        const next = all[index + 1]
        if (next !== undefined) assert.equal(await get(next), next)
      }
    },
  ),

  cacheLaw(
    'tags-gone-for-all',
    'an invalidated entry is gone for every method, and not returned as stale',
    async ({ cache, set, read, acquire, advanceTime }) => {
      for (const key of ['read', 'deleted', 'counted', 'acquired', 'stale']) {
        await set(key, 7, { ttlMs: key === 'stale' ? MINUTE : LIFE, graceMs: LIFE, tags: ['t'] })
      }
      await advanceTime(2 * MINUTE)
      await cache.invalidateTags('a', ['t'])
      assert.equal(await cache.deleteMany('a', ['deleted']), 0)
      assert.equal(await cache.increment('a', { key: 'counted', by: 1, ttlMs: LIFE }), 1)
      const { state, ...rest } = await acquire('acquired')
      assert.equal(state, 'leased')
      assert.equal('stale' in rest, false, 'the invalidated value was returned with the lease')
      assert.equal(await read('read'), undefined)
      assert.equal(await read('stale'), undefined)
    },
  ),

  cacheLaw(
    'tags-then-write',
    'an entry written after an invalidation of its tag stays until the next one',
    async ({ cache, get, set, lease, commit, advanceTime }) => {
      await cache.invalidateTags('a', ['t'])
      await set('set', 1, { tags: ['t'] })
      assert.equal(await commit(await lease('committed', { tags: ['t'] }), 'committed', 2), true)
      await advanceTime(MINUTE)
      assert.equal(await get('set'), 1)
      assert.equal(await get('committed'), 2)
      for (let time = 0; time < 2; time++) {
        await cache.invalidateTags('a', ['t'])
        assert.equal(await get('set'), undefined)
        assert.equal(await get('committed'), undefined)
        await set('set', 3, { tags: ['t'] })
        assert.equal(await get('set'), 3)
      }
    },
  ),

  cacheLaw(
    'tags-outlast',
    'invalidation affects every entry that carries the tag, however old',
    async ({ cache, read, set, advanceTime }) => {
      const years = 50 * 365 * 24 * 60 * MINUTE
      await set('long', 1, { ttlMs: 2 * years, tags: ['t'] })
      await set('short', 1, { ttlMs: MINUTE, tags: ['t'] })
      await advanceTime(years)
      await cache.invalidateTags('a', ['t'])
      assert.equal(await read('long'), undefined)
      await set('again', 1, { ttlMs: 2 * years, tags: ['t'] })
      await advanceTime(years)
      assert.equal((await read('again'))?.value, 1)
      assert.equal(await read('long'), undefined, 'an invalidated entry was returned')
    },
  ),

  cacheLaw(
    'tags-many',
    'any number of entries may carry a tag, and an entry many tags',
    async ({ cache, get, set }) => {
      const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`)
      await cache.setMany(
        'a',
        keys.map((key, index) => ({ key, value: index, ttlMs: LIFE, tags: ['all', `tag ${index % 2}`] })),
      )
      await cache.invalidateTags('a', ['tag 1'])
      const live = async () => (await cache.getMany('a', keys)).filter((hit) => hit !== undefined).length
      assert.equal(await live(), MANY / 2)
      await cache.invalidateTags('a', ['all'])
      assert.equal(await live(), 0)
      const tags = Array.from({ length: 100 }, (_, index) => `tag ${index}`)
      await set('key', 1, { tags })
      assert.equal(await get('key'), 1)
      await cache.invalidateTags('a', ['tag 99'])
      assert.equal(await get('key'), undefined)
    },
  ),
]
