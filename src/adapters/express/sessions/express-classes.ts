import { AppError } from '../../../domain/platform/index.js'

/** What express-session puts on a request. */
export interface ExpressRequest {
  sessionID?: string
  session?: object
  sessionStore?: object
}

/** Puts a new session on a request: express-session gives its stores this function. */
export type Generate = (req: object) => void

interface Classes {
  readonly Session: new (req: object, data: object) => object
  readonly Cookie: new (options: object) => { expires?: unknown; originalMaxAge?: unknown }
}

const classesOf = new WeakMap<Generate, Classes>()

/**
 * Puts a session with the methods of express-session on a request. Its classes are taken from a session it generates,
 * so that express-session itself need not be installed for this package.
 *
 * @throws AppError `INTERNAL` if the store was not given to express-session
 */
export function makeSession(req: ExpressRequest, data: { cookie: object }, generate: Generate | undefined): object {
  if (!generate) {
    throw new AppError('INTERNAL', 'the session store is not in use', { hint: 'pass it to expressSession({ store })' })
  }
  const { Session, Cookie } = learnClasses(req, generate)
  const given = data.cookie as { expires?: unknown; originalMaxAge?: unknown }
  const cookie = new Cookie(given)
  if (typeof given.expires === 'string') cookie.expires = new Date(given.expires)
  // Setting the end has changed it.
  cookie.originalMaxAge = given.originalMaxAge
  const session = new Session(req, { ...data, cookie })
  req.session = session
  return session
}

function learnClasses(req: object, generate: Generate): Classes {
  const learnt = classesOf.get(generate)
  if (learnt) return learnt
  // A session for nobody: what is set on it does not reach the request behind it.
  const nobody = Object.create(req) as { session?: { cookie: object } }
  generate(nobody)
  const { session } = nobody
  if (!session) throw new AppError('INTERNAL', 'express-session generated no session')
  const classes = { Session: session.constructor, Cookie: session.cookie.constructor } as Classes
  classesOf.set(generate, classes)
  return classes
}
