import type { RequestHandler } from 'express'
import type { App } from '../../../app/app.js'
import { OutageLog } from './outage-log.js'
import { RequestSession } from './request-session.js'
import type { SessionContext } from './session-context.js'
import { HOST_COOKIE, PLAIN_COOKIE, readSessionCookie } from './session-cookie.js'
import { heldSession, holdSession } from './session-of.js'
import { defaultDeadlineMs } from './store-time.js'

/** The part of an app that the session middleware needs. */
export type SessionApp = Pick<App, 'sessions' | 'platform'> & Partial<Pick<App, 'site'>>

/** How sessions travel. */
export interface SessionsOptions {
  /**
   * Whether the cookie is `__Host-sid` and sent over TLS only, or `sid`. Left out: always `__Host-sid`, but in
   * development over plain HTTP, where browsers would drop it.
   */
  readonly secure?: boolean
  /**
   * What the session operations of one request may wait for the store altogether. Default: 50 more than
   * `sessions.deadlineMs` of the configuration, and 450 at least.
   */
  readonly storeDeadlineMs?: number
}

/**
 * Gives every request its session: `req.session`, or typed {@link sessionOf}. A request that does not touch it costs
 * nothing, and one without a cookie does not ask the store. May be mounted more than once; the second time does nothing.
 *
 * A session that another middleware has put on `req.session` stays there.
 */
export function sessions(app: SessionApp, options: SessionsOptions = {}): RequestHandler {
  const { secure = isSecureSite(app), storeDeadlineMs = defaultDeadlineMs(app.sessions.deadlineMs) } = options
  const { sessions, platform } = app
  const context: SessionContext = { sessions, platform, storeDeadlineMs, outageLog: new OutageLog(platform.logger) }
  return (req, res, next) => {
    if (!heldSession(req)?.isOf(app.sessions)) {
      const kind = (secure ?? req.secure) ? HOST_COOKIE : PLAIN_COOKIE
      const session = new RequestSession(context, res, kind, readSessionCookie(req.headers.cookie, kind.name))
      holdSession(req, session)
      place(req, session)
    }
    next()
  }
}

/** `undefined`: each request tells. An app that does not say where it runs might be in production. */
function isSecureSite({ site }: SessionApp): true | undefined {
  if (!site || site.environment === 'production') return true
  return site.publicUrl?.startsWith('https:') ? true : undefined
}

/** Not typed on Express' request: hosts may have a type for it already, that of express-session. */
function place(req: object, session: RequestSession): void {
  const carrier = req as { session?: unknown }
  if (carrier.session === undefined || carrier.session instanceof RequestSession) carrier.session = session
}
