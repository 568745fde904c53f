import type { RequestHandler } from 'express'
import type { Clock, Logger } from '../../../ports/index.js'
import { ERROR_MAPPING } from '../error-mapping.js'
import { contextOf } from '../request-context.js'

const CLIENT_GAVE_UP = ERROR_MAPPING.ABORTED.status

/**
 * One line for each request once it is over. By route template: paths and queries hold ids and secrets, and are
 * without limit in number.
 */
export function logRequests({ clock, logger }: { readonly clock: Clock; readonly logger: Logger }): RequestHandler {
  return (req, res, next) => {
    const context = contextOf(req)
    res.once('close', () => {
      const fields = {
        requestId: context.id,
        method: req.method,
        route: context.route ?? '(none)',
        // Before an answer began, its status says nothing.
        status: res.headersSent ? res.statusCode : CLIENT_GAVE_UP,
        durationMs: Math.round((clock.monotonic() - context.startedAt) * 10) / 10,
        ...(context.problem === undefined ? {} : { code: context.problem }),
        ...(res.writableFinished ? {} : { brokenOff: true }),
      }
      // Platforms ask for health every few seconds: that is noise unless something is wrong.
      if (context.route?.startsWith('/health') && res.statusCode < 500) logger.debug('request', fields)
      else logger.info('request', fields)
    })
    // Without a listener, a handler that writes after the end would take the process down.
    res.on('error', (error) => logger.error('response failed', { requestId: context.id, route: context.route, error }))
    next()
  }
}
