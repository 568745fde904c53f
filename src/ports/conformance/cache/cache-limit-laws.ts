import { strict as assert } from 'node:assert'
import { type CacheLimits, DEFAULT_CACHE_LIMITS } from '../../../domain/cache/index.js'
import { cacheLaw, LIFE, MINUTE, refused } from './cache-law.js'

/**
 * The limits of adapters under test. `maxEntryBytes` applies to all; the other two apply to harnesses with the capability
 * `bounded`.
 */
export const CACHE_SUITE_LIMITS: CacheLimits = {
  maxEntries: 2000,
  maxBytes: 4 * 1024 * 1024,
  maxEntryBytes: DEFAULT_CACHE_LIMITS.maxEntryBytes,
}

const { maxEntries, maxBytes, maxEntryBytes } = CACHE_SUITE_LIMITS
/** The quotes of its JSON count too. */
const LARGEST = 'x'.repeat(maxEntryBytes - 2)

export const cacheLimitLaws = [
  cacheLaw(
    'entry-size',
    'a value of more than 1 MiB, in UTF-8 as JSON or as a typed array, is refused with ENTRY_TOO_LARGE; a value of 1 MiB is not',
    async ({ get, set, lease, commit }) => {
      await set('key', 'old')
      const token = await lease('leased')
      const tooLarge = [
        `${LARGEST}x`,
        'é'.repeat(maxEntryBytes / 2),
        '\n'.repeat(maxEntryBytes / 2),
        new Float64Array(maxEntryBytes / 8 + 1),
      ]
      for (const value of tooLarge) {
        await refused('ENTRY_TOO_LARGE', set('key', value))
        await refused('ENTRY_TOO_LARGE', commit(token, 'leased', value))
      }
      assert.equal(await get('key'), 'old')
      await set('key', LARGEST)
      assert.equal(await get('key'), LARGEST)
      await set('key', new Uint8Array(maxEntryBytes))
      const found = await get('key')
      assert.ok(ArrayBuffer.isView(found) && found.byteLength === maxEntryBytes)
    },
  ),

  cacheLaw(
    'bounded-entries',
    'the number of entries never exceeds the limit; the least recently used are evicted and counted',
    async ({ cache, get, set }) => {
      const keys = Array.from({ length: maxEntries }, (_, index) => `key ${index}`)
      await cache.setMany(
        'a',
        keys.map((key) => ({ key, value: 1, ttlMs: LIFE })),
      )
      assert.equal((await cache.stats()).evictions, 0)
      assert.equal(await get('key 0'), 1)
      await set('one more', 1, {}, 'b')
      assert.equal(await get('key 0'), 1, 'the most recently read entry was evicted')
      assert.equal(await get('key 1'), undefined)
      assert.equal(await get('key 2'), 1)
      assert.equal(await get('one more', 'b'), 1)
      const { entries, evictions } = await cache.stats()
      assert.deepEqual({ entries, evictions }, { entries: maxEntries, evictions: 1 })
    },
    ['bounded'],
  ),

  cacheLaw(
    'bounded-bytes',
    'the number of bytes never exceeds the limit, and each entry counts with its overhead',
    async ({ cache, get, set }) => {
      const part = 'x'.repeat(maxBytes / 8)
      for (let index = 0; index < 9; index++) {
        await set(`key ${index}`, part)
        const { bytes } = await cache.stats()
        assert.ok(bytes <= maxBytes, `${bytes} bytes of ${maxBytes}`)
        assert.ok(bytes > Math.min(index + 1, 7) * part.length, `${bytes} bytes for ${index + 1} entries`)
      }
      assert.equal(await get('key 0'), undefined)
      assert.equal(await get('key 8'), part)
      assert.equal((await cache.stats()).evictions, 2)
      await cache.clear('a')
      assert.equal((await cache.stats()).bytes, 0)
      await cache.setMany(
        'a',
        Array.from({ length: 1000 }, (_, index) => ({ key: `key ${index}`, value: 1, ttlMs: LIFE })),
      )
      assert.ok((await cache.stats()).bytes > 1000 * 100, 'the overhead of small entries is not counted')
    },
    ['bounded'],
  ),

  cacheLaw('stats', 'stats reports that the store answers, and counts in whole numbers', async ({ cache, set }) => {
    await set('key', 'value')
    const { connected, entries, bytes, evictions } = await cache.stats()
    assert.equal(connected, true)
    assert.ok(entries >= 1, `${entries} entries after one was set`)
    for (const count of [entries, bytes, evictions]) assert.ok(Number.isSafeInteger(count) && count >= 0, `${count}`)
  }),

  cacheLaw(
    'stats-exact',
    'if no other program uses the store, stats counts the live entries',
    async ({ cache, set, lease, advanceTime }) => {
      assert.equal((await cache.stats()).entries, 0)
      await set('key', 1)
      await set('key', 2)
      await set('key', 3, { tags: ['t'] }, 'b')
      await set('expired', 1, { ttlMs: MINUTE })
      await set('stale', 1, { ttlMs: MINUTE, graceMs: LIFE })
      await lease('leased')
      assert.equal((await cache.stats()).entries, 4)
      await advanceTime(MINUTE)
      assert.equal((await cache.stats()).entries, 2)
      await cache.invalidateTags('b', ['t'])
      assert.equal((await cache.stats()).entries, 1)
      await cache.clear('a')
      assert.equal((await cache.stats()).entries, 0)
    },
    ['exclusive'],
  ),

  cacheLaw('close', 'close resolves, and may be repeated', async ({ cache, set }) => {
    await set('key', 1)
    await Promise.all([cache.close(), cache.close()])
    await cache.close()
  }),
]
