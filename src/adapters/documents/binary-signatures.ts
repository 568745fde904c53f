import { DocumentReadError } from './document-read-error.js'

// A signature of letters alone counts only with the binary bytes that follow it in a real file: text may begin with
// "MZ" or "ID3".
// biome-ignore-start lint/suspicious/noControlCharactersInRegex: signatures of binary formats
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [
    /^\x89PNG\r\n|^\xff\xd8\xff|^GIF8[79]a[\s\S]{0,6}[\0-\x08\x0e-\x1f]|^RIFF[\s\S]{4}WEBPVP8|^BM[\s\S]{4}\0\0\0\0/,
    'it is a picture',
  ],
  [/^\x1f\x8b\x08|^7z\xbc\xaf|^Rar!\x1a\x07|^BZh[1-9]1AY&SY|^\xfd7zXZ\0/, 'it is an archive'],
  [/^\x7fELF[\x01\x02]|^MZ[\s\S]{0,62}\0/, 'it is a program'],
  [/^ID3[\x02-\x04][\0-\x0f]|^OggS\0|^fLaC[\0\x80]\0|^\0[\s\S]{3}ftyp/, 'it is sound or video'],
  [/^SQLite format 3\0/, 'it is a database'],
]
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: signatures of binary formats
// Old Word documents and encrypted new ones are compound files.
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')
/** Where the header of a PDF may begin. Some programs write a few bytes before it; PDF readers accept that. */
const MAX_HEADER_OFFSET = 1024
const SAMPLE = 65_536

/**
 * The binary format of a file by its content; `undefined` if it may be text.
 *
 * @throws DocumentReadError `not-a-document`, `encrypted` for a binary format that is not supported
 */
export function binaryFormat(bytes: Uint8Array): 'pdf' | 'docx' | 'pptx' | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE)).toString('latin1')
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    return whole.includes('ppt/presentation.xml') && !whole.includes('word/document') ? 'pptx' : 'docx'
  }
  if (head.startsWith(COMPOUND)) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (whole.includes(ENCRYPTED_PACKAGE)) throw new DocumentReadError('encrypted')
    throw new DocumentReadError('not-a-document', 'it is a document of an old office program')
  }
  const other = UNSUPPORTED.find(([pattern]) => pattern.test(head))
  if (other !== undefined) throw new DocumentReadError('not-a-document', other[1])
  const tailLength = Math.min(bytes.length, 2048)
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset + bytes.length - tailLength, tailLength).toString('latin1')
  if (isPdf(head, tail)) return 'pdf'
  if (isRtf(head, tail)) throw new DocumentReadError('not-a-document', 'it is RTF')
  return undefined
}

/** RTF is text: it begins with its signature and ends with the brace of it. */
function isRtf(head: string, tail: string): boolean {
  return /^\s*\{\\rtf\d?[\\{\s]/.test(head) && (/\}[\s\0]*$/.test(tail) || /\\(?:ansi|fonttbl|pard?)\b/.test(head))
}

/** Whether the file is a PDF, not text that mentions one. */
function isPdf(head: string, tail: string): boolean {
  const [header = ''] = /%PDF-\d/.exec(head.slice(0, MAX_HEADER_OFFSET + 6)) ?? []
  if (header === '') return false
  const at = head.indexOf(header)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters show binary content
  const controls = head.match(/[\0-\x08\x0e-\x1a\x1c-\x1f]/g)?.length ?? 0
  if (controls > Math.max(2, head.length / 200)) return true
  if (/startxref\s+\d+\s+%%EOF\s*$/.test(tail)) return true
  const isFirst = /^(?:\xef\xbb\xbf)?\s*$/.test(head.slice(0, at))
  const rest = head.slice(at).replace(/^%PDF-\d(?:\.\d)?[^\S\r\n]*/, '')
  // A file that is cut has no end, or nothing but the header.
  return isFirst && (/^\s*$/.test(rest) || (/^[\r\n]/.test(rest) && /^\s*\d+ \d+ obj\b/m.test(rest)))
}
