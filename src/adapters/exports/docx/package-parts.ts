/** `docProps/core.xml`: title, subject and language, without dates: the same curriculum gives the same bytes. */
export function coreProperties(title: string, subject: string, language: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
    ' xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${escaped(title)}</dc:title><dc:subject>${escaped(subject)}</dc:subject>` +
    `<dc:creator>Curriculum Generator</dc:creator><dc:language>${language}</dc:language></cp:coreProperties>`
  )
}

const TAG = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/
const RIGHT_TO_LEFT = /^(?:ar|arc|ckb|dv|fa|he|ks|ku-arab|nqo|ps|sd|syr|ug|ur|yi)(?:-|$)/i

/** The language of the program if it is well formed, else English, the language of the headings. */
export function languageTag(language: string): string {
  return TAG.test(language) ? language : 'en'
}

/** Whether texts and the columns of tables run from right to left in this language. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.test(language)
}

/** What XML 1.0 cannot hold: most control characters, halves of surrogate pairs, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu

/** `text` for XML: U+FFFD replaces what XML cannot hold, and there is one kind of line break. */
export function xmlText(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029]/g, '\n').replace(FORBIDDEN, '\uFFFD')
}

/** `text` between tags or in an attribute. */
export function escaped(text: string): string {
  return xmlText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const END_RECORD = 0x06054b50
const END_RECORD_BYTES = 22
const CENTRAL_HEADER_BYTES = 46
/** The earliest time of an archive: 1980-01-01, midnight. */
const FIRST_DAY = 0x0021_0000

/** Sets one fixed time on every part of an archive, in place. The archive must have no comment. */
export function fixZipTimes(archive: Buffer): Uint8Array {
  const end = archive.length - END_RECORD_BYTES
  if (archive.readUInt32LE(end) !== END_RECORD) throw new Error('the archive does not end with its end record')
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
