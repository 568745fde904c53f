const END_RECORD = 0x06054b50
const END_RECORD_BYTES = 22
const CENTRAL_HEADER_BYTES = 46
/** The first day that an archive can name: 1980-01-01, midnight. */
const FIRST_DAY = 0x0021_0000

/** The same archive with one fixed time on every part, in place. It must have no comment. */
export function fixZipTimes(archive: Buffer): Uint8Array {
  const end = archive.length - END_RECORD_BYTES
  if (archive.readUInt32LE(end) !== END_RECORD) throw new Error('the archive does not end as expected')
  let at = archive.readUInt32LE(end + 16)
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    archive.writeUInt32LE(FIRST_DAY, at + 12)
    archive.writeUInt32LE(FIRST_DAY, archive.readUInt32LE(at + 42) + 10)
    const name = archive.readUInt16LE(at + 28)
    const extra = archive.readUInt16LE(at + 30)
    const comment = archive.readUInt16LE(at + 32)
    at += CENTRAL_HEADER_BYTES + name + extra + comment
  }
  return new Uint8Array(archive.buffer, archive.byteOffset, archive.length)
}
