import { inflateRawSync } from 'node:zlib'
import { hasCode, Refusal } from '../refusals.js'
import { lzwLength } from './lzw-length.js'

const ASCII85_DIGITS = 5
const RUN_LENGTH_END = 128

/**
 * The most bytes that a stream comes to on its way through its filters. What is damaged is for the PDF engine to judge,
 * and filters of pictures are not followed.
 *
 * @throws Refusal `inflates-too-much`
 */
export function decodedLength(data: Buffer, filters: readonly string[], limit: number): number {
  let bytes = data
  let most = 0
  for (const [index, filter] of filters.entries()) {
    if (/^LZW(?:Decode)?$/.test(filter)) {
      // Only counted. What is packed by it never comes packed once more.
      if (index < filters.length - 1) throw new Refusal('inflates-too-much', 'a stream is packed more than once')
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
  if (length > limit) throw new Refusal('inflates-too-much')
  return length
}

/** Without the two bytes at the head, and so without a check sum at the end, for which the PDF engine does not ask. */
function inflated(data: Buffer, limit: number): Buffer {
  try {
    return inflateRawSync(data.subarray(2), { maxOutputLength: limit })
  } catch (error) {
    if (hasCode(error, 'ERR_BUFFER_TOO_LARGE')) throw new Refusal('inflates-too-much')
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
