import { Router } from 'express'
import type { Clock, Ids, Logger } from '../../ports/index.js'
import { HttpProblem } from './http-problem.js'
import { checkUrl } from './middleware/check-url.js'
import { identifyRequest } from './middleware/identify-request.js'
import { jsonBody } from './middleware/json-body.js'
import { logRequests } from './middleware/log-requests.js'
import { secureHeaders } from './middleware/secure-headers.js'
import { sendProblem } from './middleware/send-problem.js'
import { addRoutes, type Route } from './route.js'

/** What every route stands on. */
export interface HttpPlatform {
  readonly clock: Clock
  readonly ids: Ids
  readonly logger: Logger
}

/** The largest JSON body that is read, in bytes, unless said otherwise. */
export const DEFAULT_BODY_LIMIT_BYTES = 256 * 1024

/**
 * A router around `routes`: what all of them have in common comes before, and no request and no error leaves it, so a
 * host mounts it under a path of its own or behind its own routes.
 */
export function buildShell(platform: HttpPlatform, routes: readonly Route[], bodyLimitBytes: number): Router {
  const router = Router({ caseSensitive: true })
  router.use(identifyRequest(platform), logRequests(platform), secureHeaders(), checkUrl())
  addRoutes(router, routes, jsonBody({ limitBytes: bodyLimitBytes }))
  router.use(() => {
    throw new HttpProblem('not-found')
  })
  router.use(sendProblem(platform))
  return router
}
