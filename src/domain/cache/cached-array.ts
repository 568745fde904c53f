type ArrayOf<Type> = new (buffer: ArrayBuffer) => Type

const TYPES = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
}

/** The name of a type of typed arrays. */
export type ArrayType = keyof typeof TYPES

/** An array of numbers that the cache keeps as such and not as JSON: embeddings, bytes. */
export type CachedArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array

/** Whether what is stored little-endian is what the machine has in memory. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** The type of a typed array; `undefined` for anything else. */
export function arrayTypeOf(value: unknown): ArrayType | undefined {
  if (!ArrayBuffer.isView(value)) return undefined
  // By name and not by instanceof: an array from another realm (a vm context, a test runner) is one too.
  const name = Object.prototype.toString.call(value).slice(8, -1)
  return Object.hasOwn(TYPES, name) ? (name as ArrayType) : undefined
}

/** A copy with a buffer of its own. A Buffer becomes the Uint8Array it is. `undefined` for what is no typed array. */
export function copyArray(value: unknown): CachedArray | undefined {
  const type = arrayTypeOf(value)
  if (!type) return undefined
  // Of the same type, its items are taken over as they are; by way of bytes it takes ten times as long.
  const Type = TYPES[type] as new (items: CachedArray) => CachedArray
  return new Type(value as CachedArray)
}

/** The items of `array`, each little-endian; not shared with it. */
export function toArrayBytes(array: CachedArray): Uint8Array<ArrayBuffer> {
  return swapped(ownBytes(array), array.BYTES_PER_ELEMENT)
}

/** The array whose items {@link toArrayBytes} gave; it takes `bytes` over. @throws RangeError if they end within an item */
export function fromArrayBytes(type: ArrayType, bytes: Uint8Array<ArrayBuffer>): CachedArray {
  return make(type, swapped(bytes, TYPES[type].BYTES_PER_ELEMENT))
}

function make(type: ArrayType, bytes: Uint8Array<ArrayBuffer>): CachedArray {
  const Type: ArrayOf<CachedArray> = TYPES[type]
  return new Type(bytes.buffer)
}

function ownBytes({ buffer, byteOffset, byteLength }: CachedArray): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new Uint8Array(buffer, byteOffset, byteLength))
}

/** Turns the bytes of each item round where the machine has them the other way. */
function swapped(bytes: Uint8Array<ArrayBuffer>, itemBytes: number): Uint8Array<ArrayBuffer> {
  if (IS_LITTLE_ENDIAN || itemBytes === 1) return bytes
  for (let at = 0; at < bytes.length; at += itemBytes) bytes.subarray(at, at + itemBytes).reverse()
  return bytes
}
