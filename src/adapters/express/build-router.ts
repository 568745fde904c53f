import { type RequestHandler, Router } from 'express'
import helmet from 'helmet'
import type { App } from '../../app/app.js'
import { assertFunction, assertNumber, assertOptions, optionNames } from '../../domain/platform/index.js'
import { assertApp } from './check-app.js'
import { checkUrl } from './middleware/check-url.js'
import { jsonBody } from './middleware/json-body.js'
import { type HttpPlatform, identifyRequest, logRequests } from './middleware/request-context.js'
import { sendProblem } from './middleware/send-problem.js'
import { openApiRoutes } from './openapi/openapi-routes.js'
import { HttpProblem } from './problem-details.js'
import { type Authenticate, hostUsers, sessionUser } from './routes/authenticate.js'
import { curriculumRoutes } from './routes/curriculum-routes.js'
import type { DeclaredRoute } from './routes/declare-route.js'
import { documentRoutes } from './routes/document-routes.js'
import { healthRoutes } from './routes/health-routes.js'
import { jobRoutes } from './routes/job-routes.js'
import { operationRoutes } from './routes/operation-routes.js'
import { programRoutes } from './routes/program-routes.js'
import { ResponseCache } from './routes/response-cache.js'
import { addRoutes, type Route } from './routes/route.js'
import { type RouterUsers, serveRoute } from './routes/serve-route.js'
import { sessionRoutes } from './routes/session-routes.js'
import { signInRoutes } from './routes/sign-in-routes.js'
import { startPage } from './routes/start-page.js'
import { userRoutes } from './routes/user-routes.js'
import { csrfGuard } from './sessions/guards.js'
import { cookieName, sessions } from './sessions/sessions.js'

/** Default limit of a JSON body, in bytes. */
const DEFAULT_BODY_LIMIT_BYTES = 256 * 1024

/** The part of an app that the health routes need. */
export type HealthApp = Pick<App, 'health' | 'lifecycle' | 'platform'>

/** The part of an app that the router needs. */
export type RoutedApp = HealthApp & Pick<App, 'access' | 'accounts' | 'cache' | 'sessions' | 'site'>

const PARTS = ['health', 'lifecycle', 'platform', 'access', 'accounts', 'cache', 'sessions', 'site'] as const

/** Settings of a router. */
export interface RouterOptions {
  /** Limit of a JSON body, in bytes. Default 262,144. */
  readonly bodyLimitBytes?: number
  /**
   * The sign-in of the host: returns the user of a request. The host then also protects its cookies against requests of
   * other sites. Default: users sign in with the sessions of the app.
   */
  readonly authenticate?: Authenticate
}

const OPTIONS = optionNames<RouterOptions>({ bodyLimitBytes: true, authenticate: true })

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
 * @example
 * buildRouter(app, { authenticate: (req) => req.user && { userId: req.user.id, email: req.user.email, role: 'author' } })
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function buildRouter(app: RoutedApp, options: RouterOptions = {}): Router {
  assertApp(app, PARTS)
  assertOptions(options, OPTIONS)
  const { bodyLimitBytes = DEFAULT_BODY_LIMIT_BYTES, authenticate } = options
  assertNumber(bodyLimitBytes, 'bodyLimitBytes', {
    min: 1,
    max: Number.MAX_SAFE_INTEGER,
    whole: true,
    wanted: 'a whole number of bytes, 1 or more',
  })
  if (authenticate !== undefined) assertFunction(authenticate, 'authenticate')
  const users: RouterUsers =
    authenticate === undefined
      ? { access: app.access, authenticate: sessionUser, csrf: csrfGuard(app) }
      : { access: app.access, authenticate: hostUsers(authenticate) }
  const context = { users, publicUrl: app.site.publicUrl }
  const routes = declaredRoutes(app, options).map((declared) => serveRoute(declared, context))
  return buildShell(app.platform, routes, bodyLimitBytes, authenticate === undefined ? [sessions(app)] : [])
}

/** All routes of a router, as they are declared. */
export function declaredRoutes(app: RoutedApp, { authenticate }: RouterOptions = {}): readonly DeclaredRoute[] {
  const cache = new ResponseCache(app)
  const routes = [
    startPage(),
    ...healthRoutes(app),
    ...programRoutes(cache),
    ...documentRoutes(),
    ...curriculumRoutes(cache),
    ...jobRoutes(),
    ...(authenticate === undefined ? [...signInRoutes(app), ...sessionRoutes(), ...userRoutes()] : []),
    ...operationRoutes(),
  ]
  return [...routes, ...openApiRoutes(routes, authenticate === undefined ? { cookie: cookieName(app) } : {})]
}

/** Builds a router with the health routes alone. */
export function buildHealthRouter(app: HealthApp): Router {
  const routes = healthRoutes(app).map((declared) => serveRoute(declared, {}))
  return buildShell(app.platform, routes, DEFAULT_BODY_LIMIT_BYTES)
}

/**
 * Builds a router with the common middleware around `routes`: request id, log, security headers, URL check, JSON bodies,
 * 404 and problem details.
 *
 * @param before further middleware, after the checks of the URL
 */
export function buildShell(
  platform: HttpPlatform,
  routes: readonly Route[],
  bodyLimitBytes: number,
  before: readonly RequestHandler[] = [],
): Router {
  const router = Router({ caseSensitive: true })
  router.use(identifyRequest(platform), logRequests(platform), secureHeaders(), checkUrl(), ...before)
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
