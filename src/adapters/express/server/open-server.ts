import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Lifecycle } from '../../../app/health/lifecycle.js'
import { AppError, messageOf } from '../../../domain/platform/index.js'
import type { HttpPlatform } from '../http-shell.js'
import { Connections } from './connections.js'
import { refuseClients } from './refuse-client.js'

/** How a server listens and ends. */
export interface ServerOptions {
  /** Default 4000; 0: any free port. */
  readonly port?: number
  /** The address to listen on. Default: all. */
  readonly host?: string
  /** How long the headers of a request may take to arrive, else 408. Default 10,000. */
  readonly headersTimeoutMs?: number
  /** How long a whole request may take to arrive, else 408. Default 60,000. */
  readonly requestTimeoutMs?: number
  /** How often both are checked. Default 1,000. */
  readonly timeoutCheckMs?: number
  /** How long a connection is kept without a request. Default 65,000: longer than proxies do, so that they end it. */
  readonly keepAliveMs?: number
  /** While draining, how long connections without a request are kept for requests on their way. Default 500. */
  readonly idleGraceMs?: number
  /** While draining, when requests still being answered are cut off. Default 10,000. */
  readonly drainDeadlineMs?: number
}

/** A server that listens. */
export interface Listening {
  readonly port: number
  /**
   * Drains: readiness answers 503, no new connections, `Connection: close` on every answer; resolves when all requests
   * are answered or were cut off at the deadline. Never rejects. May be repeated.
   */
  close(): Promise<void>
}

/** The largest request line and headers together, in bytes. */
const MAX_HEADER_BYTES = 8 * 1024

/** Listens with `handler`. @throws AppError `PORT_UNAVAILABLE` */
export async function openServer(
  handler: RequestListener,
  { platform, lifecycle }: { readonly platform: HttpPlatform; readonly lifecycle: Lifecycle },
  options: ServerOptions,
): Promise<Listening> {
  const { clock, logger } = platform
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: options.headersTimeoutMs ?? 10_000,
    requestTimeout: options.requestTimeoutMs ?? 60_000,
    connectionsCheckingInterval: options.timeoutCheckMs ?? 1_000,
    keepAliveTimeout: options.keepAliveMs ?? 65_000,
  })
  const connections = new Connections(server, clock)
  refuseClients(server, connections, platform)
  server.on('request', handler)
  const port = await bind(server, options.port ?? 4000, options.host)
  server.on('error', (error) => logger.error('the server cannot accept connections', { error }))
  logger.info('listening', { port })
  const times = { idleGraceMs: options.idleGraceMs ?? 500, deadlineMs: options.drainDeadlineMs ?? 10_000 }
  let closed: Promise<void> | undefined
  const drain = async (): Promise<void> => {
    lifecycle.startDraining()
    const cutOff = await connections.drain(times)
    if (cutOff > 0) logger.warn('requests cut off at the deadline', { requests: cutOff, deadlineMs: times.deadlineMs })
  }
  return {
    port,
    close: () => {
      closed ??= drain()
      return closed
    },
  }
}

async function bind(server: Server, port: number, host: string | undefined): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (cause) {
    throw portUnavailable(cause, port, host)
  }
  return (server.address() as AddressInfo).port
}

function portUnavailable(cause: unknown, port: number, host: string | undefined): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown'
  const hints: { readonly [code: string]: string } = {
    EADDRINUSE: 'another process listens there: end it, or set PORT to a free port',
    EACCES: 'this user may not listen there: set PORT to 1024 or above',
    EADDRNOTAVAIL: 'this machine does not have that address: listen on one that it has',
  }
  const where = host === undefined ? `port ${port}` : `${host} port ${port}`
  return new AppError('PORT_UNAVAILABLE', `cannot listen on ${where}: ${messageOf(cause)}`, {
    hint: hints[code] ?? 'set PORT to a free port from 1024 to 65535',
    details: { port, reason: code },
    cause,
  })
}
