import { AppError, type ErrorCode } from '../../domain/platform/index.js'
import type { DocumentLimits } from './document-limits.js'

/** Everything that can be wrong with a file: its code, what it is, and how to mend it. */
const REASONS = {
  empty: ['UNREADABLE_DOCUMENT', 'is empty', 'check that the file was written or uploaded completely'],
  'not-opened': ['UNREADABLE_DOCUMENT', 'cannot be opened', 'check that it is there and may be read'],
  'no-file': ['UNREADABLE_DOCUMENT', 'is no regular file', 'put a copy of the file in its place'],
  'no-text': [
    'UNREADABLE_DOCUMENT',
    'has no text',
    'scanned pages need text recognition (OCR) first; leave out files that only hold pictures',
  ],
  encrypted: ['UNREADABLE_DOCUMENT', 'is protected by a password', 'save a copy without a password'],
  malformed: ['UNREADABLE_DOCUMENT', 'is damaged', 'open it in the program it comes from and save it anew'],
  'nested-too-deeply': ['UNREADABLE_DOCUMENT', 'is nested too deeply', 'save it as plain text'],
  'too-many-pages': ['UNREADABLE_DOCUMENT', 'has too many pages', 'split it into parts'],
  'too-slow': [
    'UNREADABLE_DOCUMENT',
    'takes too long to read',
    'try again while the machine has less to do, split it into parts, or save it as plain text',
  ],
  'too-much-memory': [
    'UNREADABLE_DOCUMENT',
    'takes too much memory to read',
    'try again while the machine has less to do, or split it into parts',
  ],
  'too-many-bytes': ['DOCUMENT_TOO_LARGE', 'is too large', 'split it into parts, or leave pictures out'],
  'too-much-text': ['DOCUMENT_TOO_LARGE', 'has too much text', 'split it into parts'],
  'not-a-document': [
    'UNSUPPORTED_DOCUMENT',
    'is of no format that is read',
    'save it as Markdown, plain text, HTML, DOCX or PDF',
  ],
  'inflates-too-much': ['ARCHIVE_LIMITS', 'inflates to more than it may', 'leave pictures out, or split it into parts'],
  'too-many-parts': ['ARCHIVE_LIMITS', 'holds too many parts', 'save it anew as DOCX from a word processor'],
  'outside-path': ['UNSAFE_ARCHIVE', 'holds a part with a path outside of itself', 'do not use this file'],
  'declares-entities': ['UNSAFE_ARCHIVE', 'declares XML entities', 'save it anew as DOCX from a word processor'],
} as const satisfies { readonly [reason: string]: readonly [ErrorCode, string, string] }

/** Why a file is refused: the stable word in `details.reason`. */
export type RefusalReason = keyof typeof REASONS

/** A file is not read. Thrown below, where the name of the file is not known. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reason: RefusalReason

  constructor(reason: RefusalReason, detail?: string, options?: ErrorOptions) {
    super(detail ?? '', options)
    this.reason = reason
  }
}

/** The error for a file that cannot be read, whatever was thrown. */
export function refusalOf(fileName: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const refusal = thrown instanceof Refusal ? thrown : new Refusal('malformed', undefined, { cause: thrown })
  const [code, what, mend] = REASONS[refusal.reason]
  const name = shown(fileName)
  const detail = refusal.message === '' ? '' : ` (${refusal.message})`
  return new AppError(code, `${name} ${what}${detail}`, {
    hint: mend,
    details: { file: name, reason: refusal.reason },
    cause: refusal.cause ?? thrown,
  })
}

/** Refuses a file by its size, before anything is done with it. */
export function assertSize(bytes: Uint8Array, limits: DocumentLimits): void {
  if (bytes.length === 0) throw new Refusal('empty')
  if (bytes.length > limits.bytes) {
    throw new Refusal('too-many-bytes', `${bytes.length} bytes, at most ${limits.bytes}`)
  }
}

/** A file name fit for a message: one line, not without end. */
function shown(fileName: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name may hold anything
  const clean = fileName.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd')
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean || 'a file without a name'
}

/** Whether an error of Node has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
