import { crc32, deflateRawSync } from 'node:zlib'

/** A part of an archive to be made. */
export interface ZipEntry {
  readonly name: string
  readonly content: string | Buffer
  /** The size in the headers, for archives with false headers. */
  readonly claimedBytes?: number
  readonly flags?: number
  /** How much of the packed bytes is written: what is missing shows only to who unpacks all that is there. */
  readonly packedShare?: number
}

/** An archive of deflated parts, written by hand: no library lets us write the harmful ones. */
export function zipFile(entries: readonly ZipEntry[]): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content, claimedBytes, flags = 0, packedShare = 1 } of entries) {
    const raw = Buffer.isBuffer(content) ? content : Buffer.from(content, 'utf8')
    const whole = deflateRawSync(raw)
    const packed = whole.subarray(0, whole.length * packedShare)
    const encoded = Buffer.from(name, 'utf8')
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(raw), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(claimedBytes ?? raw.length, 18)
    common.writeUInt16LE(encoded.length, 22)
    const body = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, encoded, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, tail, encoded]))
    bodies.push(body)
    at += body.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, central, end])
}
