import type { ErrorRequestHandler, Request, Response } from 'express'
import type { Clock, Logger } from '../../../ports/index.js'
import { problemOf } from '../problem-details.js'
import { contextOf } from '../request-context.js'

/** What described the answer that was not to be. */
export const STALE_HEADERS = [
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

/** Up to here an unread body is read away, so that the connection can be kept; beyond it is closed. */
const READ_AWAY_BYTES = 64 * 1024

/** How long a client that still sends gets to read the answer before its connection is closed. */
const LINGER_MS = 1_000

/** Answers whatever a handler throws with problem details, and logs what is our fault, once. */
export function sendProblem({ clock, logger }: { clock: Clock; logger: Logger }): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const context = contextOf(req)
    const { status, headers, details } = problemOf(error, context.id)
    const fields = { requestId: context.id, route: context.route ?? '(none)', code: details.code, error }
    if (res.headersSent) {
      logger.error('failed after the answer began', fields)
      // The client must not take what it got for the whole.
      if (!res.writableEnded) res.destroy()
      return
    }
    context.problem = details.code
    if (details.code === 'internal') logger.error('request failed', fields)
    else if (status >= 500) logger.warn('request failed', fields)
    // Nobody is left to be answered.
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
  return 'transfer-encoding' in req.headers || Number(req.headers['content-length'] ?? 0) > READ_AWAY_BYTES
}

/** Answers at once, and closes only when the client had time to read: closing earlier would reset what it reads. */
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
