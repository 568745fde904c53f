import { strict as assert } from 'node:assert'
import type { CacheWrite } from '../../cache/index.js'
import { cacheLaw, LIFE, MANY, MINUTE, refused } from './cache-law.js'

export const cacheBatchLaws = [
  cacheLaw(
    'batch-positional',
    'getMany returns hits in the order of its keys, including misses and repeated keys',
    async ({ cache, set }) => {
      await set('x', 1)
      await set('y', [2])
      const hits = await cache.getMany('a', ['y', 'none', 'x', 'y', 'none', 'y'])
      assert.deepEqual(
        hits.map((hit) => hit?.value),
        [[2], undefined, 1, [2], undefined, [2]],
      )
    },
  ),

  cacheLaw(
    'batch-last-wins',
    'of repeated keys in setMany the last wins, with its time to live, grace and tags',
    async ({ cache, get, read, advanceTime }) => {
      await cache.setMany('a', [
        { key: 'key', value: 1, ttlMs: LIFE, graceMs: LIFE, tags: ['first'] },
        { key: 'other', value: 'other', ttlMs: LIFE },
        { key: 'key', value: 2, ttlMs: LIFE, tags: ['second'] },
        { key: 'key', value: 3, ttlMs: MINUTE, tags: ['last'] },
      ])
      assert.equal(await get('key'), 3)
      await cache.invalidateTags('a', ['first', 'second'])
      assert.equal(await get('key'), 3)
      await advanceTime(MINUTE)
      assert.equal(await read('key'), undefined)
      assert.equal(await get('other'), 'other')
    },
  ),

  cacheLaw('batch-empty', 'an empty batch has no effect and is no error', async ({ cache, get, set }) => {
    await set('key', 1, { tags: ['t'] })
    assert.deepEqual(await cache.getMany('a', []), [])
    assert.equal(await cache.setMany('a', []), undefined)
    assert.equal(await cache.deleteMany('a', []), 0)
    await cache.invalidateTags('a', [])
    assert.equal(await get('key'), 1)
  }),

  cacheLaw('batch-large', 'a batch of 1500 entries works like any other', async ({ cache }) => {
    const keys = Array.from({ length: MANY }, (_, index) => `key ${index}`)
    const writes = keys.map((key, index) => ({ key, value: { index }, ttlMs: LIFE }))
    await cache.setMany('a', writes)
    const values = (await cache.getMany('a', keys)).map((hit) => hit?.value)
    assert.deepEqual(
      values,
      writes.map(({ value }) => value),
    )
    assert.equal(await cache.deleteMany('a', keys), MANY)
    assert.ok((await cache.getMany('a', keys)).every((hit) => hit === undefined))
  }),

  cacheLaw(
    'all-or-nothing',
    'if one write of a batch is invalid, nothing is stored and no lease is broken',
    async ({ cache, get, set, lease, commit }) => {
      await set('old', 'old')
      const token = await lease('leased')
      const good = (key: string): CacheWrite => ({ key, value: 'new', ttlMs: LIFE })
      const bad: readonly CacheWrite[] = [
        { ...good('bad'), value: { part: [() => 1] } },
        { ...good('bad'), value: 'x'.repeat(2 * 1024 * 1024) },
        { ...good('bad'), key: '\ud800' },
        { ...good('bad'), ttlMs: 0 },
        { ...good('bad'), graceMs: -1 },
        { ...good('bad'), tags: ['\ud800'] },
      ]
      const codes = ['UNSERIALISABLE', 'ENTRY_TOO_LARGE', 'INVALID_KEY', 'INVALID_TTL', 'INVALID_TTL', 'INVALID_KEY']
      for (const [index, write] of bad.entries()) {
        const batch = [good('old'), good('leased'), good('fresh'), write, good('fresher')]
        const code: unknown = await cache.setMany('a', batch).then(
          () => 'none',
          (error: { code?: unknown }) => error.code,
        )
        assert.equal(code, codes[index])
        assert.equal(await get('old'), 'old')
        for (const key of ['leased', 'fresh', 'fresher']) assert.equal(await get(key), undefined)
      }
      assert.equal(await commit(token, 'leased', 1), true, 'a rejected batch broke the lease')
      await refused('INVALID_KEY', cache.deleteMany('a', ['old', '\ud800']))
      assert.equal(await get('old'), 'old')
    },
  ),
]
