import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A proxy to a server on 127.0.0.1. While it is paused, only those bytes of replies arrive that the test passes. */
export class PausableProxy {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #pending: { readonly client: Socket; readonly bytes: Buffer }[] = []
  #isPaused = false

  private constructor(server: Server, targetPort: number) {
    this.port = (server.address() as AddressInfo).port
    this.#server = server
    server.on('connection', (client: Socket) => this.#join(client, connect(targetPort, '127.0.0.1')))
  }

  static async start(target: { readonly port: number }): Promise<PausableProxy> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new PausableProxy(server, target.port)
  }

  pause(): void {
    this.#isPaused = true
  }

  /** Passes up to `count` bytes of one reply, and waits for the reply if necessary. Resolves when the client has read them. */
  async pass(count: number): Promise<void> {
    while (this.#pending.length === 0) await delay(1)
    const [{ client, bytes } = { client: undefined, bytes: Buffer.alloc(0) }, ...later] = this.#pending
    if (client === undefined) return
    const rest = bytes.subarray(count)
    this.#pending = rest.length > 0 ? [{ client, bytes: rest }, ...later] : later
    await new Promise((resolve) => client.write(bytes.subarray(0, count), resolve))
    // The client is in this process: it reads in the next turn of the event loop.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  }

  /** Sends pending replies and lets new ones pass. */
  resume(): void {
    this.#isPaused = false
    for (const { client, bytes } of this.#pending.splice(0)) client.write(bytes)
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket, upstream: Socket): void {
    const both = [client, upstream]
    for (const socket of both) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        for (const one of both) this.#sockets.delete(one.destroy())
      })
    }
    client.pipe(upstream)
    upstream.on('data', (bytes: Buffer) => {
      if (this.#isPaused) this.#pending.push({ client, bytes })
      else client.write(bytes)
    })
  }
}
