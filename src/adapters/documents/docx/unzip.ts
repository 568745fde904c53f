import { inflateRawSync } from 'node:zlib'
import type { DocumentLimits } from '../document-limits.js'
import { hasCode, Refusal } from '../refusals.js'

const END_RECORD = 0x06054b50
const CENTRAL_HEADER = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const END_RECORD_BYTES = 22
const MAX_COMMENT_BYTES = 0xffff

interface Part {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly compressedBytes: number
  readonly headerAt: number
}

/**
 * An archive, of which only the parts that are asked for are inflated, and never to more than the limits allow,
 * whatever their headers promise. No part is written anywhere.
 */
export class ZipArchive {
  readonly #bytes: Buffer
  readonly #parts = new Map<string, Part>()
  #inflatable: number

  /** @throws Refusal for an archive that is damaged, holds too many parts, or one with a path outside of itself */
  constructor(bytes: Uint8Array, limits: DocumentLimits) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#inflatable = limits.inflatedBytes
    const end = endRecordOf(this.#bytes)
    const count = this.#bytes.readUInt16LE(end + 10)
    if (count > limits.parts) throw new Refusal('too-many-parts', `${count}, at most ${limits.parts}`)
    let at = this.#bytes.readUInt32LE(end + 16)
    let promised = 0
    for (let index = 0; index < count; index++) {
      if (at + 46 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== CENTRAL_HEADER) throw damaged()
      const nameLength = this.#bytes.readUInt16LE(at + 28)
      const name = this.#bytes.toString('utf8', at + 46, at + 46 + nameLength)
      if (leadsOutside(name)) throw new Refusal('outside-path', JSON.stringify(name.slice(0, 100)))
      promised += this.#bytes.readUInt32LE(at + 24)
      // Two parts of one name: which one counts differs from program to program.
      if (this.#parts.has(name)) throw new Refusal('malformed', `two parts are called ${JSON.stringify(name)}`)
      this.#parts.set(name, {
        name,
        method: this.#bytes.readUInt16LE(at + 10),
        encrypted: (this.#bytes.readUInt16LE(at + 8) & 1) === 1,
        compressedBytes: this.#bytes.readUInt32LE(at + 20),
        headerAt: this.#bytes.readUInt32LE(at + 42),
      })
      at += 46 + nameLength + this.#bytes.readUInt16LE(at + 30) + this.#bytes.readUInt16LE(at + 32)
    }
    // Pictures count only by what they promise: they are not inflated here.
    if (promised > limits.inflatedBytes * 8) throw new Refusal('inflates-too-much', `${promised} bytes`)
  }

  get names(): readonly string[] {
    return [...this.#parts.keys()]
  }

  /** The content of a part; `undefined` if there is none of this name. */
  read(name: string): Buffer | undefined {
    const part = this.#parts.get(name)
    if (part === undefined) return undefined
    if (part.encrypted) throw new Refusal('encrypted')
    const at = part.headerAt
    if (at + 30 > this.#bytes.length || this.#bytes.readUInt32LE(at) !== LOCAL_HEADER) throw damaged()
    const start = at + 30 + this.#bytes.readUInt16LE(at + 26) + this.#bytes.readUInt16LE(at + 28)
    const packed = this.#bytes.subarray(start, start + part.compressedBytes)
    if (packed.length !== part.compressedBytes) throw damaged()
    const content = part.method === 0 ? packed : this.#inflate(part, packed)
    this.#inflatable -= content.length
    if (this.#inflatable < 0) throw new Refusal('inflates-too-much')
    return content
  }

  #inflate({ name, method }: Part, packed: Buffer): Buffer {
    if (method !== 8) throw new Refusal('malformed', `${JSON.stringify(name)} is packed in an unknown way`)
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.#inflatable) })
    } catch (error) {
      const tooMuch = hasCode(error, 'ERR_BUFFER_TOO_LARGE')
      throw tooMuch ? new Refusal('inflates-too-much') : new Refusal('malformed', undefined, { cause: error })
    }
  }
}

function endRecordOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - END_RECORD_BYTES - MAX_COMMENT_BYTES)
  for (let at = bytes.length - END_RECORD_BYTES; at >= first; at--) {
    if (bytes.readUInt32LE(at) === END_RECORD) return at
  }
  throw new Refusal('malformed', 'the archive has no end: it was cut')
}

function leadsOutside(name: string): boolean {
  return name === '' || /^[/\\]|^[a-z]:|\0|\\/i.test(name) || name.split('/').includes('..')
}

function damaged(): Refusal {
  return new Refusal('malformed', 'a part of the archive is not where it should be')
}
