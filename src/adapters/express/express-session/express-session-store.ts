import type { Request } from 'express'
import { type Session, type SessionData, Store } from 'express-session'
import type { Sessions } from '../../../app/sessions/index.js'
import { assertOptions, assertParts, optionNames, ttlToMs } from '../../../domain/platform/index.js'
import { assertLifetime } from '../../../domain/sessions/index.js'
import type { Clock } from '../../../ports/index.js'
import { withStatus } from '../problem-details.js'
import { ExpressSessions } from './express-sessions.js'

/** Settings of an {@link ExpressSessionStore}. */
export interface ExpressSessionStoreOptions {
  /**
   * Idle timeout in seconds of sessions whose cookie ends with the browser, at most the absolute lifetime of sessions. Default:
   * the configured timeout.
   */
  readonly ttl?: number
  /** The clock for the ends of cookies. Default: the clock of the machine. */
  readonly clock?: Pick<Clock, 'now'>
}

const OPTIONS = optionNames<ExpressSessionStoreOptions>({ ttl: true, clock: true })

type Callback<T> = ((error?: unknown, value?: T) => void) | undefined

/**
 * A store for express-session on `app.sessions`. The idle timeout of a session is the `maxAge` of its cookie, at most the
 * absolute lifetime of sessions: a longer `maxAge` causes one process warning `CURRICULUM_SESSION_MAX_AGE`.
 *
 * `set` creates a session that express-session has just generated, and changes a loaded one. It never restores a session
 * that was destroyed or has expired: it calls back with `SESSION_ENDED`, and `touch` does nothing. For a loaded session it
 * writes only the changed fields, so that parallel requests keep each other's changes; for the same field the last wins.
 *
 * It calls every callback exactly once. Errors have the `status` that Express responds with. It never emits `disconnect`:
 * express-session would continue without sessions.
 *
 * @example
 * expressSession({ store: new ExpressSessionStore(app.sessions), secret, resave: false, saveUninitialized: false })
 *
 * @throws AppError `INVALID_ARGUMENT`, `INVALID_TTL`
 */
export class ExpressSessionStore extends Store {
  readonly #sessions: ExpressSessions

  constructor(sessions: Sessions, options: ExpressSessionStoreOptions = {}) {
    super()
    assertParts(sessions, 'sessions', ['createSession', 'getSession', 'updateSession', 'lifetime'], 'app.sessions')
    assertOptions(options, OPTIONS)
    const { ttl, clock = { now: () => Date.now() } } = options
    const { absoluteMs } = sessions.lifetime
    if (ttl !== undefined) assertLifetime({ idleMs: ttlToMs(ttl), absoluteMs })
    assertParts(clock, 'clock', ['now'], 'an object with a method now()')
    this.#sessions = new ExpressSessions(sessions, clock, ttl)
  }

  /** Reads a session. Calls back with `undefined` if there is none. */
  override get(sid: string, callback: (error?: unknown, session?: SessionData | null) => void): void {
    callBack(this.#sessions.read(sid), callback as Callback<SessionData | undefined>)
  }

  /** Saves a new session, or the changed fields of a loaded one. */
  override set(sid: string, session: SessionData, callback?: (error?: unknown) => void): void {
    callBack(this.#sessions.save(sid, session), callback)
  }

  /** Ends the session. */
  override destroy(sid: string, callback?: (error?: unknown) => void): void {
    callBack(this.#sessions.end(sid), callback)
  }

  /** Prolongs the session and saves changes of its cookie. Writes at most every 5 % of the idle timeout. */
  override touch(sid: string, session: SessionData, callback?: (error?: unknown) => void): void {
    callBack(this.#sessions.touch(sid, session), callback)
  }

  /** Returns all live sessions of express-session as a list. The store does not know their ids. */
  override all(callback: (error?: unknown, sessions?: SessionData[]) => void): void {
    callBack(this.#sessions.all(), callback)
  }

  /** Counts the live sessions of express-session. */
  override length(callback: (error?: unknown, length?: number) => void): void {
    callBack(this.#sessions.count(), callback)
  }

  /** Ends all sessions of express-session. Other sessions in the same store stay. */
  override clear(callback?: (error?: unknown) => void): void {
    callBack(this.#sessions.endAll(), callback)
  }

  /** Turns loaded data into `req.session`. */
  override createSession(req: Request, data: SessionData): Session & SessionData {
    const session = super.createSession(req, data)
    this.#sessions.copyLoaded(data, session)
    return session
  }
}

/** Calls back in a new tick: an error that the callback throws never causes a second call. */
function callBack<T>(work: Promise<T>, callback: Callback<T>): void {
  work.then(
    (value) => callback && process.nextTick(callback, null, value),
    (error: unknown) => callback && process.nextTick(callback, withStatus(error)),
  )
}
