import { strict as assert } from 'node:assert'
import { faithfulValues, lossyValues } from '../lossy-values.js'
import { plainValue } from './cache-commands.js'
import { cacheLaw, refused } from './cache-law.js'

/** Values that JSON keeps, changes or omits. */
const VALUES: readonly unknown[] = [
  'text',
  '\u0000 \n "quoted" \\ \u2028 \ud83d\ude00 \ud800 é e\u0301',
  'x'.repeat(100_000),
  [1.5, 1e21, 5e-324, 2 ** 53, -0, Number.NaN, Number.POSITIVE_INFINITY],
  { at: new Date(0), none: undefined, list: [undefined, [[]], {}], own: { toJSON: () => ({ custom: true }) } },
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
      const failing = { toJSON: () => assert.fail('toJSON throws') }
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
        assert.ok(deepFrozen(found), 'a part of the result is not frozen')
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

export const cacheArrayLaws = [
  cacheLaw('typed-arrays', 'typed arrays keep their type and every bit of their items', async ({ get, set }) => {
    const floats = [0, -0, 1.5, -1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const cases = {
      Float32Array: [Float32Array.from(floats), new Float32Array([9, 1.5, 9]).subarray(1, 2), new Float32Array()],
      Float64Array: [Float64Array.from([...floats, Math.PI, 5e-324]), new Float64Array(3000).fill(0.1)],
      Uint8Array: [bytes, bytes.subarray(3, 9), new Uint8Array(), Buffer.from(bytes)],
      Uint8ClampedArray: [Uint8ClampedArray.of(0, 255)],
      Int8Array: [Int8Array.of(-128, 127)],
      Int16Array: [Int16Array.of(-(2 ** 15), 1, 2 ** 15 - 1)],
      Uint16Array: [Uint16Array.of(1, 2 ** 16 - 1).subarray(1)],
      Int32Array: [Int32Array.of(-(2 ** 31), 1, 2 ** 31 - 1)],
      Uint32Array: [Uint32Array.of(1, 2 ** 32 - 1)],
      BigInt64Array: [BigInt64Array.of(-(2n ** 63n), 1n, 2n ** 63n - 1n)],
      BigUint64Array: [BigUint64Array.of(1n, 2n ** 64n - 1n)],
    }
    for (const [type, arrays] of Object.entries(cases)) {
      for (const array of arrays) {
        await set('key', array)
        const found = await get('key')
        assert.equal(Object.prototype.toString.call(found), `[object ${type}]`)
        assert.ok(!Buffer.isBuffer(found), 'bytes come back as a Uint8Array and not as a Buffer')
        assert.deepEqual(numbersOf(found), numbersOf(array))
      }
    }
  }),

  cacheLaw(
    'typed-arrays-within',
    'typed arrays within a value keep their type, each reader gets copies, and the rest of the value is frozen',
    async ({ get, set, read, lease, commit, acquire }) => {
      for (const key of ['set', 'committed']) {
        const vector = Float32Array.of(0.5, Number.NaN, -0)
        const value = {
          rows: [{ id: 1, vector }, { id: 2 }, [BigInt64Array.of(-1n), Buffer.from('ab')]],
          own: { toJSON: () => ({ empty: new Int16Array() }) },
          at: new Date(0),
          'a/b~': 'text',
        }
        Object.defineProperty(value, '__proto__', { value: Uint8Array.of(7), enumerable: true })
        const storing = key === 'set' ? set(key, value) : commit(await lease(key), key, value)
        vector.fill(9)
        await storing
        const result = await acquire(key)
        for (const found of [
          await get(key),
          (await read(key))?.value,
          result.state === 'hit' && result.hit.value,
          await get(key),
        ]) {
          assert.equal(JSON.stringify(plainValue(found)), NESTED)
          assert.ok(frozenAround(found), 'a part of the result is not frozen')
          const { rows } = found as unknown as { rows: [{ vector: Float32Array }] }
          rows[0].vector.fill(9)
        }
      }
    },
  ),

  cacheLaw(
    'typed-arrays-copied',
    'each reader of a typed array gets its own copy, never the stored argument',
    async ({ get, set, read, acquire }) => {
      for (const array of [Float32Array.of(1, 2), Float64Array.of(1, 2), Uint8Array.of(1, 2)]) {
        const setting = set('key', array)
        array.fill(9)
        await setting
        const result = await acquire('key')
        for (const found of [
          await get('key'),
          (await read('key'))?.value,
          result.state === 'hit' && result.hit.value,
        ]) {
          assert.deepEqual(numbersOf(found), [1, 2])
          if (ArrayBuffer.isView(found)) new Uint8Array(found.buffer, found.byteOffset, found.byteLength).fill(9)
        }
        assert.deepEqual(numbersOf(await get('key')), [1, 2], 'a reader changed the value of others')
      }
    },
  ),
]

/** The value of the law, as {@link plainValue} returns it. */
const NESTED = JSON.stringify({
  rows: [
    { id: 1, vector: { '[object Float32Array]': ['0.5', 'NaN', '-0'] } },
    { id: 2 },
    [{ '[object BigInt64Array]': ['-1'] }, { '[object Uint8Array]': ['97', '98'] }],
  ],
  own: { empty: { '[object Int16Array]': [] } },
  at: '1970-01-01T00:00:00.000Z',
  'a/b~': 'text',
  ['__proto__']: { '[object Uint8Array]': ['7'] },
})

function frozenAround(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
  return Object.isFrozen(value) && Object.values(value).every(frozenAround)
}

function numbersOf(value: unknown): readonly number[] {
  assert.ok(ArrayBuffer.isView(value), 'not a typed array')
  return Array.from(value as Float32Array)
}
