import type { DocumentFormat } from '../../domain/knowledge/index.js'
import { decodeText } from './decode-text.js'
import { DocumentReadError } from './document-read-error.js'

/** The format of a file. */
export interface DetectedFormat {
  readonly format: DocumentFormat
  /** The decoded content; empty for a binary format. */
  readonly text: string
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: signatures of binary formats
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF....WEBP|^BM....\0\0/s, 'it is a picture'],
  [/^\{\\rtf/, 'it is RTF'],
  [/^\x1f\x8b|^7z\xbc\xaf|^Rar!|^BZh|^\xfd7zXZ/, 'it is an archive'],
  [/^\x7fELF|^MZ/, 'it is a program'],
  [/^ID3|^OggS|^fLaC|^....ftyp/s, 'it is sound or video'],
  [/^SQLite format 3/, 'it is a database'],
]
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: signatures of binary formats
// Old Word documents and encrypted new ones are compound files.
const COMPOUND = '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'
const ENCRYPTED_PACKAGE = Buffer.from('EncryptedPackage', 'utf16le')
const HTML_START = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i
const HTML_EXTENSION = /\.(?:html?|xhtml)$/i
const HEADINGS = /^#{1,6} \S.*\n(?:[\s\S]*\n)?#{1,6} \S/m
const ANY_EXTENSION = /\.[a-z]\w{0,7}$/i
const MARKDOWN_EXTENSION = /\.(?:md|markdown|mdown|mkd|qmd|rmd|mdx)$/i

/**
 * Detects the format by the content. The extension decides only between text formats that the content does not tell
 * apart.
 *
 * @throws DocumentReadError `not-a-document`, `encrypted`, `empty`
 */
export function detectFormat(name: string, bytes: Uint8Array): DetectedFormat {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString('latin1')
  // Some programs write a few bytes before the signature; PDF readers accept that.
  if (head.includes('%PDF-')) return { format: 'pdf', text: '' }
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return { format: 'docx', text: '' }
  if (head.startsWith(COMPOUND)) {
    const whole = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (whole.includes(ENCRYPTED_PACKAGE)) throw new DocumentReadError('encrypted')
    throw new DocumentReadError('not-a-document', 'it is a document of an old office program')
  }
  const other = UNSUPPORTED.find(([pattern]) => pattern.test(head))
  if (other !== undefined) throw new DocumentReadError('not-a-document', other[1])
  const charset = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]
  const text = decodeText(bytes, charset)
  if (text === undefined) throw new DocumentReadError('not-a-document', 'it is not text')
  if (text.trim() === '') throw new DocumentReadError('empty')
  return { format: textFormat(name, text), text }
}

function textFormat(name: string, text: string): 'html' | 'markdown' | 'text' {
  if (HTML_START.test(text)) return 'html'
  const fragment = /<(?:p|div|h[1-6]|ul|ol|table|article|section)\b[^>]*>/i.test(text)
  if (HTML_EXTENSION.test(name) && fragment) return 'html'
  if (MARKDOWN_EXTENSION.test(name)) return 'markdown'
  const sample = text.slice(0, 50_000)
  const marks = [
    /^---\n(?:[\w-]+:.*\n)+---$/m,
    HEADINGS,
    /^(```|~~~)[\s\S]*?^\1/m,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /\*\*\S[^*\n]*\S\*\*/,
    /^:{3,}\s*\{?\w/m,
  ]
  const found = marks.filter((mark) => mark.test(sample))
  // In a script or a settings file, lines that begin with # are comments.
  const headed = !ANY_EXTENSION.test(name) && HEADINGS.test(sample)
  return found.length >= 2 || headed ? 'markdown' : 'text'
}
