import { deflateRawSync, inflateRawSync } from 'node:zlib'
import {
  type ArrayType,
  arrayTypeOf,
  assertValueSize,
  type CachedArray,
  type CachedValue,
  fromArrayBytes,
  toArrayBytes,
  toSharedSnapshot,
  toStorable,
} from '../../../domain/cache/index.js'

/**
 * How a payload is written. Texts are as they are. Whatever is binary is written in base64: replies are then read as
 * texts throughout, which is half as expensive as reading all of them as bytes for the sake of the few that need it.
 */
type PayloadKind = 'j' | 'z' | (typeof ARRAY_KINDS)[ArrayType]

const ARRAY_KINDS = {
  Float32Array: 'f',
  Float64Array: 'd',
  Uint8Array: 'u',
  Uint8ClampedArray: 'c',
  Int8Array: 'b',
  Int16Array: 'h',
  Uint16Array: 'H',
  Int32Array: 'i',
  Uint32Array: 'I',
  BigInt64Array: 'q',
  BigUint64Array: 'Q',
} as const satisfies { readonly [type in ArrayType]: string }

const ARRAY_TYPES = new Map(
  Object.entries(ARRAY_KINDS).map(([type, kind]): [string, ArrayType] => [kind, type as ArrayType]),
)

/** A value as it stands behind the header of an entry. */
export interface EncodedValue {
  readonly kind: PayloadKind
  readonly payload: string
}

/** JSON of at least so many characters is compressed: below it, time is worth more than room. */
const COMPRESS_FROM = 10 * 1024

/** @throws AppError `UNSERIALISABLE`, `ENTRY_TOO_LARGE` */
export function encodeValue(value: unknown, what: string, limits: { readonly maxEntryBytes: number }): EncodedValue {
  const storable = toStorable(value, what)
  if (storable.kind === 'array') {
    assertValueSize(storable.array.byteLength, limits)
    return encodeArray(storable.array)
  }
  const { text } = storable
  assertValueSize(Buffer.byteLength(text), limits)
  if (text.length < COMPRESS_FROM) return { kind: 'j', payload: text }
  const packed = deflateRawSync(text, { level: 1 }).toString('base64')
  return packed.length < text.length ? { kind: 'z', payload: packed } : { kind: 'j', payload: text }
}

/** What a payload holds. */
export interface DecodedPayload {
  /** A frozen snapshot, or an array of the reader's own. */
  readonly value: CachedValue
  /** Of a typed array, how it was written. */
  readonly text: string
}

/**
 * @param maxBytes the longest text that a compressed payload may become
 * @throws whatever a payload that is damaged makes its decoder throw
 */
export function decodePayload(kind: string, payload: string, maxBytes: number): DecodedPayload {
  switch (kind) {
    case 'j':
      return { value: toSharedSnapshot(payload), text: payload }
    case 'z': {
      const text = inflateRawSync(Buffer.from(payload, 'base64'), { maxOutputLength: maxBytes }).toString()
      return { value: toSharedSnapshot(text), text }
    }
    default: {
      const type = ARRAY_TYPES.get(kind)
      if (!type) throw new RangeError(`no payload is written as "${kind}"`)
      return { value: fromArrayBytes(type, bytesOf(payload)), text: payload }
    }
  }
}

function encodeArray(array: CachedArray): EncodedValue {
  const kind = ARRAY_KINDS[arrayTypeOf(array) ?? 'Uint8Array']
  return { kind, payload: Buffer.from(toArrayBytes(array).buffer).toString('base64') }
}

function bytesOf(payload: string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(payload, 'base64')
  // Base64 that is damaged gives fewer bytes, never an error.
  if (bytes.toString('base64') !== payload) throw new RangeError('the payload is not base64')
  // A copy of its own: small Buffers share one pool, at any offset in it.
  return new Uint8Array(bytes)
}
