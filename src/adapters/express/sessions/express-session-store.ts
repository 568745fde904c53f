import { EventEmitter } from 'node:events'
import type { Sessions } from '../../../app/sessions/index.js'
import { type ExpressRequest, type Generate, makeSession } from './express-classes.js'
import { type ExpressSessionStoreOptions, ExpressSessions } from './express-sessions.js'
import { withStatus } from './http-error.js'

type Done<T> = ((error?: unknown, value?: T) => void) | undefined

/**
 * A store for express-session on `app.sessions`: `expressSession({ store: new ExpressSessionStore(app.sessions) })`.
 *
 * `set` is an upsert in express-session; here it creates what express-session has just generated, and changes what was
 * loaded. What was destroyed or has ended meanwhile stays dead: `set` calls back with `GONE`, `touch` does nothing. Of a
 * loaded session only the fields that differ are written, so that requests side by side do not undo one another; for
 * the same field the last wins. The idle timeout is the cookie's `maxAge`.
 *
 * Callbacks are called exactly once, with errors that carry the `status` Express answers with. It never emits
 * `disconnect`, which would let express-session go on without sessions.
 */
export class ExpressSessionStore extends EventEmitter {
  readonly #sessions: ExpressSessions
  /** Set by express-session when it is given the store. */
  declare generate?: Generate

  constructor(sessions: Sessions, options: ExpressSessionStoreOptions = {}) {
    super()
    this.#sessions = new ExpressSessions(sessions, options)
  }

  /** The session, or nothing if there is none. */
  get<S>(sid: string, callback: (error?: unknown, session?: S | null) => void): void {
    answer(this.#sessions.read(sid) as Promise<S | undefined>, callback as Done<S | undefined>)
  }

  /** Saves a session that is new, or the changed fields of one that was loaded. */
  set(sid: string, session: object, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.save(sid, session), callback)
  }

  /** Ends the session, if it lives. */
  destroy(sid: string, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.end(sid), callback)
  }

  /** Prolongs the session, if it lives; writes at most every 5 % of its idle timeout. */
  touch(sid: string, session: object, callback?: (error?: unknown) => void): void {
    answer(this.#sessions.prolong(sid, session), callback)
  }

  /** What all living sessions hold. Their ids are not known to the store. */
  all<S>(callback: (error?: unknown, sessions?: S[]) => void): void {
    answer(this.#sessions.all() as Promise<S[]>, callback)
  }

  /** How many sessions live. */
  length(callback: (error?: unknown, length?: number) => void): void {
    answer(this.#sessions.count(), callback)
  }

  /** Ends all sessions of express-session, and no others that are in the same store. */
  clear(callback?: (error?: unknown) => void): void {
    answer(this.#sessions.endAll(), callback)
  }

  /** Ends the session of the request and generates another. */
  regenerate(req: ExpressRequest, callback: (error?: unknown) => void): void {
    this.destroy(req.sessionID ?? '', (error) => {
      this.generate?.(req)
      callback(error)
    })
  }

  /** The session as an object with methods, for a request of its own. */
  load<S>(sid: string, callback: (error?: unknown, session?: S) => void): void {
    this.get<{ cookie: object }>(sid, (error, session) => {
      if (error || !session) callback(error)
      else callback(null, this.createSession({ sessionID: sid, sessionStore: this }, session))
    })
  }

  /** Makes the object with methods that becomes `req.session`. */
  createSession<S>(req: ExpressRequest, data: { cookie: object }): S {
    const session = makeSession(req, data, this.generate)
    this.#sessions.passOn(data, session)
    return session as S
  }
}

/** On a turn of its own: what the callback throws is its caller's, and never makes a second call. */
function answer<T>(work: Promise<T>, callback: Done<T>): void {
  work.then(
    (value) => callback && process.nextTick(callback, null, value),
    (error: unknown) => callback && process.nextTick(callback, withStatus(error)),
  )
}
