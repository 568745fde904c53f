import { createClient } from 'redis'
import { isAppError, messageOf } from '../../../domain/platform/index.js'
import type { Clock } from '../../../ports/index.js'
import { Deadline, EXCEEDED, settleWithin } from '../../shared/deadline.js'
import type { RedisSettings } from '../settings/index.js'
import { toNodeRedis } from '../settings/index.js'
import { LostError, ReplyError } from './doctor-errors.js'
import { timeoutSignal } from './timeout-signal.js'

type Client = ReturnType<typeof createClient>

/** How long one command may take; a server that is slower than this cannot be worked with. */
const COMMAND_MS = 2000
const CLOSE_MS = 1000
/** What is written lives this long at most, should removing it fail. */
export const KEY_TTL_MS = 60_000

/** The doctor's own connection: never reconnects, never waits without a deadline, removes the keys it lent out. */
export class DoctorConnection {
  readonly #settings: RedisSettings
  readonly #prefix: string
  readonly #clock: Clock
  readonly #keys = new Set<string>()
  #client: Client | undefined
  #info: ReadonlyMap<string, string> | undefined
  #lost: string | undefined
  #judged: string | undefined

  /** @param prefix of every key, of nobody else's */
  constructor(settings: RedisSettings, prefix: string, clock: Clock) {
    this.#settings = settings
    this.#prefix = prefix
    this.#clock = clock
  }

  /** Why the connection is no longer usable, if it is not. */
  get lost(): string | undefined {
    return this.#lost
  }

  /**
   * Connects and signs in.
   *
   * @param judged see `tlsOptions`
   * @throws the client's error, or the server's refusal as {@link ReplyError}
   */
  async open(judged: string | undefined, signal: AbortSignal): Promise<void> {
    this.#judged = judged
    const { socket, ...options } = toNodeRedis(this.#settings, judged)
    const client = createClient({
      ...options,
      socket: { ...socket, reconnectStrategy: false },
      disableOfflineQueue: true,
    }) as Client
    this.#client = client
    client.on('error', (error: unknown) => {
      this.#lost ??= this.shown(messageOf(error))
    })
    const giveUp = () => client.destroy()
    signal.addEventListener('abort', giveUp, { once: true })
    try {
      await client.connect()
    } catch (error) {
      this.#lost ??= this.shown(messageOf(error))
      throw error
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
  }

  /** A second connection like this one, for what could leave a connection in a state of its own. */
  async another(): Promise<DoctorConnection> {
    const other = new DoctorConnection(this.#settings, this.#prefix, this.#clock)
    await other.open(this.#judged, timeoutSignal(this.#clock, COMMAND_MS))
    return other
  }

  /** A key of its own, removed at close. Whoever writes it gives it {@link KEY_TTL_MS} to live. */
  key(name: string): string {
    const key = `${this.#prefix}${name}`
    this.#keys.add(key)
    return key
  }

  /** @throws ReplyError what the server refused; LostError no answer, or no connection (any more) */
  async send(...args: readonly string[]): Promise<unknown> {
    const [name = ''] = args
    const client = this.#client
    if (client === undefined || this.#lost !== undefined) throw new LostError(name, this.#lost ?? 'not connected')
    try {
      const reply = await new Deadline(this.#clock, COMMAND_MS).settle(client.sendCommand([...args]))
      if (reply !== EXCEEDED) return reply
      this.#lost ??= `no answer to ${name} within ${COMMAND_MS} ms`
      throw new LostError(name, this.#lost)
    } catch (error) {
      if (isAppError(error)) throw error
      const text = this.shown(messageOf(error))
      // A refusal begins with its code in capitals; what the client itself says does not.
      if (/^[A-Z]{2,}(\s|$)/.test(text)) throw new ReplyError(name, text)
      this.#lost ??= text
      throw new LostError(name, text)
    }
  }

  /** The fields of INFO, asked for once. */
  async info(): Promise<ReadonlyMap<string, string>> {
    this.#info ??= new Map(
      [...String(await this.send('INFO')).matchAll(/^([^#:\r\n]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    )
    return this.#info
  }

  /** A text of the server on one line and of bounded length, without our secrets: some refusals repeat what was sent. */
  shown(text: string): string {
    const { password } = this.#settings
    const open = password === undefined ? text : text.replaceAll(password, '***')
    const [harmless = ''] = open.split(/, with args beginning with/i)
    const line = harmless.replace(/[^\x20-\x7e]+/g, ' ').trim()
    return line.length > 160 ? `${line.slice(0, 160)}...` : line
  }

  /** Removes its keys and ends. Never rejects. */
  async close(): Promise<void> {
    const client = this.#client
    if (client === undefined) return
    if (this.#lost === undefined && this.#keys.size > 0) {
      const removed = client.sendCommand(['DEL', ...this.#keys]).then(
        () => undefined,
        // They have a time to live: they go by themselves.
        () => undefined,
      )
      await settleWithin(this.#clock, CLOSE_MS, removed)
    }
    client.destroy()
  }
}
