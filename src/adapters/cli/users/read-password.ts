import type { Readable } from 'node:stream'
import { StringDecoder } from 'node:string_decoder'
import { AppError, messageOf } from '../../../domain/platform/index.js'
import type { ProgressOutput } from '../generate/progress-display.js'

/** Standard input; on a terminal with a raw mode. */
export type PasswordSource = Readable & { readonly isTTY?: boolean; setRawMode?(isRaw: boolean): unknown }

export interface PasswordInput {
  readonly stdin: PasswordSource
  /** For the questions. */
  readonly stderr: ProgressOutput
  /** Aborts the wait; its reason is thrown. */
  readonly signal: AbortSignal
  /** Reads all of `stdin`, without the last line end, instead of asking. */
  readonly fromStdin: boolean
  /** The question: `Password of ada@example.org` */
  readonly question: string
}

const ESC = '\u001b'
/** What arrow keys and their like send. */
const SEQUENCES = new RegExp(`${ESC}(?:\\[[\\d;]*[ -/]*[@-~]|O.)`, 'gu')

/** Longer than any password, in bytes. */
const MAX_BYTES = 8192

/**
 * Asks twice for a password without showing it, or reads it from standard input.
 *
 * @throws AppError `INVALID_ARGUMENT` if the answers differ, or there is nobody to ask; `ABORTED`
 */
export async function readPassword(input: PasswordInput): Promise<string> {
  const { stdin, stderr, signal, fromStdin, question } = input
  if (fromStdin) return readAll(stdin, signal)
  if (!stdin.isTTY || stdin.setRawMode === undefined) {
    throw unusable('there is no terminal to ask for the password', 'pipe it in and add --password-stdin')
  }
  const lines = new HiddenLines(stdin, signal)
  try {
    const answers: string[] = []
    for (const asked of [question, 'The same again']) {
      stderr.write(`${asked}: `)
      answers.push(await lines.next())
      stderr.write('\n')
    }
    if (answers[0] === answers[1]) return answers[0] ?? ''
  } finally {
    lines.end()
  }
  throw unusable('the two passwords differ', 'enter the same password twice')
}

async function readAll(stdin: Readable, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  const stop = () => stdin.destroy(new Error('aborted', { cause: signal.reason }))
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    for await (const chunk of stdin as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > MAX_BYTES) throw unusable('standard input is too long for a password', 'pipe in the password alone')
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof AppError) throw error
    throw unusable(`standard input cannot be read: ${messageOf(error)}`, 'pipe in the password', error)
  } finally {
    signal.removeEventListener('abort', stop)
  }
  return decoded(Buffer.concat(chunks)).replace(/\r?\n$/, '')
}

function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw unusable('the password on standard input is not UTF-8', 'save it as UTF-8', error)
  }
}

/** Lines that a person types on a terminal and that it does not show. */
class HiddenLines {
  readonly #stdin: PasswordSource
  readonly #signal: AbortSignal
  readonly #decoder = new StringDecoder('utf8')
  /** Typed ahead or pasted. */
  #typed: string[] = []
  #wake = (): void => undefined
  #isOver = false

  constructor(stdin: PasswordSource, signal: AbortSignal) {
    this.#stdin = stdin
    this.#signal = signal
    stdin.setRawMode?.(true)
    stdin.on('data', this.#take)
    stdin.on('end', this.#finish)
    signal.addEventListener('abort', this.#awake)
    stdin.resume()
  }

  /** @throws AppError `ABORTED` after Ctrl-C or a signal; `INVALID_ARGUMENT` at the end of the input */
  async next(): Promise<string> {
    let line: string[] = []
    for (;;) {
      this.#signal.throwIfAborted()
      const key = this.#typed.shift()
      if (key === undefined) {
        if (this.#isOver) throw unusable('the input ended before the password', 'enter the password and press Enter')
        await new Promise<void>((resolve) => {
          this.#wake = resolve
        })
      } else if (key === '\r' || key === '\n') return line.join('')
      // In raw mode, Ctrl-C sends no signal.
      else if (key === '\u0003') throw stopped()
      else if (key === '\u0004') this.#isOver = true
      else if (key === '\u007f' || key === '\b') line.pop()
      else if (key === '\u0015') line = []
      else if (!/^\p{Cc}$/u.test(key)) line.push(key)
    }
  }

  end(): void {
    this.#stdin.setRawMode?.(false)
    this.#stdin.off('data', this.#take)
    this.#stdin.off('end', this.#finish)
    this.#signal.removeEventListener('abort', this.#awake)
    this.#stdin.pause()
  }

  readonly #take = (chunk: Buffer): void => {
    this.#typed.push(...this.#decoder.write(chunk).replaceAll('\r\n', '\n').replace(SEQUENCES, ''))
    this.#wake()
  }

  readonly #finish = (): void => {
    this.#isOver = true
    this.#wake()
  }

  readonly #awake = (): void => this.#wake()
}

function stopped(): AppError {
  return new AppError('ABORTED', 'stopped by Ctrl-C; nothing was changed', { details: { signal: 'SIGINT' } })
}

function unusable(message: string, hint: string, cause?: unknown): AppError {
  return new AppError('INVALID_ARGUMENT', message, { hint, ...(cause === undefined ? {} : { cause }) })
}
