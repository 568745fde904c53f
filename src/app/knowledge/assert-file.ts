import { AppError, utf8Length } from '../../domain/platform/index.js'
import { DOCUMENT_REPOSITORY_LIMITS } from '../../ports/knowledge/index.js'

/**
 * Refuses a name that could mean something else to a file system than a file below a folder, here or where it is exported.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function assertFileName(name: unknown): asserts name is string {
  const problem = typeof name === 'string' ? problemOf(name) : `is ${typeof name}`
  if (problem === undefined) return
  throw new AppError('INVALID_ARGUMENT', `the name of a document ${problem}`, {
    hint: 'give a relative name like part-1/intro.md',
    details: { name: typeof name === 'string' ? name.slice(0, DOCUMENT_REPOSITORY_LIMITS.name) : null },
  })
}

function problemOf(name: string): string | undefined {
  const { name: most } = DOCUMENT_REPOSITORY_LIMITS
  if (name.length === 0 || name.length > most) return `has ${name.length} characters, 1 to ${most} are allowed`
  if (utf8Length(name) === undefined) return 'has a lone surrogate'
  if (/\p{Cc}/u.test(name)) return 'has a control character'
  if (name.includes('\\')) return 'has a backslash; folders are separated by /'
  if (name.startsWith('/') || /^[a-z]:/i.test(name)) return 'is absolute'
  const steps = name.split('/')
  if (steps.some((step) => step === '' || step === '.' || step === '..')) return 'has an empty part, . or ..'
  return undefined
}

/** @throws AppError `INVALID_ARGUMENT` for what are no bytes, `DOCUMENT_TOO_LARGE` */
export function assertFileBytes(name: string, bytes: unknown, maxBytes: number): asserts bytes is Uint8Array {
  if (!(bytes instanceof Uint8Array)) {
    throw new AppError('INVALID_ARGUMENT', `the document ${JSON.stringify(name)} has no bytes`, {
      hint: 'give a Uint8Array; of a text, new TextEncoder().encode(text)',
    })
  }
  if (bytes.byteLength <= maxBytes) return
  throw new AppError('DOCUMENT_TOO_LARGE', `the document ${JSON.stringify(name)} has ${bytes.byteLength} bytes`, {
    hint: `split it: a document may have ${maxBytes} bytes`,
    details: { reason: 'too-many-bytes', bytes: bytes.byteLength, maxBytes },
  })
}
