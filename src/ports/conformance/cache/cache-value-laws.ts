import { strict as assert } from 'node:assert'
import { faithfulValues, lossyValues } from '../lossy-values.js'
import { cacheLaw, refused } from './cache-law.js'

/** What JSON keeps, changes and leaves out. */
const VALUES: readonly unknown[] = [
  'text',
  '\u0000 \n "quoted" \\ \u2028 \ud83d\ude00 \ud800 é e\u0301',
  'x'.repeat(100_000),
  [1.5, 1e21, 5e-324, 2 ** 53, -0, Number.NaN, Number.POSITIVE_INFINITY],
  { at: new Date(0), none: undefined, list: [undefined, [[]], {}], own: { toJSON: () => ({ told: true }) } },
  JSON.parse('{ "__proto__": 1, "constructor": null, "": "empty", "a:b": 2, "$type": "Float32Array" }'),
  JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`),
  Array.from({ length: 2000 }, (_, index) => ({ index, text: String(index * 7919) })),
]

const deepFrozen = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(deepFrozen))

export const cacheValueLaws = [
  cacheLaw('miss', 'a miss is undefined; null, 0, "", false, [] and {} are values', async ({ get, set }) => {
    assert.equal(await get('nothing'), undefined)
    for (const value of [null, 0, '', false, [], {}]) {
      await set('key', value)
      assert.deepEqual(await get('key'), value)
    }
  }),

  cacheLaw(
    'round-trip',
    'a read returns one JSON round trip of the stored value',
    async ({ get, set, lease, commit, acquire }) => {
      for (const [index, value] of VALUES.entries()) {
        const expected: unknown = JSON.parse(JSON.stringify(value))
        await set(`set ${index}`, value)
        assert.deepEqual(await get(`set ${index}`), expected)
        assert.equal(await commit(await lease(`committed ${index}`), `committed ${index}`, value), true)
        const result = await acquire(`committed ${index}`)
        assert.deepEqual(result.state === 'hit' && result.hit.value, expected)
      }
    },
  ),

  cacheLaw(
    'unserialisable',
    'a value without a JSON form is refused with UNSERIALISABLE and the pointer of the part, and the entry stays unchanged',
    async ({ cache, get, set }) => {
      const cycle: { list: unknown[] } = { list: [1] }
      cycle.list.push(cycle)
      const cases: readonly (readonly [value: unknown, pointer: string])[] = [
        [undefined, ''],
        [() => 1, ''],
        [Symbol('s'), ''],
        [1n, ''],
        [{ a: [0, 1n] }, '/a/1'],
        [{ 'a/b~c': { d: () => 1 } }, '/a~1b~0c/d'],
        [cycle, '/list/1'],
        [new Map([[1, 2]]), ''],
        [{ list: [new Set([1])] }, '/list/0'],
        [{ bytes: new ArrayBuffer(1) }, '/bytes'],
        [[new DataView(new ArrayBuffer(1))], '/0'],
        ...lossyValues().flatMap((lossy) => [[lossy, ''] as const, [{ list: [lossy] }, '/list/0'] as const]),
      ]
      await set('key', 'old')
      for (const [value, pointer] of cases) {
        assert.equal((await refused('UNSERIALISABLE', set('key', value))).pointer, pointer)
        const writes = [{ key: 'other', value: 1, ttlMs: 1000 }]
        await refused('UNSERIALISABLE', cache.setMany('a', [...writes, { key: 'key', value, ttlMs: 1000 }]))
      }
      const failing = { toJSON: () => assert.fail('this is what it does') }
      await refused('UNSERIALISABLE', set('key', failing))
      assert.equal(await get('key'), 'old')
      assert.equal(await get('other'), undefined)
      for (const [value, json] of faithfulValues()) {
        await set('key', { value })
        assert.deepEqual(await get('key'), { value: json })
      }
    },
  ),

  cacheLaw(
    'frozen',
    'a value is frozen at every level, whichever method returns it',
    async ({ get, set, read, acquire }) => {
      const value = { list: [{ deep: [1] }], text: 'x' }
      await set('key', value)
      const result = await acquire('key')
      const readings = [await get('key'), (await read('key'))?.value, result.state === 'hit' && result.hit.value]
      for (const found of readings) {
        assert.deepEqual(found, value)
        assert.ok(deepFrozen(found), 'a part of what was read can be changed')
      }
    },
  ),

  cacheLaw(
    'snapshot',
    'a value is copied at the time of the call: later changes of the argument change nothing in the cache',
    async ({ get, set, lease, commit }) => {
      const value = { list: [1] }
      const setting = set('set', value)
      value.list.push(2)
      await setting
      value.list.push(3)
      assert.deepEqual(await get('set'), { list: [1] })

      const token = await lease('committed')
      const loaded = { list: [1] }
      const committing = commit(token, 'committed', loaded)
      loaded.list.push(2)
      assert.equal(await committing, true)
      loaded.list.push(3)
      assert.deepEqual(await get('committed'), { list: [1] })
    },
  ),
]
