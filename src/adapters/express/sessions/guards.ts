import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { AppError, assertParts, invalidArgument } from '../../../domain/platform/index.js'
import { forbidden, includesRole, ROLE_ORDER, Role } from '../../../domain/sessions/index.js'
import { isSafeMethod } from '../middleware/request-context.js'
import { HttpProblem, withStatus } from '../problem-details.js'
import { type SessionApp, sessionOf } from './sessions.js'

/**
 * Accepts a request whose session has one of these roles or a higher one: an administrator may do everything, an author
 * everything that a viewer may. Rejects others with 401 `unauthenticated` (not signed in), 401 `session-ended` or 403
 * `forbidden`, and with 503 while the store does not answer.
 *
 * @example
 * host.post('/courses', requireRole('author'), createCourse)
 *
 * @throws AppError `INVALID_ARGUMENT` without a role, or for one that is not a text
 */
export function requireRole(...roles: readonly [Role, ...Role[]]): RequestHandler {
  if (roles.length === 0) {
    throw new AppError('INVALID_ARGUMENT', 'requireRole has no role, and would reject every request', {
      hint: `give the roles that may pass, such as requireRole('${Role.AUTHOR}')`,
    })
  }
  for (const [index, role] of roles.entries()) {
    if (typeof role !== 'string' || role === '') {
      throw invalidArgument(`roles[${index}]`, role, `a role: ${ROLE_ORDER.join(', ')}, or one of your own`)
    }
  }
  const check = async (req: IncomingMessage): Promise<void> => {
    const { data } = await sessionOf(req).require()
    if (!roles.some((role) => includesRole(data.role, role))) throw withStatus(forbidden())
  }
  return (req, _res, next) => {
    // Express 4 ignores the promise of a middleware: its rejection would end the process.
    check(req).then(() => next(), next)
  }
}

/**
 * Rejects requests of pages of other sites with 403 `csrf`, including sign-ins. Safe methods pass. It checks
 * `Sec-Fetch-Site`, which every current browser sends and no page can forge: `same-origin` or `none` (typed by the user).
 * Without it, `Origin` must be the origin of `PUBLIC_URL`, or match the host of the request if there is no `PUBLIC_URL`.
 * Other programs must send `Origin`.
 *
 * @throws AppError `INVALID_ARGUMENT`
 */
export function csrfGuard(app: Pick<SessionApp, 'site'> = {}): RequestHandler {
  // A promise has no site either, and the origin of `PUBLIC_URL` would not be checked.
  assertParts(app, 'app', [], 'the result of await createApp()')
  const { site } = app
  const origin = site?.publicUrl === undefined ? undefined : new URL(site.publicUrl).origin
  return (req, _res, next) => {
    if (!isSafeMethod(req.method) && !isSameOrigin(req, origin)) throw new HttpProblem('csrf')
    next()
  }
}

function isSameOrigin(req: HostRequest, origin: string | undefined): boolean {
  const fetchSite = req.headers['sec-fetch-site']
  if (fetchSite !== undefined) return fetchSite === 'same-origin' || fetchSite === 'none'
  const given = req.headers.origin
  if (given === undefined || given === 'null') return false
  if (origin !== undefined) return given === origin
  // Behind a proxy that terminates TLS the scheme is unknown.
  const host = hostOf(req)
  return given === `https://${host}` || given === `http://${host}`
}

interface HostRequest extends IncomingMessage {
  readonly app?: { get(setting: string): unknown }
}

/** The host with its port, as `req.host` of Express 5 returns it. In Express 4, `req.host` lacks the port. */
function hostOf({ app, headers, socket }: HostRequest): string | undefined {
  const [forwarded] = [headers['x-forwarded-host']].flat()
  const trusts: unknown = app?.get('trust proxy fn')
  if (forwarded === undefined || typeof trusts !== 'function' || !trusts(socket.remoteAddress, 0)) return headers.host
  return forwarded.split(',', 1)[0]?.trimEnd()
}
