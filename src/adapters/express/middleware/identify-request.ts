import type { RequestHandler } from 'express'
import type { Clock, Ids } from '../../../ports/index.js'
import { openContext } from '../request-context.js'

export const REQUEST_ID_HEADER = 'X-Request-Id'

/** What is safe in a log line and a header and long enough for any tracing system. */
const ACCEPTED = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$/

/** Gives each request its id: the one a proxy or host chose, if it is sane, else a new one. Echoed as a header. */
export function identifyRequest({ clock, ids }: { readonly clock: Clock; readonly ids: Ids }): RequestHandler {
  return (req, res, next) => {
    const given = [res.getHeader(REQUEST_ID_HEADER), req.headers['x-request-id']]
    const id = given.find((value): value is string => typeof value === 'string' && ACCEPTED.test(value)) ?? ids.next()
    openContext(req, { id, startedAt: clock.monotonic() })
    res.setHeader(REQUEST_ID_HEADER, id)
    next()
  }
}
