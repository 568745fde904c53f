import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import helmet from 'helmet'
import type { Lifecycle } from '../../../app/health/lifecycle.js'
import {
  AppError,
  assertNumber,
  assertOptions,
  assertText,
  messageOf,
  optionNames,
} from '../../../domain/platform/index.js'
import { buildHealthRouter, buildRouter, type HealthApp, type RoutedApp, type RouterOptions } from '../build-router.js'
import type { HttpPlatform } from '../middleware/request-context.js'
import { answerClientErrors } from './answer-client-errors.js'
import { Connections } from './connections.js'

/** Settings of {@link listen}. */
export interface ListenOptions extends ServerOptions, RouterOptions {
  /** Number of proxies in front of the service. Default 0: forwarding headers of the client are ignored. */
  readonly trustProxy?: number
}

/**
 * Serves an app on its own port. `close()` of the result drains the server. The caller closes the app afterwards.
 *
 * @example
 * const server = await listen(app, { port: 4000 })
 * await server.close()
 *
 * @throws AppError `PORT_UNAVAILABLE` with the reason and a hint; `INVALID_ARGUMENT`
 */
export async function listen(app: RoutedApp, options: ListenOptions = {}): Promise<ListeningServer> {
  assertListenOptions(options)
  const service = express()
  service.disable('x-powered-by')
  service.set('trust proxy', options.trustProxy ?? 0)
  const { bodyLimitBytes, authenticate } = options
  const ofRouter = {
    ...(bodyLimitBytes === undefined ? {} : { bodyLimitBytes }),
    ...(authenticate === undefined ? {} : { authenticate }),
  }
  service.use(originHeaders(), buildRouter(app, ofRouter))
  return startServer(service, app, options)
}

const OPTIONS = optionNames<ListenOptions>({
  port: true,
  portVariable: true,
  host: true,
  trustProxy: true,
  bodyLimitBytes: true,
  authenticate: true,
  headersTimeoutMs: true,
  requestTimeoutMs: true,
  timeoutCheckMs: true,
  keepAliveMs: true,
  idleGraceMs: true,
  drainDeadlineMs: true,
})

const TIMES: readonly (keyof ServerOptions)[] = [
  'headersTimeoutMs',
  'requestTimeoutMs',
  'timeoutCheckMs',
  'keepAliveMs',
  'idleGraceMs',
  'drainDeadlineMs',
]

/** The longest time of a timer of Node. */
const MAX_TIMER_MS = 2 ** 31 - 1

/** @throws AppError `INVALID_ARGUMENT` */
function assertListenOptions(options: ListenOptions): void {
  assertOptions(options, OPTIONS)
  const { port, portVariable, host, trustProxy } = options
  if (port !== undefined) assertCount(port, 'port', 65_535)
  if (host !== undefined) assertText(host, 'host')
  if (portVariable !== undefined) assertText(portVariable, 'portVariable')
  if (trustProxy !== undefined) assertCount(trustProxy, 'trustProxy', Number.MAX_SAFE_INTEGER)
  for (const name of TIMES) if (options[name] !== undefined) assertCount(options[name], name, MAX_TIMER_MS)
}

function assertCount(value: unknown, what: string, max: number): void {
  assertNumber(value, what, { min: 0, max, whole: true, wanted: `a whole number from 0 to ${max}` })
}

/** Security headers that browsers apply to the whole origin. A mounted router must not set them for its host. */
function originHeaders(): RequestHandler {
  // Other subdomains can belong to other services.
  const strictTransport = helmet.strictTransportSecurity({ maxAge: 31_536_000, includeSubDomains: false })
  return (req, res, next) => {
    res.setHeader('Origin-Agent-Cluster', '?1')
    res.setHeader('X-Permitted-Cross-Domain-Policies', 'none')
    strictTransport(req, res, next)
  }
}

/** Serves only the health routes of an app, for a process that has no API. @throws AppError `PORT_UNAVAILABLE` */
export async function listenForHealth(app: HealthApp, options: ServerOptions): Promise<ListeningServer> {
  assertListenOptions(options)
  const service = express()
  service.disable('x-powered-by')
  service.use(originHeaders(), buildHealthRouter(app))
  return startServer(service, app, options)
}

