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

/** The name of a typed array type. */
export type ArrayType = keyof typeof TYPES

/** A typed array. The cache stores it as such, not as JSON: embeddings, bytes. */
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

/** Whether this machine stores numbers little-endian, which is the stored byte order. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** The type of a typed array; `undefined` for anything else. */
export function arrayTypeOf(value: unknown): ArrayType | undefined {
  if (!ArrayBuffer.isView(value)) return undefined
  // By name, because instanceof fails for arrays of another realm (a vm context, a test runner).
  const name = Object.prototype.toString.call(value).slice(8, -1)
  return Object.hasOwn(TYPES, name) ? (name as ArrayType) : undefined
}

/** A copy with its own buffer. A Buffer becomes a Uint8Array. `undefined` unless `value` is a typed array. */
export function copyArray(value: unknown): CachedArray | undefined {
  const type = arrayTypeOf(value)
  if (!type) return undefined
  // Copying from an array of the same type is ten times as fast as copying bytes.
  const Type = TYPES[type] as new (items: CachedArray) => CachedArray
  return new Type(value as CachedArray)
}

/** A copy of the items of `array`, little-endian. */
export function toArrayBytes(array: CachedArray): Uint8Array<ArrayBuffer> {
  return swapped(ownBytes(array), array.BYTES_PER_ELEMENT)
}

/** Inverse of {@link toArrayBytes}; takes ownership of `bytes`. @throws RangeError if they end within an item */
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

/** Reverses the bytes of each item on a big-endian machine. */
function swapped(bytes: Uint8Array<ArrayBuffer>, itemBytes: number): Uint8Array<ArrayBuffer> {
  if (IS_LITTLE_ENDIAN || itemBytes === 1) return bytes
  for (let at = 0; at < bytes.length; at += itemBytes) bytes.subarray(at, at + itemBytes).reverse()
  return bytes
}
