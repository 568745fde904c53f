import { constants, createReadStream, openSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import { AppError, messageOf } from '../../../domain/platform/index.js'

/** The most bytes of a brief. */
const MOST_BYTES = 1024 * 1024

/** Where a brief is read from. */
export interface BriefInput {
  /** A path, or `-` for standard input. */
  readonly path: string
  readonly stdin: Readable
  readonly signal: AbortSignal
}

/**
 * The text of a brief. Reads no more than it may: what is named may be a pipe.
 *
 * @throws AppError `INVALID_PROGRAM` if it is not there, too large or not in UTF-8
 */
export async function readInput({ path, stdin, signal }: BriefInput): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    const stream = path === '-' ? stdin : await openInput(path)
    const stop = () => stream.destroy(new Error('given up', { cause: signal.reason }))
    signal.addEventListener('abort', stop, { once: true })
    try {
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        chunks.push(chunk)
        bytes += chunk.length
        if (bytes > MOST_BYTES) throw unusable(path, `has more than ${MOST_BYTES} bytes`, 'a brief takes a page or two')
      }
    } finally {
      signal.removeEventListener('abort', stop)
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    signal.throwIfAborted()
    throw notRead(path, error)
  }
  return decoded(path, Buffer.concat(chunks))
}

async function openInput(path: string): Promise<Readable> {
  const found = await stat(path)
  if (found.isFile()) return createReadStream(path)
  if (found.isDirectory()) throw unusable(path, 'is a folder', 'name the file in it')
  if (!found.isFIFO()) throw unusable(path, 'is no file', 'name a file, or - for standard input')
  // To wait for a pipe in a call of the system would hold up the end of the process, Ctrl-C or not.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
  return new Socket({ fd, readable: true, writable: false })
}

/** What is shown of where a brief comes from. */
export function inputName(path: string): string {
  return path === '-' ? 'standard input' : path
}

function notRead(path: string, error: unknown): AppError {
  const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT'
  const what = missing ? 'is not there' : `cannot be read: ${messageOf(error)}`
  return unusable(path, what, 'name the file with the brief, or - for standard input', error)
}

function decoded(path: string, bytes: Buffer): string {
  const hint = 'save it as UTF-8'
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) throw unusable(path, 'is in UTF-16', hint)
  try {
    // Leaves a byte order mark out.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw unusable(path, 'is not text in UTF-8', hint, error)
  }
}

function unusable(path: string, what: string, hint: string, cause?: unknown): AppError {
  return new AppError('INVALID_PROGRAM', `the program brief ${inputName(path)} ${what}`, {
    hint,
    details: { problems: [] },
    ...(cause === undefined ? {} : { cause }),
  })
}
