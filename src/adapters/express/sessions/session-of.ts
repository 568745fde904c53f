import type { IncomingMessage } from 'node:http'
import { AppError } from '../../../domain/platform/index.js'
import type { RequestSession } from './request-session.js'

const HELD = Symbol('session')

interface Carrier {
  [HELD]?: RequestSession
}

/** The session of a request that came through {@link sessions}. @throws AppError `INTERNAL` if it did not */
export function sessionOf(req: IncomingMessage): RequestSession {
  const session = heldSession(req)
  if (session) return session
  throw new AppError('INTERNAL', 'the request did not come through the sessions middleware', {
    hint: 'mount sessions(app) before whatever needs a session',
  })
}

/** The session of a request, if it came through the middleware. */
export function heldSession(req: IncomingMessage & Carrier): RequestSession | undefined {
  return req[HELD]
}

export function holdSession(req: IncomingMessage & Carrier, session: RequestSession): void {
  req[HELD] = session
}
