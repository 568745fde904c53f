import type { DocumentFormat } from '../../domain/knowledge/index.js'
import { binaryFormat } from './binary-signatures.js'
import { declaredEncoding } from './declared-encoding.js'
import { decodeText } from './decode-text.js'
import { DocumentReadError } from './document-read-error.js'

/** The format of a file. */
export interface DetectedFormat {
  readonly format: DocumentFormat
  /** The decoded content; empty for a binary format. */
  readonly text: string
}

const HTML_START = /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i
const HTML_EXTENSION = /\.(?:html?|xhtml)$/i
// Keys in lines of their own, so that prose between two thematic breaks is not taken for one.
const FRONT_MATTER =
  /^\s*(?:---[ \t]*\n(?:[ \t]*(?:#.*)?\n)*["']?[\p{L}_][^\n:]{0,60}:(?:\s[\s\S]*?)?\n(?:---|\.\.\.)[ \t]*(?=\n|$)|\+\+\+[ \t]*\n[\s\S]*?\n\+\+\+[ \t]*(?=\n|$))/u
const HEADINGS = /^#{1,6} \S.*\n(?:[\s\S]*\n)?#{1,6} \S/m
const NOTEBOOK_EXTENSION = /\.ipynb$/i
const NOTEBOOK = /"nbformat"\s*:\s*\d/
const TEX_EXTENSION = /\.(?:tex|ltx|latex|sty|cls)$/i
/** A whole document, not text that mentions one. */
const TEX = /^\s*(?:%.*\n\s*)*\\documentclass\b/
const ANY_EXTENSION = /\.[a-z]\w{0,7}$/i
const MARKDOWN_EXTENSION = /\.(?:md|markdown|mdown|mkd|qmd|rmd|mdx)$/i

/**
 * Detects the format by the content. The extension decides only between text formats that the content does not tell
 * apart.
 *
 * @throws DocumentReadError `not-a-document`, `encrypted`, `empty`, `unknown-encoding`
 */
export function detectFormat(name: string, bytes: Uint8Array): DetectedFormat {
  const binary = binaryFormat(bytes)
  if (binary !== undefined) return { format: binary, text: '' }
  // Only a page declares its encoding in its text: other text may mention declarations.
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4096)).toString('latin1')
  const isPage = HTML_EXTENSION.test(name) || /^(?:\xef\xbb\xbf)?\s*<\?xml\s/.test(head) || HTML_START.test(head)
  const charset = isPage ? declaredEncoding(bytes) : undefined
  const text = decodeText(bytes, charset)
  if (text === undefined) throw new DocumentReadError('not-a-document', 'it is not text')
  if (text.trim() === '') throw new DocumentReadError('empty')
  return { format: textFormat(name, text), text }
}

function textFormat(name: string, text: string): Exclude<DocumentFormat, 'pdf' | 'docx' | 'pptx'> {
  if (/^\s*\{/.test(text) && (NOTEBOOK_EXTENSION.test(name) || NOTEBOOK.test(text))) return 'notebook'
  if (TEX_EXTENSION.test(name) || TEX.test(text)) throw new DocumentReadError('not-a-document', 'it is TeX')
  if (/\.bib$/i.test(name)) throw new DocumentReadError('not-a-document', 'it is a bibliography')
  if (/\.(?:adoc|asciidoc|asc)$/i.test(name)) return 'asciidoc'
  if (/\.re?st$/i.test(name)) return 'rst'
  if (HTML_START.test(text)) return 'html'
  const fragment = /<(?:p|div|h[1-6]|ul|ol|table|article|section)\b[^>]*>/i.test(text)
  if (HTML_EXTENSION.test(name) && fragment) return 'html'
  if (MARKDOWN_EXTENSION.test(name)) return 'markdown'
  const sample = text.slice(0, 50_000)
  const marks = [
    HEADINGS,
    /^(```|~~~)[\s\S]*?^\1/m,
    /\[[^\]\n]+\]\([^)\s]+\)/,
    /\*\*\S[^*\n]*\S\*\*/,
    /^:{3,}\s*\{?\w/m,
  ]
  if (FRONT_MATTER.test(sample)) return 'markdown'
  const found = marks.filter((mark) => mark.test(sample))
  // In a script or a settings file, lines that begin with # are comments.
  const headed = !ANY_EXTENSION.test(name) && HEADINGS.test(sample)
  return found.length >= 2 || headed ? 'markdown' : 'text'
}
