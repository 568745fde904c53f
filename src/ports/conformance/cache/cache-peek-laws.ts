import { strict as assert } from 'node:assert'
import { type CacheCalls, cacheLaw, LIFE, MINUTE } from './cache-law.js'

/** Fails if `peek` returns a value that a read does not return. Returns whether it returned one. */
async function assertPeek({ cache, get }: CacheCalls, key: string): Promise<boolean> {
  const peeked = cache.peek?.('a', key)
  const found = await get(key)
  if (peeked === undefined) return false
  assert.notEqual(found, undefined, `peek returned ${JSON.stringify(await peeked)}, a read nothing`)
  assert.deepEqual(await peeked, found)
  assert.ok(typeof found !== 'object' || found === null || Object.isFrozen(found), 'its result is not frozen')
  return true
}

export const cachePeekLaws = [
  cacheLaw('peek', 'peek returns the same as a read would, or nothing, and never throws', async (calls) => {
    const { cache, get, set, lease, commit, advanceTime } = calls
    const tags = ['t']
    const acts: readonly (() => Promise<unknown>)[] = [
      () => set('key', { of: 'set' }, { tags }),
      () => set('key', { of: 'another set' }, { tags }),
      () => cache.invalidateTags('a', tags),
      async () => commit(await lease('key'), 'key', ['committed'], { ttlMs: MINUTE, graceMs: LIFE }),
      () => advanceTime(MINUTE),
      () => cache.increment('a', { key: 'key', by: 1, ttlMs: LIFE }),
      () => cache.increment('a', { key: 'key', by: 1, ttlMs: LIFE }),
      () => cache.deleteMany('a', ['key']),
      () => set('key', null),
      () => cache.clear('a'),
      () => set('key', Float32Array.of(1)),
    ]
    for (const act of acts) {
      await get('key')
      await act()
      await assertPeek(calls, 'key')
      await assertPeek(calls, 'key')
    }
    for (const key of ['none', '\ud800', 'x'.repeat(2000), 1 as unknown as string]) {
      assert.equal(cache.peek?.('a', key), undefined)
      assert.equal(cache.peek?.('never-used', key), undefined)
    }
  }),

  cacheLaw(
    'peek-after-get',
    'if values are kept in the process, peek returns the value of the previous read',
    async (calls) => {
      const { get, set } = calls
      for (const value of [{ list: [1] }, null, '', 0]) {
        await set('key', value)
        await get('key')
        assert.ok(await assertPeek(calls, 'key'), `peek did not return ${JSON.stringify(value)} after a read`)
      }
    },
    ['peek'],
  ),
]
