import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from './fault.js'
import { FaultyLink } from './faulty-link.js'

export type { Fault } from './fault.js'

const REOPEN_DEADLINE_MS = 60_000

/**
 * A TCP proxy on 127.0.0.1 that injects faults into open and new connections. A connection that a
 * fault took bytes from never works again; the others go on when the fault is cleared. While the target is down,
 * clients connect and are reset.
 */
export class FaultProxy {
  readonly port: number
  readonly #links = new Map<Socket, FaultyLink>()
  readonly #targetPort: number
  #server: Server
  #fault: Fault | undefined
  #closed = false

  private constructor(server: Server, targetPort: number) {
    this.port = (server.address() as AddressInfo).port
    this.#server = server
    this.#targetPort = targetPort
    server.on('connection', (client: Socket) => this.#accept(client))
  }

  static async start(target: { readonly port: number }): Promise<FaultProxy> {
    const server = newServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new FaultProxy(server, target.port)
  }

  /** Clients that are connected now. */
  get connections(): number {
    return this.#links.size
  }

  /** Replaces the fault there was. */
  fault(fault: Fault): void {
    const wasRefusing = this.#fault?.kind === 'refuse'
    this.#fault = fault
    if (fault.kind === 'refuse') {
      this.#server.close()
      for (const link of this.#links.values()) link.reset()
      return
    }
    if (wasRefusing) this.#reopen()
    if (fault.kind === 'half-close') for (const link of this.#links.values()) link.halfClose()
  }

  clear(): void {
    const wasRefusing = this.#fault?.kind === 'refuse'
    this.#fault = undefined
    if (wasRefusing) this.#reopen()
  }

  async close(): Promise<void> {
    this.#closed = true
    const { listening } = this.#server
    const closed = once(this.#server, 'close')
    this.#server.close()
    for (const client of this.#links.keys()) client.destroy()
    if (listening) await closed
  }

  #accept(client: Socket): void {
    this.#links.set(client, new FaultyLink(client, this.#targetPort, () => this.#fault))
    client.on('close', () => this.#links.delete(client))
  }

  /** Listens before any later connection arrives, unless another socket has got the port. */
  #reopen(): void {
    const server = newServer()
    this.#server = server
    server.on('connection', (client: Socket) => this.#accept(client))
    const end = Date.now() + REOPEN_DEADLINE_MS
    // Listening begins a tick later: the fault may be back by then.
    server.on('listening', () => {
      if (this.#closed || this.#server !== server || this.#fault?.kind === 'refuse') server.close()
    })
    server.on('error', async (error) => {
      if (Date.now() > end) throw error
      await delay(20)
      if (this.#server === server && !this.#closed && this.#fault?.kind !== 'refuse')
        server.listen(this.port, '127.0.0.1')
    })
    server.listen(this.port, '127.0.0.1')
  }
}

function newServer(): Server {
  return createServer({ allowHalfOpen: true, noDelay: true })
}
