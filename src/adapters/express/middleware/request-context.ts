import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Clock, Ids, Logger } from '../../../ports/index.js'
import { ERROR_MAPPING } from '../error-mapping.js'

/** The ports that every route needs. */
export interface HttpPlatform {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

/** Data that the service attaches to a request. */
export interface RequestContext {
  readonly id: string
  /** On the monotonic clock. */
  readonly startedAt: number
  /** The template of the matched route, like `/api/jobs/:type/:id`. `undefined` before routing. */
  route?: string
  /** The code of the problem in the response, if it is one. */
  problem?: string
}

// A WeakMap instead of properties of the request: it cannot collide with properties of a host.
const contexts = new WeakMap<IncomingMessage, RequestContext>()

/** The context of a request. `undefined` if the request did not come through {@link identify}. */
export function contextOf(req: IncomingMessage): RequestContext | undefined {
  return contexts.get(req)
}

/** Records the code of the response for the request log. Does nothing for a request without a context. */
export function recordProblemCode(req: IncomingMessage, code: string): void {
  const context = contexts.get(req)
  if (context) context.problem = code
}

export const REQUEST_ID_HEADER = 'X-Request-Id'

/** Safe in a log line and a header, and long enough for any tracing system. */
const REQUEST_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/

/** Gives each request an id: the valid one of a proxy or host, else a new one. Returns it in a header. */
export function identifyRequest(platform: Pick<HttpPlatform, 'clock' | 'ids'>): RequestHandler {
  return (req, res, next) => {
    identify(req, res, platform)
    next()
  }
}

/** Starts a new context of the request. Call it before the headers are sent. */
export function identify(
  req: IncomingMessage,
  res: ServerResponse,
  { clock, ids }: Pick<HttpPlatform, 'clock' | 'ids'>,
): RequestContext {
  const given = [res.getHeader(REQUEST_ID_HEADER), req.headers['x-request-id']]
  const id = given.find((value): value is string => typeof value === 'string' && REQUEST_ID.test(value)) ?? ids.next()
  const context: RequestContext = { id, startedAt: clock.monotonic() }
  contexts.set(req, context)
  res.setHeader(REQUEST_ID_HEADER, id)
  return context
}

const CLIENT_CLOSED_REQUEST = ERROR_MAPPING.ABORTED.status

/**
 * Logs one line for each request when it is over. It contains the route template: paths and queries hold ids and secrets,
 * and their number is unlimited.
 */
export function logRequests(platform: HttpPlatform): RequestHandler {
  const { clock, logger } = platform
  return (req, res, next) => {
    const context = contextOf(req) ?? identify(req, res, platform)
    res.once('close', () => {
      const fields = {
        requestId: context.id,
        method: req.method,
        route: context.route ?? '(none)',
        // Before the headers are sent, the status code is only the default.
        status: res.headersSent ? res.statusCode : CLIENT_CLOSED_REQUEST,
        durationMs: Math.round((clock.monotonic() - context.startedAt) * 10) / 10,
        ...(context.problem === undefined ? {} : { code: context.problem }),
        ...(res.writableFinished ? {} : { brokenOff: true }),
      }
      // Platforms request health every few seconds, also while a process starts or drains: this would flood the log. Changes
      // of health and failed requests have lines of their own.
      if (context.route?.startsWith('/health')) logger.debug('request', fields)
      else logger.info('request', fields)
    })
    // Without a listener, a write after the end would crash the process.
    res.on('error', (error) => logger.error('response failed', { requestId: context.id, route: context.route, error }))
    next()
  }
}

/** Safe methods (RFC 9110) do not change state. Links and images on other sites can trigger them. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method)
}
