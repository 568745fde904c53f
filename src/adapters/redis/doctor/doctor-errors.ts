import { AppError } from '../../../domain/platform/index.js'

/** The server answered with a refusal. `code` is its first word: `NOPERM`, `OOM`, `ERR`. */
export class ReplyError extends AppError {
  readonly reply: string

  constructor(
    command: string,
    readonly text: string,
  ) {
    super('STORE_UNAVAILABLE', `${command}: ${text}`, { hint: 'look at the log of the Redis server' })
    this.reply = text.split(/\s/, 1)[0] ?? ''
  }

  /** Whether the server keeps the command from us, as many providers do: by rights, by renaming or by removing it. */
  get forbidden(): boolean {
    return this.reply === 'NOPERM' || /^ERR (unknown (sub)?command|.*(not allowed|disabled))/i.test(this.text)
  }
}

/** The server stopped answering, or the connection ended. */
export class LostError extends AppError {
  constructor(command: string, why: string) {
    super('STORE_UNAVAILABLE', `connection lost at ${command}: ${why}`)
  }
}
