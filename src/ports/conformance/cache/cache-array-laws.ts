import { strict as assert } from 'node:assert'
import { cacheLaw } from './cache-law.js'

export const cacheArrayLaws = [
  cacheLaw(
    'typed-arrays',
    'typed arrays come back as their type with every bit of their items',
    async ({ get, set }) => {
      const floats = [0, -0, 1.5, -1e-7, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
      const cases = {
        Float32Array: [Float32Array.from(floats), new Float32Array([9, 1.5, 9]).subarray(1, 2), new Float32Array()],
        Float64Array: [Float64Array.from([...floats, Math.PI, 5e-324]), new Float64Array(3000).fill(0.1)],
        Uint8Array: [bytes, bytes.subarray(3, 9), new Uint8Array(), Buffer.from(bytes)],
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
    },
  ),

  cacheLaw(
    'typed-arrays-copied',
    'each reader of a typed array gets a copy of its own, and none of them is what was passed',
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

function numbersOf(value: unknown): readonly number[] {
  assert.ok(ArrayBuffer.isView(value), 'not a typed array')
  return Array.from(value as Float32Array)
}
