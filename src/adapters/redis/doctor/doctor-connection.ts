import { createClient } from 'redis'
import { AppError, isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { Deadline, EXCEEDED, settleWithin } from '../../shared/deadline.js'
import type { RedisSettings } from '../settings/index.js'
import { toNodeRedis } from '../settings/index.js'

type Client = ReturnType<typeof createClient>

/** Deadline of one command. A slower server is unusable. */
const COMMAND_MS = 2000
const CLOSE_MS = 1000
/** Time to live of the keys, in case deleting them fails. */
export const KEY_TTL_MS = 60_000

/** The connection of the doctor. Never reconnects, never waits without a deadline, deletes its keys. */
export class DoctorConnection {
  readonly #settings: RedisSettings
  readonly #prefix: string
  readonly #clock: Clock
  readonly #keys = new Set<string>()
  /** Ends the socket in every phase; `destroy()` of node-redis does not while it connects. */
  readonly #ending = new AbortController()
  #client: Client | undefined
  #info: ReadonlyMap<string, string> | undefined
  #lost: string | undefined
  #acceptedCertificate: string | undefined

  /** @param prefix of every key; unique */
  constructor(settings: RedisSettings, prefix: string, clock: Clock) {
    this.#settings = settings
    this.#prefix = prefix
    this.#clock = clock
  }

  /** Why the connection was lost. */
  get lost(): string | undefined {
    return this.#lost
  }

  /**
   * Connects and signs in.
   *
   * @param acceptedCertificate see `tlsOptions`
   * @throws the error of the client
   */
  async open(acceptedCertificate: string | undefined, signal: AbortSignal): Promise<void> {
    this.#acceptedCertificate = acceptedCertificate
    const { socket, ...options } = toNodeRedis(this.#settings, acceptedCertificate)
    // With a signal, Node keeps a listener for errors on the socket to its end. node-redis has none at some moments, and an
    // error without a listener ends the process.
    const own = { reconnectStrategy: false, signal: this.#ending.signal } as const
    const client = createClient({ ...options, socket: { ...socket, ...own }, disableOfflineQueue: true }) as Client
    this.#client = client
    client.on('error', (error: unknown) => {
      this.#lost ??= this.shown(messageOf(error))
    })
    const abort = () => {
      this.#ending.abort()
      client.destroy()
    }
    signal.addEventListener('abort', abort, { once: true })
    try {
      await client.connect()
    } catch (error) {
      this.#lost ??= this.shown(messageOf(error))
      throw error
    } finally {
      signal.removeEventListener('abort', abort)
    }
  }

  /** Opens a second connection, for commands that change the state of a connection. */
  async openAnother(): Promise<DoctorConnection> {
    const other = new DoctorConnection(this.#settings, this.#prefix, this.#clock)
    await other.open(this.#acceptedCertificate, timeoutSignal(this.#clock, COMMAND_MS))
    return other
  }

  /** A key that is deleted at close. Writers set {@link KEY_TTL_MS}. */
  key(name: string): string {
    const key = `${this.#prefix}${name}`
    this.#keys.add(key)
    return key
  }

  /** @throws ReplyError for an error reply; LostError without an answer or a connection */
  send(...args: readonly string[]): Promise<unknown> {
    return this.#run(args[0] ?? '', (client) => client.sendCommand([...args]))
  }

  /** Ignores the messages of the channel. @throws like {@link send} */
  async subscribe(channel: string): Promise<void> {
    await this.#run('SUBSCRIBE', (client) => client.subscribe(channel, () => undefined))
  }

  /** @throws like {@link send} */
  async unsubscribe(channel: string): Promise<void> {
    await this.#run('UNSUBSCRIBE', (client) => client.unsubscribe(channel))
  }

  async #run(name: string, command: (client: Client) => Promise<unknown>): Promise<unknown> {
    const client = this.#client
    if (client === undefined || this.#lost !== undefined) throw new LostError(name, this.#lost ?? 'not connected')
    try {
      const reply = await new Deadline(this.#clock, COMMAND_MS).settle(command(client))
      if (reply !== EXCEEDED) return reply
      this.#lost ??= `no answer to ${name} within ${COMMAND_MS} ms`
      throw new LostError(name, this.#lost)
    } catch (error) {
      if (isAppError(error)) throw error
      const text = this.shown(messageOf(error))
      // Error replies start with a code in capitals; errors of the client do not.
      if (/^[A-Z]{2,}(\s|$)/.test(text)) throw new ReplyError(name, text)
      this.#lost ??= text
      throw new LostError(name, text)
    }
  }

  /** The fields of INFO, read once. */
  async info(): Promise<ReadonlyMap<string, string>> {
    this.#info ??= new Map(
      [...String(await this.send('INFO')).matchAll(/^([^#:\r\n]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    )
    return this.#info
  }

  /** A text of the server in one line of limited length. Masks the password: some error replies repeat what was sent. */
  shown(text: string): string {
    const { password } = this.#settings
    const open = password === undefined ? text : text.replaceAll(password, '***')
    const [safe = ''] = open.split(/, with args beginning with/i)
    const line = safe.replace(/[^\x20-\x7e]+/g, ' ').trim()
    return line.length > 160 ? `${line.slice(0, 160)}...` : line
  }

  /** Deletes the keys and closes. Never rejects. */
  async close(): Promise<void> {
    const client = this.#client
    if (client === undefined) return
    if (this.#lost === undefined && this.#keys.size > 0) {
      const deleted = client.sendCommand(['DEL', ...this.#keys]).then(
        () => undefined,
        // Their time to live ends soon.
        () => undefined,
      )
      await settleWithin(this.#clock, CLOSE_MS, deleted)
    }
    this.#ending.abort()
    client.destroy()
  }
}

/** An error reply. `reply` is its first word: `NOPERM`, `OOM`, `ERR`. */
export class ReplyError extends AppError {
  readonly reply: string

  constructor(
    command: string,
    readonly text: string,
  ) {
    super('STORE_UNAVAILABLE', `${command}: ${text}`, { hint: 'check the log of the Redis server' })
    this.reply = text.split(/\s/, 1)[0] ?? ''
  }

  /** Whether the command is forbidden: many providers restrict, rename or remove commands. */
  get forbidden(): boolean {
    // EXEC repeats the reason.
    return (
      /^(EXECABORT .*)?NOPERM/.test(this.text) ||
      /^ERR (unknown (sub)?command|.*(not allowed|disabled))/i.test(this.text)
    )
  }
}

/** The server no longer answers, or the connection has ended. */
export class LostError extends AppError {
  constructor(command: string, why: string) {
    super('STORE_UNAVAILABLE', `connection lost at ${command}: ${why}`)
  }
}

/** A signal that aborts after `ms`. */
export function timeoutSignal(clock: Clock, ms: number): AbortSignal {
  const abort = new AbortController()
  clock.setTimer(ms, () => abort.abort())
  return abort.signal
}
