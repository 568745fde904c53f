import type { ErrorRequestHandler } from 'express'
import type { App } from '../../app/app.js'
import { isAppError } from '../../domain/platform/index.js'
import { assertApp } from './check-app.js'
import { sendProblem } from './middleware/send-problem.js'
import { HttpProblem } from './problem-details.js'

/**
 * An error-handling middleware for hosts: answers the errors of this package with problem details (RFC 9457) and the status
 * of {@link ERROR_MAPPING}, and logs server errors. It passes every other error, and errors after the response has started,
 * to the next error handler. Mount it after all routes, in Express 5 or Express 4.
 *
 * In Express 4, an async handler must pass its errors to `next` itself.
 *
 * @example
 * host.use(errorHandler(app))
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function errorHandler(app: Pick<App, 'platform'>): ErrorRequestHandler {
  assertApp(app, ['platform'])
  const send = sendProblem(app.platform)
  return (error: unknown, req, res, next) => {
    const isOurs = isAppError(error) || error instanceof HttpProblem
    if (isOurs && !res.headersSent) send(error, req, res, next)
    else next(error)
  }
}
