import { strict as assert } from 'node:assert'
import { cacheLaw } from './cache-law.js'
import { plainValue } from './cache-outcome.js'

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
          assert.ok(frozenAround(found), 'a part of what was read can be changed')
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
        assert.deepEqual(numbersOf(await get('key')), [1, 2], 'a reader changed what others read')
      }
    },
  ),
]

/** What {@link plainValue} gives of the value of the law. */
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
