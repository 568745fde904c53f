import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import {
  isProgramId,
  nearestProgramField,
  type Program,
  type ProgramProblem,
  programIdFrom,
  readProgram,
  unknownProgramFields,
} from '../../../domain/curriculum/index.js'
import { AppError, docsUrl, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Digest } from '../../../ports/index.js'
import { findJsonError } from './json-error.js'

/** A parsed brief. */
export interface ParsedBrief {
  readonly brief: Program
  readonly programId: string
  /** Remarks, for people: ignored fields, a replaced id. */
  readonly notes: readonly string[]
}

/**
 * Parses and validates a brief. An unknown field with nearly the name of a known one is an error, because it is probably
 * a typing mistake. Other unknown fields are ignored, and noted.
 *
 * @param name the source of the text, for messages
 * @throws AppError `INVALID_PROGRAM` with all problems
 */
export function parseBrief(text: string, name: string, digest: Digest): ParsedBrief {
  const what = `the program brief ${name}`
  const value = parseJson(text, what, 'curriculum generate --help shows a brief')
  const { unknown, typos } = unknownFields(value)
  const brief = checked(value, what, typos, () => readProgram(value))
  const { id } = value as { readonly id?: unknown }
  const programId = isProgramId(id) ? id : programIdFrom(brief.title, (title) => digest.sha256(title))
  const ignored = unknown.map((pointer) => `${pointer} is not a field of a brief and was ignored`)
  const isOdd = id !== undefined && !isProgramId(id)
  const odd = `/id is not 1 to 64 of A-Z a-z 0-9 . _ -, starting with a letter or digit: ${programId} is used instead`
  return { brief, programId, notes: isOdd ? [...ignored, odd] : ignored }
}

/** The unknown fields of a brief, and those among them that are probably misspelt. */
export function unknownFields(value: unknown): {
  readonly unknown: readonly string[]
  readonly typos: readonly ProgramProblem[]
} {
  const unknown = unknownProgramFields(value)
  const typos = unknown.flatMap((pointer): readonly ProgramProblem[] => {
    const meant = nearestProgramField(value, pointer)
    return meant === undefined ? [] : [{ pointer, expected: `unknown field; did you mean ${meant}?` }]
  })
  return { unknown, typos }
}

/** @param what the file, for messages: `the program brief brief.json` */
export function parseJson(text: string, what: string, hint: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const jsonError = findJsonError(text)
    const where =
      text.trim() === ''
        ? ' is empty'
        : jsonError
          ? `:${jsonError.line}:${jsonError.column} is not JSON: ${jsonError.message}`
          : ' is not JSON'
    const place = jsonError ? { line: jsonError.line, column: jsonError.column } : {}
    throw new AppError('INVALID_PROGRAM', `${what}${where}`, {
      hint,
      details: { problems: [], ...place },
      cause: error,
    })
  }
}

/**
 * The result of `read`, unless there are typos.
 *
 * @throws AppError `INVALID_PROGRAM` with all problems, each with the value that was found
 */
export function checked<T>(value: unknown, what: string, typos: readonly ProgramProblem[], read: () => T): T {
  let problems: readonly ProgramProblem[] = typos
  try {
    const result = read()
    if (typos.length === 0) return result
  } catch (error) {
    if (!isAppError(error, 'INVALID_PROGRAM')) throw error
    problems = [...(error.details.problems as unknown as readonly ProgramProblem[]), ...typos]
  }
  const lines = problems.map(({ pointer, expected }) => {
    const isTypo = typos.some((typo) => typo.pointer === pointer)
    return isTypo
      ? `  ${pointer}: ${expected}`
      : `  ${pointer || 'the brief'}: ${foundAt(value, pointer)}; expected ${expected}`
  })
  throw new AppError('INVALID_PROGRAM', `${what} cannot be used:\n${lines.join('\n')}`, {
    hint: `correct these fields; each field: ${docsUrl('guides/generate.md#the-brief')}`,
    details: { problems: problems.map(({ pointer, expected }) => ({ pointer, expected })) },
  })
}

const MAX_SHOWN = 40

/** The value at a pointer, shortened. */
function foundAt(value: unknown, pointer: string): string {
  let found: unknown = value
  for (const part of pointer.split('/').slice(1)) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return 'missing'
    found = (found as { readonly [name: string]: unknown })[part]
  }
  if (typeof found === 'string' && found.trim() === '') return 'found an empty text'
  if (Array.isArray(found)) return `found a list of ${found.length}`
  if (typeof found === 'object' && found !== null) return 'found an object'
  const shown = JSON.stringify(found)
  return `found ${shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN - 3)}...` : shown}`
}

/** The largest brief. */
const MAX_BYTES = 1024 * 1024

/** The source of a brief or an outline. */
export interface BriefInput {
  /** For messages. Default: `the program brief`. */
  readonly what?: string
  /** A path, or `-` for standard input. */
  readonly path: string
  readonly stdin: Readable
  readonly signal: AbortSignal
}

/**
 * Reads the text of a brief, up to {@link MAX_BYTES}: a pipe may have no end.
 *
 * @throws AppError `INVALID_PROGRAM` if the file does not exist, is too large or is not UTF-8
 */
export async function readBriefText({ what = 'the program brief', path, stdin, signal }: BriefInput): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    const stream = path === '-' ? stdin : await openInput(what, path)
    const stop = () => stream.destroy(new Error('aborted', { cause: signal.reason }))
    signal.addEventListener('abort', stop, { once: true })
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > MAX_BYTES)
          throw unusable(what, path, `has more than ${MAX_BYTES} bytes`, 'it has a few pages at most')
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    signal.throwIfAborted()
    throw unreadable(what, path, error)
  }
  return decoded(what, path, Buffer.concat(chunks))
}

async function openInput(what: string, path: string): Promise<Readable> {
  const found = await stat(path)
  if (found.isFile()) return createReadStream(path)
  if (found.isDirectory()) throw unusable(what, path, 'is a folder', 'name the file in it')
  if (!found.isFIFO()) throw unusable(what, path, 'is not a file', 'name a file, or - for standard input')
  // A blocking open would wait for the writer of the pipe and keep the process from exiting, even after Ctrl-C.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}

/** The source of a brief, for messages. */
export function briefName(path: string): string {
  return path === '-' ? 'standard input' : path
}

function unreadable(what: string, path: string, error: unknown): AppError {
  const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
  const problem = missing ? 'does not exist' : `cannot be read: ${messageOf(error)}`
  return unusable(what, path, problem, 'name the file, or - for standard input', error)
}

function decoded(what: string, path: string, bytes: Buffer): string {
  const hint = 'save it as UTF-8'
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) throw unusable(what, path, 'is in UTF-16', hint)
  try {
    // Drops a byte order mark.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw unusable(what, path, 'is not text in UTF-8', hint, error)
  }
}

function unusable(what: string, path: string, problem: string, hint: string, cause?: unknown): AppError {
  return new AppError('INVALID_PROGRAM', `${what} ${briefName(path)} ${problem}`, {
    hint,
    details: { problems: [] },
    ...(cause === undefined ? {} : { cause }),
  })
}
