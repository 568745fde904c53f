import type { RequestHandler } from 'express'
import { Role } from '../../../domain/sessions/index.js'
import { HttpProblem } from '../http-problem.js'
import { sessionOf } from './session-of.js'

/** Each role may what those behind it may. Roles of an embedder's own stand for themselves. */
const ORDER: readonly Role[] = [Role.ADMINISTRATOR, Role.AUTHOR, Role.VIEWER]

/**
 * Lets a request pass if its session has one of these roles or one above: an administrator may everything, an author
 * what a viewer may. Otherwise 401 `unauthenticated` (nobody is signed in), 401 `session-gone` (the session has ended),
 * 403 `forbidden`; 503 while the store does not answer.
 */
export function requireRole(...roles: readonly [Role, ...Role[]]): RequestHandler {
  return async (req, _res, next) => {
    const { data } = await sessionOf(req).require()
    if (!roles.some((role) => includesRole(data.role, role))) throw new HttpProblem('forbidden')
    next()
  }
}

function includesRole(held: Role, needed: Role): boolean {
  if (held === needed || held === Role.ADMINISTRATOR) return true
  const rank = ORDER.indexOf(held)
  return rank >= 0 && rank < ORDER.indexOf(needed)
}