/** Settings of a server. Times in milliseconds. */
export interface ServerOptions {
  /** Default 4000; 0: any free port. */
  readonly port?: number
  /** Address to listen on. Default: all. */
  readonly host?: string
  /** The variable that sets the port, for error hints. Default `PORT`. */
  readonly portVariable?: string
  /** Time limit for the headers of a request, else 408. Default 10,000. */
  readonly headersTimeoutMs?: number
  /** Time limit for a whole request, else 408. Default 60,000. */
  readonly requestTimeoutMs?: number
  /** Interval at which both limits are checked. Default 1,000. */
  readonly timeoutCheckMs?: number
  /** Time to keep an idle connection. Default 65,000: longer than proxies, so that the proxy closes it. */
  readonly keepAliveMs?: number
  /** While draining: time to keep idle connections for requests in transit. Default 500. */
  readonly idleGraceMs?: number
  /** While draining: after this time open requests are aborted. Default 10,000. */
  readonly drainDeadlineMs?: number
}

/** A server that listens. */
export interface ListeningServer {
  readonly port: number
  /**
   * Drains the server: readiness returns 503, new connections are refused, every response has `Connection: close`.
   * Resolves when all requests are answered or were aborted at the deadline. Never rejects. May be called again.
   *
   * @param options.signal of the first call: aborting it aborts the open requests
   */
  close(options?: { readonly signal?: AbortSignal }): Promise<void>
}

/** Limit of request line and headers, in bytes. */
const MAX_HEADER_BYTES = 8 * 1024

/** Starts a server with `handler`. @throws AppError `PORT_UNAVAILABLE` */
export async function startServer(
  handler: RequestListener,
  { platform, lifecycle }: { readonly platform: HttpPlatform; readonly lifecycle: Lifecycle },
  options: ServerOptions,
): Promise<ListeningServer> {
  const { clock, logger } = platform
  const server = createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: options.headersTimeoutMs ?? 10_000,
    requestTimeout: options.requestTimeoutMs ?? 60_000,
    connectionsCheckingInterval: options.timeoutCheckMs ?? 1_000,
    keepAliveTimeout: options.keepAliveMs ?? 65_000,
  })
  const connections = new Connections(server, clock)
  answerClientErrors(server, connections, platform)
  server.on('request', handler)
  const port = await bind(server, options)
  server.on('error', (error) => logger.error('the server cannot accept connections', { error }))
  logger.info('listening', { port, ...(options.host === undefined ? {} : { host: options.host }) })
  const times = { idleGraceMs: options.idleGraceMs ?? 500, deadlineMs: options.drainDeadlineMs ?? 10_000 }
  let closed: Promise<void> | undefined
  const drain = async (signal: AbortSignal | undefined): Promise<void> => {
    lifecycle.startDraining()
    const aborted = await connections.drain({ ...times, ...(signal ? { signal } : {}) })
    if (aborted === 0) return
    if (signal?.aborted) logger.warn('requests aborted: the close was told not to wait', { requests: aborted })
    else logger.warn('requests aborted at the drain deadline', { requests: aborted, deadlineMs: times.deadlineMs })
  }
  return {
    port,
    close: ({ signal } = {}) => {
      closed ??= drain(signal)
      return closed
    },
  }
}

async function bind(server: Server, options: ServerOptions): Promise<number> {
  const { port = 4000, host } = options
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, ...(host === undefined ? {} : { host }) }, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (cause) {
    throw portUnavailable(cause, port, options)
  }
  return (server.address() as AddressInfo).port
}

function portUnavailable(
  cause: unknown,
  port: number,
  { host, portVariable: variable = 'PORT' }: ServerOptions,
): AppError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'unknown'
  const otherHost = 'set HOST to 127.0.0.1 (this machine only), 0.0.0.0 (every network) or an address of this machine'
  const hints: { readonly [code: string]: string } = {
    EADDRINUSE: `another process uses this port: stop it, or set ${variable} to a free port`,
    EACCES: `this user may not use this port: set ${variable} to 1024 or above`,
    EADDRNOTAVAIL: `this machine does not have this address: ${otherHost}`,
    EAFNOSUPPORT: `this machine has no network of this kind: ${otherHost}`,
    EINVAL: `this address cannot be used: ${otherHost}`,
    ENOTFOUND: `this name has no address: ${otherHost}`,
    EAI_AGAIN: `the address of this name could not be looked up: ${otherHost}`,
  }
  const where = host === undefined ? `port ${port}` : `${host} port ${port}`
  return new AppError('PORT_UNAVAILABLE', `cannot listen on ${where}: ${messageOf(cause)}`, {
    hint: hints[code] ?? `set ${variable} to a free port from 1024 to 65535`,
    details: { port, ...(host === undefined ? {} : { host }), reason: code },
    cause,
  })
}
