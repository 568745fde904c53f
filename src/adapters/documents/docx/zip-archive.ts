import { crc32, inflateRawSync } from 'node:zlib'
import type { DocumentLimits } from '../document-limits.js'
import { DocumentReadError, hasCode } from '../document-read-error.js'

const END_RECORD = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_RECORD_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff

interface ZipEntry {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly compressedBytes: number
  readonly headerAt: number
}

/**
 * Reads single entries of a zip archive. Only the requested entries are decompressed, and never to more than the
 * limits, whatever sizes their headers declare. Nothing is written to disk.
 */
export class ZipArchive {
  readonly #bytes: Buffer
  readonly #entries = new Map<string, ZipEntry>()
  #inflatable: number

  /** @throws DocumentReadError `malformed`, `too-many-parts`, `outside-path`, `inflates-too-much` */
  constructor(bytes: Uint8Array, limits: DocumentLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#inflatable = limits.inflatedBytes
    const end = endRecordOf(this.#bytes)
    const count = this.#bytes.readUInt16LE(end + 10)
    if (count > limits.parts) throw new DocumentReadError('too-many-parts', `${count}, at most ${limits.parts}`)
    let at = this.#bytes.readUInt32LE(end + 16)
    let declared = 0
    for (let index = 0; index < count; index++) {
      if (at + 46 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== CENTRAL_HEADER) throw damaged()
      const nameLength = this.#bytes.readUInt16LE(at + 28)
      const name = this.#bytes.toString('utf8', at + 46, at + 46 + nameLength)
      if (isOutsidePath(name)) throw new DocumentReadError('outside-path', JSON.stringify(name.slice(0, 100)))
      declared += this.#bytes.readUInt32LE(at + 24)
      // Programs differ in which of two entries with one name they read.
      if (this.#entries.has(name))
        throw new DocumentReadError('malformed', `two parts are named ${JSON.stringify(name)}`)
      this.#entries.set(name, {
        name,
        method: this.#bytes.readUInt16LE(at + 10),
        encrypted: (this.#bytes.readUInt16LE(at + 8) & 1) === 1,
        compressedBytes: this.#bytes.readUInt32LE(at + 20),
        headerAt: this.#bytes.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + this.#bytes.readUInt16LE(at + 30) + this.#bytes.readUInt16LE(at + 32)
    }
    // Entries that are not read, such as pictures, count by their declared size.
    if (declared > limits.inflatedBytes * 8) throw new DocumentReadError('inflates-too-much', `${declared} bytes`)
  }

  get names(): readonly string[] {
    return [...this.#entries.keys()]
  }

  /** The content of an entry; `undefined` if there is none. */
  read(name: string): Buffer | undefined {
    const entry = this.#entries.get(name)
    if (entry === undefined) return undefined
    if (entry.encrypted) throw new DocumentReadError('encrypted')
    const at = entry.headerAt
    if (at + 30 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== LOCAL_HEADER) throw damaged()
    const start = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28)
    const packed = this.#bytes.subarray(start, start + entry.compressedBytes)
    if (packed.length !== entry.compressedBytes) throw damaged()
    const content = entry.method === 0 ? packed : this.#inflate(entry, packed)
    this.#inflatable -= content.length
    if (this.#inflatable < 0) throw new DocumentReadError('inflates-too-much')
    return content
  }

  #inflate({ name, method }: ZipEntry, packed: Buffer): Buffer {
    if (method !== 8)
      throw new DocumentReadError('malformed', `${JSON.stringify(name)} uses an unknown compression method`)
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.#inflatable) })
    } catch (error) {
      const tooMuch = hasCode(error, 'ERR_BUFFER_TOO_LARGE')
      throw tooMuch
        ? new DocumentReadError('inflates-too-much')
        : new DocumentReadError('malformed', undefined, { cause: error })
    }
  }
}

function endRecordOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_RECORD_BYTES - MAX_COMMENT_BYTES)
  for (let at = bytes.length - END_RECORD_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_RECORD) return at
  }
  throw new DocumentReadError('malformed', 'the archive is truncated')
}

function isOutsidePath(name: string): boolean {
  return name === '' || /^[/\\]|^[a-z]:|\0|\\/i.test(name) || name.split('/').includes('..')
}

function damaged(): DocumentReadError {
  return new DocumentReadError('malformed', 'the archive directory does not match its content')
}

/** Writes an uncompressed zip archive. */
export function writeZip(entries: ReadonlyMap<string, Buffer>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of entries) {
    const encoded = Buffer.from(name, 'utf8')
    // From "version needed" to "length of the extra field": the same in both headers.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(content.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(encoded.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, encoded, content])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, encoded]))
    bodies.push(body)
    at += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.size, 8)
  end.writeUInt16LE(entries.size, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, central, end])
}
