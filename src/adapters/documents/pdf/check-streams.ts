import { inflateRawSync } from 'node:zlib'
import type { DocumentLimits } from '../document-limits.js'
import { DocumentReadError, hasCode } from '../document-read-error.js'

const DICTIONARY_BYTES = 65_536
// One filter, or a list of them.
const FILTERS = /\/F(?:ilter)?\s*(\[[^\]]*\]|\/[^\s/<>[\]()]+)/g
const FILTER_BY_REFERENCE = /\/F(?:ilter)?\s*\[?\s*\d+\s+\d+\s+R\b/
const PAGE_TREE = /\/Type\s*\/Pages\b[^<>]{0,20000}?\/Count\s+(\d+)|\/Count\s+(\d+)[^<>]{0,20000}?\/Type\s*\/Pages\b/g

/**
 * Rejects a PDF that declares too many pages, or has a stream that decompresses to more than the limit. The PDF engine
 * decompresses in JavaScript and keeps all data in memory, so this check runs before it and keeps none.
 *
 * @throws DocumentReadError `too-many-pages`, `inflates-too-much`
 */
export function checkStreams(bytes: Uint8Array, limits: DocumentLimits): void {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  for (const [, after, before] of buffer.toString('latin1').matchAll(PAGE_TREE)) {
    assertPages(Number(after ?? before), limits)
  }
  let decoded = 0
  let before = 0
  for (let at = buffer.indexOf('stream'); at >= 0; at = buffer.indexOf('stream', at + 6)) {
    const dictionary = buffer.toString('latin1', Math.max(before, at - DICTIONARY_BYTES), at)
    before = at
    if (dictionary.endsWith('end')) continue
    const own = dictionary.slice(dictionary.lastIndexOf('obj') + 1)
    // Pictures are large, and reading text does not decode them.
    if (/\/Subtype\s*\/Image\b/.test(own)) continue
    const data = buffer.subarray(startOfData(buffer, at))
    const lengths = filterChains(own).map((filters) => decodedLength(data, filters, limits.inflatedBytes))
    decoded += Math.max(0, ...lengths)
    if (decoded > limits.inflatedBytes * 4) throw new DocumentReadError('inflates-too-much')
  }
}

/** The possible filter chains of a stream. */
function filterChains(dictionary: string): readonly (readonly string[])[] {
  const plain = dictionary.replace(/#([0-9a-f]{2})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  )
  const named = [...plain.matchAll(FILTERS)].map(([, names = '']) => names.match(/[^\s/[\]]+/g) ?? [])
  return FILTER_BY_REFERENCE.test(plain) ? [...named, ['FlateDecode']] : named
}

/** @throws DocumentReadError `too-many-pages` */
export function assertPages(count: number, limits: DocumentLimits): void {
  if (count > limits.pages) throw new DocumentReadError('too-many-pages', `${count}, at most ${limits.pages}`)
}

function startOfData(buffer: Buffer, at: number): number {
  const after = at + 'stream'.length
  if (buffer[after] === 0x0d && buffer[after + 1] === 0x0a) return after + 2
  return buffer[after] === 0x0a || buffer[after] === 0x0d ? after + 1 : after
}

const ASCII85_DIGITS = 5
const RUN_LENGTH_END = 128

/**
 * The largest size of a stream after any of its filters. Damaged data counts as far as it can be decoded; the PDF engine
 * rejects it later. Filters of pictures are not applied.
 *
 * @throws DocumentReadError `inflates-too-much`
 */
function decodedLength(data: Buffer, filters: readonly string[], limit: number): number {
  let bytes = data
  let most = 0
  for (const [index, filter] of filters.entries()) {
    if (/^LZW(?:Decode)?$/.test(filter)) {
      // LZW data is counted, not decoded, so a filter after it cannot be checked.
      if (index < filters.length - 1)
        throw new DocumentReadError('inflates-too-much', 'a stream is compressed more than once')
      return Math.max(most, within(limit, lzwLength(bytes, limit)))
    }
    const decode = DECODERS.find(([name]) => name.test(filter))?.[1]
    if (decode === undefined) return most
    bytes = decode(bytes, limit)
    most = Math.max(most, within(limit, bytes.length))
  }
  return most
}

const DECODERS: readonly (readonly [name: RegExp, decode: (data: Buffer, limit: number) => Buffer])[] = [
  [/^Fl(?:ateDecode)?$/, inflated],
  [/^(?:RL|RunLengthDecode)$/, fromRunLengths],
  [/^(?:AHx|ASCIIHexDecode)$/, fromHexadecimals],
  [/^(?:A85|ASCII85Decode)$/, fromAscii85],
]

function within(limit: number, length: number): number {
  if (length > limit) throw new DocumentReadError('inflates-too-much')
  return length
}

/** Skips the two bytes of the zlib header, and so the checksum at the end, which the PDF engine does not check either. */
function inflated(data: Buffer, limit: number): Buffer {
  try {
    return inflateRawSync(data.subarray(2), { maxOutputLength: limit })
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw new DocumentReadError('inflates-too-much')
    return Buffer.alloc(0)
  }
}

function fromRunLengths(data: Buffer, limit: number): Buffer {
  const parts: Buffer[] = []
  let length = 0
  for (let at = 0; at < data.length; ) {
    const head = data[at] ?? RUN_LENGTH_END
    if (head === RUN_LENGTH_END) break
    const literal = head < RUN_LENGTH_END
    const part = literal ? data.subarray(at + 1, at + 2 + head) : Buffer.alloc(257 - head, data[at + 1])
    parts.push(part)
    length = within(limit, length + part.length)
    at += literal ? head + 2 : 2
  }
  return Buffer.concat(parts)
}

function fromHexadecimals(data: Buffer): Buffer {
  const end = data.indexOf('>')
  return Buffer.from(data.toString('latin1', 0, end < 0 ? data.length : end).replace(/[^0-9a-f]/gi, ''), 'hex')
}

function fromAscii85(data: Buffer, limit: number): Buffer {
  const end = data.indexOf('~')
  const source = data.subarray(0, end < 0 ? data.length : end)
  const bytes = Buffer.alloc(Math.min(source.length * 4, limit + 4))
  let length = 0
  let value = 0
  let digits = 0
  const write = (count: number): void => {
    for (let byte = 0; byte < count; byte++) bytes[length + byte] = (value / 2 ** (24 - byte * 8)) & 0xff
    length = within(limit, length + count)
    value = 0
    digits = 0
  }
  for (const byte of source) {
    if (byte === 0x7a && digits === 0) write(4)
    else if (byte >= 0x21 && byte <= 0x75) {
      value = (value * 85 + byte - 0x21) % 2 ** 32
      digits += 1
      if (digits === ASCII85_DIGITS) write(4)
    }
  }
  const rest = digits
  while (digits > 0 && digits < ASCII85_DIGITS) {
    value = value * 85 + 84
    digits += 1
  }
  if (rest > 1) write(rest - 1)
  return bytes.subarray(0, length)
}

const CLEAR = 256
const END = 257
const FIRST_CODE = 258
const MAX_CODES = 4096

/** The decompressed size of LZW data, counted up to `limit`. Adds up the length of each code; nothing is decompressed. */
function lzwLength(data: Buffer, limit: number): number {
  const lengths = new Uint16Array(MAX_CODES).fill(1, 0, CLEAR)
  let next = FIRST_CODE
  let before = 0
  let total = 0
  let [bits, held] = [0, 0]
  for (const byte of data) {
    bits = ((bits << 8) | byte) & 0xffffff
    held += 8
    // Assumes the usual `EarlyChange 1`: codes get wider one code early. Without it, the count is slightly wrong.
    const width = Math.min(12, Math.max(9, 32 - Math.clz32(next + 1)))
    if (held < width) continue
    held -= width
    const code = (bits >> held) & ((1 << width) - 1)
    if (code === END) break
    if (code === CLEAR) {
      next = FIRST_CODE
      before = 0
      continue
    }
    const added = before > 0 && next < MAX_CODES
    if (added) lengths[next++] = before + 1
    const length = lengths[code] ?? 0
    // An undefined code: the data is damaged.
    if (length === 0) break
    before = length
    total += length
    if (total > limit) break
  }
  return total
}
