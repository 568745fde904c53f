import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { DelayLine } from '../delay-line.js'

/** Bytes per chunk. */
const CHUNK_BYTES = 8 * 1024

/** A proxy to a server on 127.0.0.1. Limits the rate of replies, for all connections together. */
export class ThrottledProxy {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  readonly #line = new DelayLine()
  readonly #bytesPerMs: number
  #freeAt = 0

  private constructor(server: Server, targetPort: number, bytesPerMs: number) {
    this.port = (server.address() as AddressInfo).port
    this.#server = server
    this.#bytesPerMs = bytesPerMs
    server.on('connection', (client: Socket) => this.#join(client, connect(targetPort, '127.0.0.1')))
  }

  static async start(target: { readonly port: number }, bytesPerSecond: number): Promise<ThrottledProxy> {
    const server = createServer({ noDelay: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new ThrottledProxy(server, target.port, bytesPerSecond / 1000)
  }

  async close(): Promise<void> {
    this.#line.clear()
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
    upstream.on('data', (data: Buffer) => {
      for (let at = 0; at < data.length; at += CHUNK_BYTES) this.#send(client, data.subarray(at, at + CHUNK_BYTES))
    })
  }

  #send(client: Socket, chunk: Buffer): void {
    const now = performance.now()
    this.#freeAt = Math.max(now, this.#freeAt) + chunk.length / this.#bytesPerMs
    this.#line.push(this.#freeAt - now, () => void (client.destroyed || client.write(chunk)))
  }
}
