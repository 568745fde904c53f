import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import type { Clock } from '../../../ports/index.js'

/** Times of a drain. */
export interface DrainOptions {
  /** Time to keep idle connections open, for requests in transit. */
  readonly idleGraceMs: number
  /** After this time open requests are aborted. */
  readonly deadlineMs: number
  /** Aborting it aborts open requests at once. */
  readonly signal?: AbortSignal
}

/** Tracks the connections and open requests of a server, and closes them without failing a request. */
export class Connections {
  readonly #server: Server
  readonly #clock: Clock
  readonly #sockets = new Set<Socket>()
  readonly #answering = new Map<ServerResponse, Socket>()
  #phase: 'serving' | 'draining' | 'closing' = 'serving'

  constructor(server: Server, clock: Clock) {
    this.#server = server
    this.#clock = clock
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    // Runs before the handler, so that the header is set before the response starts.
    server.prependListener('request', ({ socket }, res) => this.#track(socket, res))
  }

  /** Whether this connection has a complete request without a finished response, or a started response. */
  isAnswering(socket: Socket): boolean {
    return [...this.#answering].some(([res, its]) => its === socket && (res.headersSent || res.req.complete))
  }

  /** Stops accepting connections. Resolves when none is left, with the number of aborted requests. */
  async drain({ idleGraceMs, deadlineMs, signal }: DrainOptions): Promise<number> {
    this.#phase = 'draining'
    let aborted = 0
    for (const res of this.#answering.keys()) announceClose(res)
    const ended = new Promise<void>((resolve) => {
      // http.Server.close() would also close idle connections at once and lose requests in transit.
      NetServer.prototype.close.call(this.#server, () => resolve())
    })
    const grace = this.#clock.setTimer(Math.min(idleGraceMs, deadlineMs), () => {
      this.#phase = 'closing'
      this.#closeIdle()
    })
    const abort = (): void => {
      aborted = this.#answering.size
      this.#server.closeAllConnections()
    }
    const deadline = this.#clock.setTimer(deadlineMs, abort)
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    await ended
    signal?.removeEventListener('abort', abort)
    grace.cancel()
    deadline.cancel()
    // Stops the server's interval that checks timeouts.
    this.#server.close()
    return aborted
  }

  #track(socket: Socket, res: ServerResponse): void {
    this.#answering.set(res, socket)
    if (this.#phase !== 'serving') announceClose(res)
    res.once('close', () => {
      this.#answering.delete(res)
      // A response that started before the drain has promised keep-alive.
      if (this.#phase === 'closing') this.#closeIdle()
    })
  }

  #closeIdle(): void {
    this.#server.closeIdleConnections()
    // Node does not count connections as idle that never sent a byte. Browsers open such connections in advance.
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy()
  }
}

function announceClose(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close')
}
