import { connect as connectTcp, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { decodeResp, encodeCommand, RespError, type RespValue } from './resp.js'

interface RespAddress {
  readonly port: number
  readonly username?: string
  readonly password?: string
  /** Whether to use TLS. The certificate is not verified; tests compare the process id instead. */
  readonly tls?: boolean
  /** How long connecting and each reply may take. */
  readonly deadlineMs?: number
}

interface Pending {
  readonly resolve: (value: RespValue) => void
  readonly reject: (error: Error) => void
}

/** A bare connection to a Redis on this machine, apart from the clients under test: no retries, no reconnect. */
export class RespClient {
  readonly #socket: Socket
  readonly #deadlineMs: number
  readonly #pending: Pending[] = []
  #received = Buffer.alloc(0)
  #ended: Error | undefined

  private constructor(socket: Socket, deadlineMs: number) {
    this.#socket = socket
    this.#deadlineMs = deadlineMs
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('error', (error) => this.#end(error))
    socket.on('close', () => this.#end(new Error('the connection was closed')))
  }

  static async connect(address: RespAddress): Promise<RespClient> {
    const { port, tls = false, username, password, deadlineMs = 60_000 } = address
    const host = '127.0.0.1'
    const socket = tls ? connectTls({ host, port, rejectUnauthorized: false }) : connectTcp({ host, port })
    const client = new RespClient(socket, deadlineMs)
    try {
      await client.#answer((pending) => {
        client.#pending.push(pending)
        socket.once(tls ? 'secureConnect' : 'connect', () => client.#pending.shift()?.resolve(null))
      })
      if (password !== undefined) await client.command('AUTH', username ?? 'default', password)
      return client
    } catch (error) {
      client.destroy()
      throw error
    }
  }

  /** Rejects with a {@link RespError} for an error reply, and when the connection ends or is mute until the deadline. */
  async command(...args: string[]): Promise<RespValue> {
    const value = await this.#answer((pending) => {
      if (this.#ended !== undefined) return pending.reject(this.#ended)
      this.#pending.push(pending)
      this.#socket.write(encodeCommand(args))
    })
    if (value instanceof RespError) throw value
    return value
  }

  destroy(): void {
    this.#socket.destroy()
  }

  #answer(start: (pending: Pending) => void): Promise<RespValue> {
    return new Promise((resolve, reject) => {
      // A late reply would be taken for the next one's: a connection that was mute is not used again.
      const late = (): void => this.#end(new Error(`no answer within ${this.#deadlineMs} ms`))
      const timer = setTimeout(late, this.#deadlineMs)
      start({
        resolve: (value) => {
          clearTimeout(timer)
          resolve(value)
        },
        reject: (error) => {
          clearTimeout(timer)
          reject(error)
        },
      })
    })
  }

  #read(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk])
    try {
      for (let reply = decodeResp(this.#received); reply !== undefined; reply = decodeResp(this.#received)) {
        this.#received = this.#received.subarray(reply.end)
        this.#pending.shift()?.resolve(reply.value)
      }
    } catch (error) {
      this.#end(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #end(error: Error): void {
    this.#ended ??= error
    this.#socket.destroy()
    for (const pending of this.#pending.splice(0)) pending.reject(this.#ended)
  }
}
