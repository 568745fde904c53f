import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import type { App } from '../../../app/app.js'
import { AppError, assertFlag, assertNumber, assertOptions, optionNames } from '../../../domain/platform/index.js'
import { assertApp } from '../check-app.js'
import { OutageLog, type SessionDeps } from './current-session.js'
import { RequestSession } from './request-session.js'
import { HOST_COOKIE, PLAIN_COOKIE, readSessionCookie } from './session-cookie.js'
import { defaultDeadlineMs } from './store-budget.js'

/** The part of an app that the session middleware needs. */
export type SessionApp = Pick<App, 'sessions' | 'platform'> & Partial<Pick<App, 'site'>>

/** Settings of {@link sessions}. */
export interface SessionsOptions {
  /**
   * `true`: the cookie is `__Host-sid` and requires TLS. `false`: it is `sid`. Default: `__Host-sid`, except in
   * development over plain HTTP, where browsers would drop it.
   */
  readonly secure?: boolean
  /**
   * Total time that the session operations of one request may wait for the store, in milliseconds. Default:
   * `sessions.deadlineMs` of the configuration plus 50, at least 450.
   */
  readonly storeDeadlineMs?: number
}

const OPTIONS = optionNames<SessionsOptions>({ secure: true, storeDeadlineMs: true })

/**
 * Adds the session to every request: as `req.session`, or typed by {@link sessionOf}. A request that does not use its
 * session costs nothing, and a request without a cookie never reads the store. Mounting it twice has no effect.
 *
 * It keeps the `req.session` of another middleware.
 *
 * @example
 * host.use(sessions(app))
 * host.get('/me', async (req, res) => res.json((await sessionOf(req).require()).data))
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function sessions(app: SessionApp, options: SessionsOptions = {}): RequestHandler {
  assertApp(app, ['sessions', 'platform'])
  assertOptions(options, OPTIONS)
  const { secure = isSecureSite(app), storeDeadlineMs = defaultDeadlineMs(app.sessions.deadlineMs) } = options
  assertFlag(secure, 'secure')
  const wanted = 'milliseconds, above 0 and at most 3600000'
  assertNumber(storeDeadlineMs, 'storeDeadlineMs', { min: Number.MIN_VALUE, max: 3_600_000, wanted })
  const { sessions, platform } = app
  const deps: SessionDeps = { sessions, platform, storeDeadlineMs, outageLog: new OutageLog(platform.logger) }
  return (req, res, next) => {
    if (!attachedSession(req)?.belongsTo(app.sessions)) {
      const kind = (secure ?? req.secure) ? HOST_COOKIE : PLAIN_COOKIE
      attach(req, new RequestSession(deps, res, kind, readSessionCookie(req.headers.cookie, kind.name)))
    }
    next()
  }
}

/** The session of a request that came through {@link sessions}. @throws AppError `INTERNAL` if it did not */
export function sessionOf(req: IncomingMessage): RequestSession {
  const session = attachedSession(req)
  if (session) return session
  throw new AppError('INTERNAL', 'the request did not come through the sessions middleware', {
    hint: 'mount sessions(app) before the handlers that need a session',
  })
}

/** The name of the cookie, as far as it is known without a request. */
export function cookieName(app: SessionApp): string {
  return (isSecureSite(app) ? HOST_COOKIE : PLAIN_COOKIE).name
}

/** `undefined`: the protocol of each request decides. Without site data the app may run in production. */
function isSecureSite({ site }: SessionApp): true | undefined {
  if (!site || site.environment === 'production') return true
  return site.publicUrl?.startsWith('https:') ? true : undefined
}

const SESSION = Symbol('session')

function attachedSession(req: IncomingMessage & { [SESSION]?: RequestSession }): RequestSession | undefined {
  // A caller without types may pass anything.
  return (req as typeof req | undefined | null)?.[SESSION]
}

/** `req.session` is untyped here: hosts can have declared its type, for example that of express-session. */
function attach(
  req: IncomingMessage & { [SESSION]?: RequestSession; session?: unknown },
  session: RequestSession,
): void {
  req[SESSION] = session
  if (req.session === undefined || req.session instanceof RequestSession) req.session = session
}
