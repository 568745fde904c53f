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

/** First characters of every entry. A new layout gets a new value, so that older releases read it as a miss. */
const MAGIC = 'cg1'

/**
 * The first line of an entry, followed by the payload: `cg1<kind> <namespace version>`; with tags or a grace, also
 * ` <graceMs> <version of all tags>` and ` <tag>=<tag version>` per tag. Without tags, the version of all tags is `-`.
 */
interface EntryHeader {
  readonly kind: string
  readonly namespaceVersion: string
  readonly graceMs: number
  /** Version of all tags at the time of the write; `undefined` without tags. */
  readonly tagsVersion: string | undefined
  readonly tags: readonly string[]
  /** Index of the payload. */
  readonly payloadAt: number
}

/**
 * Fast path for the usual case: an entry of this namespace version without tags and grace. Returns the index of the
 * payload, or -1.
 */
export function plainPayloadAt(raw: string, namespaceVersion: string): number {
  const end = MAGIC.length + 2 + namespaceVersion.length
  const isPlain =
    raw.charCodeAt(end) === 10 &&
    raw.charCodeAt(MAGIC.length + 1) === 32 &&
    raw.startsWith(MAGIC) &&
    raw.startsWith(namespaceVersion, MAGIC.length + 2)
  return isPlain ? end + 1 : -1
}

/** The kind of a valid entry. */
export function kindOf(raw: string): string {
  return raw.charAt(MAGIC.length)
}

/** `undefined` unless this cache wrote `raw`. */
export function readHeader(raw: string): EntryHeader | undefined {
  if (!raw.startsWith(MAGIC)) return undefined
  const end = raw.indexOf('\n')
  const [kind = '', namespaceVersion = '', grace = '0', tagsVersion = '-', ...tagVersions] = raw
    .slice(MAGIC.length, end)
    .split(' ')
  const graceMs = Number(grace)
  if (end < 0 || kind.length !== 1 || namespaceVersion === '' || !Number.isSafeInteger(graceMs) || graceMs < 0)
    return undefined
  const tags = readTags(tagVersions)
  if (!tags) return undefined
  return {
    kind,
    namespaceVersion,
    graceMs,
    tagsVersion: tagsVersion === '-' ? undefined : tagsVersion,
    tags,
    payloadAt: end + 1,
  }
}

/** The names of the tags; `undefined` if one is malformed. */
function readTags(tagVersions: readonly string[]): readonly string[] | undefined {
  try {
    return tagVersions.map((one) => decodeURIComponent(one.slice(0, one.indexOf('='))))
  } catch {
    // A malformed escape: another program wrote it.
    return undefined
  }
}

/**
 * Encoding of a payload: `j` JSON text, `z` compressed JSON text, others a typed array. Binary payloads are in base64, so
 * that all replies can be read as text: half the cost of reading all of them as bytes.
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

/** The payload of an entry. */
export interface EncodedValue {
  readonly kind: PayloadKind
  readonly payload: string
}

/** JSON texts of this length or more are compressed. For shorter ones it costs more time than it saves space. */
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

/** A decoded payload. */
export interface DecodedPayload {
  /** A frozen snapshot, or an unshared typed array. */
  readonly value: CachedValue
  /** The JSON text; for a typed array, its base64 text. */
  readonly text: string
}

/**
 * @param maxBytes maximum length of a decompressed text
 * @throws any error of a decoder, if the payload is corrupt
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
      if (!type) throw new RangeError(`unknown kind of payload "${kind}"`)
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
  // Buffer.from ignores invalid base64 without an error.
  if (bytes.toString('base64') !== payload) throw new RangeError('the payload is not base64')
  // A copy, because small Buffers share a pool.
  return new Uint8Array(bytes)
}
