import type { Request, RequestHandler } from 'express'
import type { Access, ActingServices, Principal } from '../../../app/access/index.js'
import type { CacheStatistics } from '../../../app/cache/index.js'
import { AppError } from '../../../domain/platform/index.js'
import { zod } from '../../shared/zod.js'
import { HttpProblem } from '../problem-details.js'
import { sessionOf } from '../sessions/sessions.js'
import { RequestChecks } from './check-request.js'
import type { DeclaredRoute, RouteRole } from './declare-route.js'
import { Links } from './links.js'
import type { Route } from './route.js'
import { sendAnswer } from './send-answer.js'

/** How a router knows its users. */
export interface RouterUsers {
  readonly access: Access<CacheStatistics>
  /** The user of a request, or `undefined` if nobody is signed in. */
  readonly authenticate: (req: Request) => Promise<Principal | undefined>
  /** Rejects requests of pages of other sites. Absent if the host authenticates: its requests may have no cookies. */
  readonly csrf?: RequestHandler
}

/** What all routes of a router share. */
export interface RouteContext {
  readonly publicUrl?: string | undefined
  /** Absent in a router of public routes. */
  readonly users?: RouterUsers
}

type Acting = ActingServices<CacheStatistics>

/** The services of the user of each request, from its guard to its handler. */
const actingServices = new WeakMap<Request, Acting>()

/**
 * A declared route as it is mounted: authenticates and checks the role, then reads and checks the request, calls the handler
 * and sends its answer. The body of a request without the role is not read.
 *
 * @throws AppError `INTERNAL` for a route with a role in a router without users
 */
export function serveRoute(declared: DeclaredRoute, { publicUrl, users }: RouteContext): Route {
  const { method, path, body, handle } = declared
  const checks = new RequestChecks(declared, zod())
  const hasSessions = users?.csrf !== undefined
  return {
    method,
    path,
    ...(body === 'none' ? {} : { body: body.optional ? 'optional json' : 'json' }),
    ...guardOf(declared, users),
    handle: async (req, res) => {
      const request = {
        ...checks.check(req),
        acting: actingServices.get(req),
        links: new Links(req.baseUrl, publicUrl),
        address: req.ip ?? '',
        session: hasSessions ? sessionOf(req) : undefined,
      }
      // The checks have established the types that the handler declares.
      sendAnswer(req, res, await handle(request as never))
    },
  }
}

/** A public route that changes something accepts no requests of pages of other sites either: they could sign a user in. */
function guardOf({ role, method }: DeclaredRoute, users: RouterUsers | undefined): Pick<Route, 'guard'> {
  if (role !== 'public') return { guard: guard(role, users) }
  return users?.csrf === undefined || method === 'get' ? {} : { guard: users.csrf }
}

function guard(role: Exclude<RouteRole, 'public'>, users: RouterUsers | undefined): RequestHandler {
  if (users === undefined) throw new AppError('INTERNAL', `a router without users has a route for the role ${role}`)
  const { access, authenticate, csrf } = users
  return async (req, res, next) => {
    // Throws; it has no other effect.
    csrf?.(req, res, () => {})
    const principal = await authenticate(req)
    if (principal === undefined) throw new HttpProblem('unauthenticated')
    const acting = access.actingAs(principal)
    acting.assertRole(role)
    actingServices.set(req, acting)
    next()
  }
}
