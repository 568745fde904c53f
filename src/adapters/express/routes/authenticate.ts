import type { Request } from 'express'
import { assertPrincipal, type Principal } from '../../../app/access/index.js'
import { AppError, isAppError } from '../../../domain/platform/index.js'
import { sessionOf } from '../sessions/sessions.js'

/**
 * The sign-in of a host: the user of a request, or `undefined` if nobody is signed in. It may be async. It is called for
 * routes that need a user. What it throws becomes a 500 that is logged, or the response of an `AppError`.
 */
export type Authenticate = (req: Request) => Principal | undefined | null | Promise<Principal | undefined | null>

/** Users as the host knows them. A wrong result is an error of the host: the log names the field. */
export function hostUsers(authenticate: Authenticate): (req: Request) => Promise<Principal | undefined> {
  return async (req) => {
    const principal: unknown = await authenticate(req)
    if (principal === undefined || principal === null) return undefined
    try {
      assertPrincipal(principal, 'the result of authenticate')
    } catch (cause) {
      if (!isAppError(cause)) throw cause
      const { message, hint, details } = cause
      throw new AppError('INTERNAL', message, { ...(hint === undefined ? {} : { hint }), details, cause })
    }
    return principal
  }
}

/** Users who sign in with our sessions. */
export async function sessionUser(req: Request): Promise<Principal> {
  const { userId, email, role } = (await sessionOf(req).require()).data
  return { userId, email, role }
}
