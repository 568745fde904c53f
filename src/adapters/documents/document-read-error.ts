import { AppError, type ErrorCode } from '../../domain/platform/index.js'

/** Error code, message and hint for each reason. */
const REASONS = {
  empty: ['UNREADABLE_DOCUMENT', 'is empty', 'check that the file was written or uploaded completely'],
  'not-opened': ['UNREADABLE_DOCUMENT', 'cannot be opened', 'check that it exists and can be read'],
  'no-file': ['UNREADABLE_DOCUMENT', 'is not a regular file', 'replace it with a copy of the file'],
  'no-text': [
    'UNREADABLE_DOCUMENT',
    'has no text',
    'run text recognition (OCR) on scanned pages first; leave out files that contain only pictures',
  ],
  encrypted: ['UNREADABLE_DOCUMENT', 'is protected by a password', 'save a copy without a password'],
  malformed: ['UNREADABLE_DOCUMENT', 'is damaged', 'open it in the program that created it and save it again'],
  'nested-too-deeply': ['UNREADABLE_DOCUMENT', 'is nested too deeply', 'save it as plain text'],
  'too-many-pages': ['UNREADABLE_DOCUMENT', 'has too many pages', 'split it into parts'],
  'too-slow': [
    'UNREADABLE_DOCUMENT',
    'takes too long to read',
    'try again when the machine is less busy, split it into parts, or save it as plain text',
  ],
  'too-much-memory': [
    'UNREADABLE_DOCUMENT',
    'takes too much memory to read',
    'try again when the machine is less busy, or split it into parts',
  ],
  'too-many-bytes': ['DOCUMENT_TOO_LARGE', 'is too large', 'split it into parts, or leave out pictures'],
  'too-much-text': ['DOCUMENT_TOO_LARGE', 'has too much text', 'split it into parts'],
  'not-a-document': [
    'UNSUPPORTED_DOCUMENT',
    'has an unsupported format',
    'save it as Markdown, plain text, HTML, DOCX, PPTX, PDF, AsciiDoc, reStructuredText or a notebook',
  ],
  'unknown-encoding': ['UNSUPPORTED_DOCUMENT', 'has an unsupported encoding', 'save it in the encoding UTF-8'],
  'inflates-too-much': [
    'ARCHIVE_LIMITS',
    'decompresses to more than the limit',
    'leave out pictures, or split it into parts',
  ],
  'too-many-parts': ['ARCHIVE_LIMITS', 'contains too many parts', 'save it again from its office program'],
  'outside-path': ['UNSAFE_ARCHIVE', 'contains a part whose path leaves the archive', 'do not use this file'],
  'declares-entities': ['UNSAFE_ARCHIVE', 'declares XML entities', 'save it again from its office program'],
} as const satisfies { readonly [reason: string]: readonly [ErrorCode, string, string] }

/** Why a file cannot be read: the stable word in `details.reason`. */
export type DocumentReadErrorReason = keyof typeof REASONS

/** A file cannot be read. Readers throw it without the file name; {@link toAppError} adds the name. */
export class DocumentReadError extends Error {
  override readonly name = 'DocumentReadError'
  readonly reason: DocumentReadErrorReason

  constructor(reason: DocumentReadErrorReason, detail?: string, options?: ErrorOptions) {
    super(detail ?? '', options)
    this.reason = reason
  }
}

/**
 * Converts anything that a reader throws to the `AppError` for the file. An `AppError` stays as it is; an unknown error
 * of a parser means `malformed`.
 */
export function toAppError(fileName: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const error =
    thrown instanceof DocumentReadError ? thrown : new DocumentReadError('malformed', undefined, { cause: thrown })
  const [code, what, hint] = REASONS[error.reason]
  const name = printableName(fileName)
  const detail = error.message === '' ? '' : ` (${error.message})`
  return new AppError(code, `${name} ${what}${detail}`, {
    hint,
    details: { file: name, reason: error.reason },
    cause: error.cause ?? thrown,
  })
}

/**
 * Loads a module of this package or of a dependency. A failure is a fault of the installation, not of the document.
 *
 * @throws AppError `INTERNAL`
 */
export async function loadModule<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (cause) {
    throw new AppError('INTERNAL', 'a module that reads documents cannot be loaded', {
      hint: 'reinstall the package',
      cause,
    })
  }
}

/** The file name for messages: one line, at most 200 characters. */
function printableName(fileName: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: file names may contain any character
  const clean = fileName.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, '\ufffd')
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean || 'a file without a name'
}

/** Whether an error of Node has this code. */
export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}
