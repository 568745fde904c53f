import { type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { App } from '../../app/app.js'
import { assertNumber, assertOptions, optionNames } from '../../domain/platform/index.js'
import { assertApp } from './check-app.js'
import { checkUrl } from './middleware/check-url.js'
import { jsonBody } from './middleware/json-body.js'
import { type HttpPlatform, identifyRequest, logRequests } from './middleware/request-context.js'
import { sendProblem } from './middleware/send-problem.js'
import { HttpProblem } from './problem-details.js'
import { healthRoutes } from './routes/health-routes.js'
import { addRoutes, type Route } from './routes/route.js'
import { startPage } from './routes/start-page.js'

/** Default limit of a JSON body, in bytes. */
const DEFAULT_BODY_LIMIT_BYTES = 256 * 1024

/** The part of an app that the router needs. */
export type RoutedApp = Pick<App, 'health' | 'lifecycle' | 'platform'>

/** Settings of a router. */
export interface RouterOptions {
  /** Limit of a JSON body, in bytes. Default 262,144. */
  readonly bodyLimitBytes?: number
}

const OPTIONS = optionNames<RouterOptions>({ bodyLimitBytes: true })

/**
 * Builds the HTTP API and page of an app as an Express router. It can be mounted under any path of an Express 5 or Express
 * 4 app. It does not listen, and the caller closes the app. It sets no header that concerns the whole origin of the host,
 * such as `Strict-Transport-Security`.
 *
 * It handles every request and error itself: unknown paths below its mount point get 404. Mount it under a path of its own
 * or after the routes of the host. It uses a body that `express.json()` of the host has already read.
 *
 * @example
 * express().use('/curricula', buildRouter(app))
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function buildRouter(app: RoutedApp, options: RouterOptions = {}): Router {
  assertApp(app, ['health', 'lifecycle', 'platform'])
  assertOptions(options, OPTIONS)
  const { bodyLimitBytes = DEFAULT_BODY_LIMIT_BYTES } = options
  assertNumber(bodyLimitBytes, 'bodyLimitBytes', {
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    whole: true,
    wanted: 'a whole number of bytes, 1 or more',
  })
  return buildShell(app.platform, [...startPage(), ...healthRoutes(app)], bodyLimitBytes)
}

/** Builds a router with the health routes alone. */
export function buildHealthRouter(app: RoutedApp): Router {
  return buildShell(app.platform, healthRoutes(app), DEFAULT_BODY_LIMIT_BYTES)
}

/**
 * Builds a router with the common middleware around `routes`: request id, log, security headers, URL check, JSON bodies,
 * 404 and problem details.
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

/** Security headers. The page can load and connect to files of its own origin only. */
function secureHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    // Browsers apply these to the whole origin, so the server of the origin sets them: `listen` or the host.
    strictTransportSecurity: false,
    originAgentCluster: false,
    xPermittedCrossDomainPolicies: false,
  })
}
