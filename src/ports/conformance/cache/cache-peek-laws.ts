import { strict as assert } from 'node:assert'
import { type CacheCalls, cacheLaw, LIFE, MINUTE } from './cache-law.js'

/** Fails if `peek` gives anything but what a reader gets now. Returns whether it gave something. */
async function peekIsTrue({ cache, get }: CacheCalls, key: string): Promise<boolean> {
  const peeked = cache.peek?.('a', key)
  const found = await get(key)
  if (peeked === undefined) return false
  assert.notEqual(found, undefined, `peek gave ${JSON.stringify(await peeked)}, there is nothing`)
  assert.deepEqual(await peeked, found)
  assert.ok(typeof found !== 'object' || found === null || Object.isFrozen(found), 'what it gave can be changed')
  return true
}

export const cachePeekLaws = [
  cacheLaw('peek', 'peek returns the same as a read would, or nothing, and never throws', async (calls) => {
    const { cache, get, set, lease, commit, elapse } = calls
    const tags = ['t']
    const acts: readonly (() => Promise<unknown>)[] = [
      () => set('key', { of: 'set' }, { tags }),
      () => set('key', { of: 'another set' }, { tags }),
      () => cache.invalidateTags('a', tags),
      async () => commit(await lease('key'), 'key', ['committed'], { ttlMs: MINUTE, graceMs: LIFE }),
      () => elapse(MINUTE),
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
      await peekIsTrue(calls, 'key')
      await peekIsTrue(calls, 'key')
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
        assert.ok(await peekIsTrue(calls, 'key'), `${JSON.stringify(value)} was read and is not there`)
      }
    },
    ['peek'],
  ),
]
