import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Clock } from '../../../ports/index.js'
import { problemOf } from '../problem-details.js'
import { contextOf, type HttpPlatform, identify, REQUEST_ID_HEADER, recordProblemCode } from './request-context.js'

/** Headers that describe the body of the discarded response. */
const STALE_HEADERS = [
  'Accept-Ranges',
  'Content-Disposition',
  'Content-Encoding',
  'Content-Length',
  'Content-Range',
  'ETag',
  'Expires',
  'Last-Modified',
  'Location',
]

/** An unread body up to this size is drained, so that the connection can stay open. For a larger one it is closed. */
const MAX_DRAIN_BYTES = 64 * 1024

/** Time for a client that is still sending to read the response before its connection is closed. */
const LINGER_MS = 1_000

/** Other headers that apply only to the response of the handler. */
const HANDLER_HEADERS = ['Cache-Control', 'Content-Language', 'Content-Type', 'Refresh', 'Trailer', 'Transfer-Encoding']

/** Turns every error into problem details, and logs server errors once. */
export function sendProblem(platform: HttpPlatform): ErrorRequestHandler {
  const { clock, logger } = platform
  return (error: unknown, req, res, _next) => {
    // A request of a host that did not come through the router has no context.
    const context = contextOf(req) ?? identify(req, res, platform)
    const { status, headers, details } = problemOf(error, context.id)
    const fields = { requestId: context.id, route: context.route ?? '(none)', code: details.code, error }
    if (res.headersSent) {
      logger.error('request failed after the response started', fields)
      // A destroyed connection tells the client that the response is incomplete.
      if (!res.writableEnded) res.destroy()
      return
    }
    context.problem = details.code
    if (details.code === 'internal') logger.error('request failed', fields)
    // The connection has logged the outage, and the line of the request has the code.
    else if (details.code === 'store-unavailable') logger.debug('request failed', fields)
    else if (status >= 500) logger.warn('request failed', fields)
    // The client has disconnected.
    if (res.destroyed) return
    for (const name of STALE_HEADERS) res.removeHeader(name)
    const bytes = Buffer.from(JSON.stringify(details))
    res.status(status).set({ ...headers, 'Content-Length': String(bytes.length) })
    if (stillSending(req)) endBeforeBody(req, res, bytes, clock)
    else res.end(bytes)
  }
}

function stillSending(req: Request): boolean {
  if (req.complete) return false
  return 'transfer-encoding' in req.headers || Number(req.headers['content-length'] ?? 0) > MAX_DRAIN_BYTES
}

/** Responds at once, and closes the connection later: closing it earlier would reset it before the client has read. */
function endBeforeBody(req: Request, res: Response, bytes: Buffer, clock: Clock): void {
  res.setHeader('Connection', 'close')
  res.flushHeaders()
  res.write(bytes)
  const end = (): void => {
    linger.cancel()
    res.end()
  }
  const linger = clock.setTimer(LINGER_MS, end)
  req.once('end', end).once('close', end).resume()
}

/** Sends problem details instead of the response of the handler: a session could not be saved. */
export function replaceResponse(res: Response, error: unknown, { ids, logger }: HttpPlatform): void {
  const given = res.getHeader(REQUEST_ID_HEADER)
  const requestId = typeof given === 'string' ? given : ids.next()
  const { status, headers, details } = problemOf(error, requestId)
  recordProblemCode(res.req, details.code)
  const fields = { requestId, code: details.code, error }
  if (status >= 500) logger[details.code === 'internal' ? 'error' : 'warn']('session not saved', fields)
  for (const name of [...STALE_HEADERS, ...HANDLER_HEADERS]) res.removeHeader(name)
  const bytes = Buffer.from(JSON.stringify(details))
  // The status message of the handler does not fit the new status.
  res.statusMessage = ''
  res
    .status(status)
    .set({ ...headers, 'Content-Length': String(bytes.length) })
    .end(bytes)
}
