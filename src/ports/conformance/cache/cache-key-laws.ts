import { strict as assert } from 'node:assert'
import { MAX_KEY_BYTES } from '../../../domain/cache/index.js'
import { cacheLaw, LIFE, refused } from './cache-law.js'

/** Keys that an adapter could trim, normalise, truncate, split or read as a pattern. */
const KEYS: readonly string[] = [
  ...['', ' ', 'key', 'KEY', ' key', 'key ', 'key\n', 'key\r\n', 'key\0', '\0', '\n', 'key\ufeff', 'k\u200bey'],
  ...[
    '*',
    '?',
    '[a-z]',
    '[^a]',
    'k*',
    'ke?',
    '\\',
    '\\*',
    '%',
    '%00',
    '..',
    '/',
    'a/b',
    'a:b',
    ':',
    '::',
    '#',
    '"',
    "'",
  ],
  ...['{', '}', '{}', '{a}', '{a}b', 'a{b}', '{a', '$', '$1', '0', '00', '-0', 'null', 'undefined', 'NaN', 'true'],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'é',
    'e\u0301',
    'ß',
    'ss',
    'SS',
    '\ud83d\ude00',
    '日本語',
  ],
  ...['x'.repeat(MAX_KEY_BYTES), `${'x'.repeat(MAX_KEY_BYTES - 1)}y`, 'é'.repeat(MAX_KEY_BYTES / 2)],
]

/** Names that an adapter could use for its own data. */
const INSIDE = ['l', 'lease', 'leases', 'lock', 't', 'tag', 'tags', 'e', 'entry', 'epoch', 'g', 'gen', 'm', 'meta', 'v']

const TOO_LONG = ['x'.repeat(MAX_KEY_BYTES + 1), 'é'.repeat(MAX_KEY_BYTES / 2 + 1), '\ud83d\ude00'.repeat(257)]
const MALFORMED = ['\ud800', 'a\udc00', '\ud83d', '\ude00\ud83d', 'x\ud800x']
const BAD_KEYS: readonly string[] = [...TOO_LONG, ...MALFORMED, 1 as unknown as string, undefined as unknown as string]

export const cacheKeyLaws = [
  cacheLaw(
    'keys-any',
    'any well-formed string up to 1 KiB is a key, including the empty one, and no character has a special meaning',
    async ({ cache }) => {
      const writes = KEYS.map((key, value) => ({ key, value, ttlMs: LIFE }))
      await cache.setMany('a', writes)
      const found = async () => (await cache.getMany('a', KEYS)).map((hit) => hit?.value)
      assert.deepEqual(await found(), [...KEYS.keys()])
      assert.equal(await cache.deleteMany('a', ['*', '{a}', 'key', '']), 4)
      const gone = new Set(['*', '{a}', 'key', ''])
      assert.deepEqual(
        await found(),
        KEYS.map((key, value) => (gone.has(key) ? undefined : value)),
      )
    },
  ),

  cacheLaw('keys-apart', 'namespaces and keys never collide, whatever their concatenation', async ({ cache }) => {
    const namespaces = ['a', 'a-b', 'a_b', 'ab', 'b', '-', '_', 'a-', 'a--b', '0']
    const keys = ['c', 'b:c', ':c', 'b-c', '-b-c', '-c', 'b_c', '_c', 'bc', 'a:c', 'a', 'a-b:c', 'b}c', '*', '']
    for (const namespace of namespaces) {
      await cache.setMany(
        namespace,
        keys.map((key) => ({ key, value: [namespace, key], ttlMs: LIFE })),
      )
    }
    await cache.deleteMany('a', ['b-c'])
    await cache.deleteMany('a-b', ['bc'])
    for (const namespace of namespaces) {
      const found = (await cache.getMany(namespace, keys)).map((hit) => hit?.value)
      const deleted = { a: 'b-c', 'a-b': 'bc' }[namespace]
      assert.deepEqual(
        found,
        keys.map((key) => (key === deleted ? undefined : [namespace, key])),
      )
    }
  }),

  cacheLaw(
    'keys-only-entries',
    'a key names entries only: it cannot reach leases and tags',
    async ({ cache, set, lease, get, commit }) => {
      await set('tagged', 1, { tags: ['c'] })
      const token = await lease('c', { tags: ['c'] })
      const keys = ['', ':', '-', '_', '}', '/', '|'].flatMap((sign) =>
        INSIDE.flatMap((name) => [`${name}${sign}c`, `c${sign}${name}`, `${name}${sign}`, `${sign}${name}`]),
      )
      for (const namespace of ['a', 'c', ...INSIDE]) {
        const found = await cache.getMany(namespace, keys, { stale: true })
        assert.deepEqual(
          keys.filter((_, index) => found[index] !== undefined),
          [],
        )
        assert.equal(await cache.deleteMany(namespace, keys), 0)
      }
      assert.equal(await get('tagged'), 1)
      assert.equal(await commit(token, 'c', 1), true)
    },
  ),

  cacheLaw(
    'keys-refused',
    'every method refuses a key or tag that is too long, has a lone surrogate or is not a string with INVALID_KEY',
    async ({ cache, get, set, acquire, commit }) => {
      await set('good', 1, { tags: ['t'] })
      for (const key of BAD_KEYS) {
        await refused('INVALID_KEY', cache.getMany('a', ['good', key]))
        await refused('INVALID_KEY', cache.deleteMany('a', ['good', key]))
        await refused('INVALID_KEY', cache.invalidateTags('a', ['t', key]))
        await refused('INVALID_KEY', set(key, 1))
        await refused('INVALID_KEY', set('good', 2, { tags: ['u', key] }))
        await refused('INVALID_KEY', cache.increment('a', { key, by: 1, ttlMs: LIFE }))
        await refused('INVALID_KEY', acquire(key))
        await refused('INVALID_KEY', acquire('free', { tags: [key] }))
        await refused('INVALID_KEY', commit('token', key, 1))
        await refused('INVALID_KEY', cache.release('a', key, 'token'))
      }
      assert.equal(await get('good'), 1)
      assert.equal((await acquire('free')).state, 'leased', 'a rejected call took the lease')
    },
  ),
]
