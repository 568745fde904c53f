import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import type { Clock } from '../../../ports/index.js'

/** How connections are to be ended. */
export interface DrainTimes {
  /** How long connections without a request stay open, for requests that are on their way already. */
  readonly idleGraceMs: number
  /** When what is still being answered is cut off. */
  readonly deadlineMs: number
}

/** Knows what a server is answering, and ends its connections without failing a request. */
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
    // Before the handler, so that the header is set before it can answer.
    server.prependListener('request', ({ socket }, res) => this.#track(socket, res))
  }

  /** Whether a request that arrived whole is being answered on this connection, or an answer began. */
  isAnswering(socket: Socket): boolean {
    return [...this.#answering].some(([res, its]) => its === socket && (res.headersSent || res.req.complete))
  }

  /** Stops accepting and resolves when no connection is left. Returns how many answers were cut off. */
  async drain({ idleGraceMs, deadlineMs }: DrainTimes): Promise<number> {
    this.#phase = 'draining'
    let cutOff = 0
    for (const res of this.#answering.keys()) announceClose(res)
    const ended = new Promise<void>((resolve) => {
      // http.Server.close() also ends idle connections at once, and with them the requests on their way to us.
      NetServer.prototype.close.call(this.#server, () => resolve())
    })
    const grace = this.#clock.setTimer(Math.min(idleGraceMs, deadlineMs), () => {
      this.#phase = 'closing'
      this.#closeIdle()
    })
    const deadline = this.#clock.setTimer(deadlineMs, () => {
      cutOff = this.#answering.size
      this.#server.closeAllConnections()
    })
    await ended
    grace.cancel()
    deadline.cancel()
    // Nothing is left to close, but the server's own watch over timeouts ends with it.
    this.#server.close()
    return cutOff
  }

  #track(socket: Socket, res: ServerResponse): void {
    this.#answering.set(res, socket)
    if (this.#phase !== 'serving') announceClose(res)
    res.once('close', () => {
      this.#answering.delete(res)
      // An answer that had begun before the drain promised to keep its connection.
      if (this.#phase === 'closing') this.#closeIdle()
    })
  }

  #closeIdle(): void {
    this.#server.closeIdleConnections()
    // Connections that never sent a byte do not count as idle in Node; browsers open them in advance.
    for (const socket of this.#sockets) if (socket.bytesRead === 0) socket.destroy()
  }
}

function announceClose(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close')
}
