import { deflateRawSync, inflateRawSync } from 'node:zlib'
import {
  assertValueSize,
  type CachedArray,
  type CachedValue,
  toSharedSnapshot,
  toStorable,
} from '../../../domain/cache/index.js'

/**
 * How a payload is written. JSON is text as it is. Whatever is binary is written in base64: replies are then read as
 * texts throughout, which is half as expensive as reading all of them as bytes for the sake of the few that need it.
 */
type PayloadKind = 'j' | 'z' | 'f' | 'd' | 'u'

/** A value as it stands behind the header of an entry. */
export interface EncodedValue {
  readonly kind: PayloadKind
  readonly payload: string
}

/** JSON of at least so many characters is compressed: below it, time is worth more than room. */
const COMPRESS_FROM = 10 * 1024

/** Whether what is stored little-endian is what the machine has in memory. */
const IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

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
  /** The JSON text; of an array, how it was written. */
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
    case 'f':
      return { value: new Float32Array(bytesOf(payload, 4)), text: payload }
    case 'd':
      return { value: new Float64Array(bytesOf(payload, 8)), text: payload }
    case 'u':
      return { value: new Uint8Array(bytesOf(payload, 1)), text: payload }
    default:
      throw new RangeError(`no payload is written as "${kind}"`)
  }
}

function encodeArray(array: CachedArray): EncodedValue {
  const kind = array instanceof Float32Array ? 'f' : array instanceof Float64Array ? 'd' : 'u'
  const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength)
  return { kind, payload: toLittleEndian(bytes, array.BYTES_PER_ELEMENT).toString('base64') }
}

function bytesOf(payload: string, elementBytes: number): ArrayBuffer {
  const bytes = Buffer.from(payload, 'base64')
  // Base64 that is damaged gives fewer bytes, never an error.
  if (bytes.toString('base64') !== payload) throw new RangeError('the payload is not base64')
  if (bytes.byteLength % elementBytes !== 0) throw new RangeError('the payload ends within an element')
  // A copy of its own: small Buffers share one pool, at any offset in it.
  return new Uint8Array(toLittleEndian(bytes, elementBytes)).buffer
}

function toLittleEndian(bytes: Buffer, elementBytes: number): Buffer {
  if (IS_LITTLE_ENDIAN || elementBytes === 1) return bytes
  const swapped = Buffer.from(bytes)
  return elementBytes === 4 ? swapped.swap32() : swapped.swap64()
}
