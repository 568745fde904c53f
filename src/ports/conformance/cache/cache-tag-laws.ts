import { strict as assert } from 'node:assert'
import { cacheLaw, LIFE, MANY, MINUTE } from './cache-law.js'

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
    'tags-dead-for-all',
    'an invalidated entry is gone for every method, and not returned as stale',
    async ({ cache, set, read, acquire, elapse }) => {
      for (const key of ['read', 'deleted', 'counted', 'acquired', 'stale']) {
        await set(key, 7, { ttlMs: key === 'stale' ? MINUTE : LIFE, graceMs: LIFE, tags: ['t'] })
      }
      await elapse(2 * MINUTE)
      await cache.invalidateTags('a', ['t'])
      assert.equal(await cache.deleteMany('a', ['deleted']), 0)
      assert.equal(await cache.increment('a', { key: 'counted', by: 1, ttlMs: LIFE }), 1)
      const { state, ...rest } = await acquire('acquired')
      assert.equal(state, 'leased')
      assert.equal('stale' in rest, false, 'the dead value came with the lease')
      assert.equal(await read('read'), undefined)
      assert.equal(await read('stale'), undefined)
    },
  ),

  cacheLaw(
    'tags-then-write',
    'an entry written after an invalidation of its tag stays until the next one',
    async ({ cache, get, set, lease, commit, elapse }) => {
      await cache.invalidateTags('a', ['t'])
      await set('set', 1, { tags: ['t'] })
      assert.equal(await commit(await lease('committed', { tags: ['t'] }), 'committed', 2), true)
      await elapse(MINUTE)
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
    async ({ cache, read, set, elapse }) => {
      const years = 50 * 365 * 24 * 60 * MINUTE
      await set('long', 1, { ttlMs: 2 * years, tags: ['t'] })
      await set('short', 1, { ttlMs: MINUTE, tags: ['t'] })
      await elapse(years)
      await cache.invalidateTags('a', ['t'])
      assert.equal(await read('long'), undefined)
      await set('again', 1, { ttlMs: 2 * years, tags: ['t'] })
      await elapse(years)
      assert.equal((await read('again'))?.value, 1)
      assert.equal(await read('long'), undefined, 'what was invalidated came back')
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
      const living = async () => (await cache.getMany('a', keys)).filter((hit) => hit !== undefined).length
      assert.equal(await living(), MANY / 2)
      await cache.invalidateTags('a', ['all'])
      assert.equal(await living(), 0)
      const tags = Array.from({ length: 100 }, (_, index) => `tag ${index}`)
      await set('key', 1, { tags })
      assert.equal(await get('key'), 1)
      await cache.invalidateTags('a', ['tag 99'])
      assert.equal(await get('key'), undefined)
    },
  ),
]
