import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A line to a server on 127.0.0.1. While it is held, replies arrive only as far as the test lets them pass. */
export class HeldLine {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #held: { readonly client: Socket; readonly bytes: Buffer }[] = []
  #isHeld = false

  private constructor(server: Server, targetPort: number) {
    this.port = (server.address() as AddressInfo).port
    this.#server = server
    server.on('connection', (client: Socket) => this.#join(client, connect(targetPort, '127.0.0.1')))
  }

  static async start(target: { readonly port: number }): Promise<HeldLine> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new HeldLine(server, target.port)
  }

  hold(): void {
    this.#isHeld = true
  }

  /** Lets up to `count` bytes of one reply pass, once there are some. Resolves when the client has read them. */
  async pass(count: number): Promise<void> {
    while (this.#held.length === 0) await delay(1)
    const [{ client, bytes } = { client: undefined, bytes: Buffer.alloc(0) }, ...later] = this.#held
    if (client === undefined) return
    const rest = bytes.subarray(count)
    this.#held = rest.length > 0 ? [{ client, bytes: rest }, ...later] : later
    await new Promise((resolve) => client.write(bytes.subarray(0, count), resolve))
    // The client is in this process: it reads in the next turn of the event loop.
    for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate)
  }

  /** Replies pass again as they come. */
  release(): void {
    this.#isHeld = false
    for (const { client, bytes } of this.#held.splice(0)) client.write(bytes)
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
      if (this.#isHeld) this.#held.push({ client, bytes })
      else client.write(bytes)
    })
  }
}
