import type { Response } from 'express'
import { AppError, isAppError, type JsonValue } from '../../../domain/platform/index.js'
import type { NewSessionData, Session, SessionChanges } from '../../../domain/sessions/index.js'
import { HttpProblem } from '../http-problem.js'
import { CurrentSession } from './current-session.js'
import { withStatus } from './http-error.js'
import { SessionAnswer } from './session-answer.js'
import type { SessionContext } from './session-context.js'
import { type CookieKind, MALFORMED } from './session-cookie.js'
import { StagedChanges } from './staged-changes.js'
import { StoreTime } from './store-time.js'

/**
 * The session of one request: `req.session`, or `sessionOf(req)` where types matter. The store is asked when the session
 * is first touched, not before. What was set is saved before the answer's headers leave; what cannot be saved is answered
 * as the error it is (`GONE` 401, `CONFLICT` 409, an outage 503) in place of the handler's answer. Errors carry `status`
 * and `headers`, which Express goes by.
 */
export class RequestSession {
  readonly #context: SessionContext
  readonly #answer: SessionAnswer
  readonly #staged = new StagedChanges()
  readonly #time: StoreTime
  readonly #current: CurrentSession
  #id: string | undefined

  /** @param id what the request's cookie holds */
  constructor(context: SessionContext, res: Response, kind: CookieKind, id: string | undefined) {
    this.#context = context
    this.#time = new StoreTime(context.platform.clock, context.storeDeadlineMs)
    this.#id = id
    this.#answer = new SessionAnswer(res, kind, context.platform, () =>
      this.#staged.isEmpty ? undefined : this.save(),
    )
    this.#current = new CurrentSession(context, res, this.#time, () => this.#answer.forbidStoring())
  }

  /**
   * The living session, as it is in the store; it counts as active from now on. `undefined` if nobody is signed in: no
   * cookie, not one of ours, or that of a session which has ended.
   *
   * @throws AppError `STORE_UNAVAILABLE`
   */
  async read(): Promise<Session | undefined> {
    await this.#answer.settled()
    return this.#id ? this.#current.read(this.#id) : undefined
  }

  /**
   * Whether {@link read} last gave what the store said a while ago, because it does not answer now: for requests that
   * change nothing, if `sessions.outageGraceMs` allows it.
   */
  get isRecalled(): boolean {
    return this.#current.isRecalled
  }

  /**
   * The living session.
   * @throws HttpProblem 401 `unauthenticated` without a cookie of ours
   * @throws AppError `GONE` if the session has ended; `STORE_UNAVAILABLE`
   */
  async require(): Promise<Session> {
    const session = await this.read()
    if (session) return session
    this.#requireId()
    throw gone()
  }

  /** A field, as this request set it or else as it is in the store; `undefined` without a session. Errors as {@link read}. */
  async get(field: string): Promise<JsonValue | undefined> {
    if (this.#staged.has(field)) return this.#staged.get(field)
    const data = (await this.read())?.data
    return data && Object.hasOwn(data, field) ? data[field] : undefined
  }

  /**
   * Sets a field, or removes it with `undefined`. Saved with all others before the headers leave, or by {@link save}: if
   * the session was read before, only if nobody has changed the same field since.
   *
   * @throws AppError `INVALID_ARGUMENT` for `userId`, `email`, `role` and `lastActivity`, which are not set along the
   *   way; `UNSERIALISABLE`; `INTERNAL` once the headers have left
   */
  set(field: string, value: JsonValue | undefined): void {
    this.#answer.hold('set a session field')
    this.#staged.set(field, value)
  }

  /**
   * Saves what was set, now: for handlers that deal with the outcome themselves. What could not be saved is given up.
   *
   * @throws AppError `GONE`, `CONFLICT`, `SESSION_TOO_LARGE`, `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`
   * @throws HttpProblem 401 `unauthenticated`
   */
  save(): Promise<void> {
    return this.#answer.change(() => this.#saveStaged())
  }

  /**
   * Begins a session with an id that nobody had before, and ends the one that the request came with in the same step, so
   * that signing in again signs nobody else out. Fields that this request set go into the new one.
   *
   * @param options.ttl idle timeout in seconds. Default: that of the configuration
   * @throws AppError as `app.sessions.createSession`; the browser keeps the former session then, which
   *   after `OUTCOME_UNKNOWN` may have ended
   */
  signIn(data: NewSessionData, { ttl }: { readonly ttl?: number } = {}): Promise<Session> {
    this.#answer.hold('sign in')
    return this.#answer.change(async () => {
      const { sessions } = this.#context
      const fields = Object.entries(this.#staged.take()).filter(([, value]) => value !== undefined)
      const begun = { ...(Object.fromEntries(fields) as { [field: string]: JsonValue }), ...data }
      const replaces = this.#id
      return this.#become(await this.#time.run(() => sessions.createSession(undefined, begun, ttl, { replaces })))
    })
  }

  /**
   * Gives the session a new id; the old one is dead at once. To be done at every change of what the user may do.
   *
   * @param changes made in the same step, of `role` and `email` too
   * @throws AppError `GONE`, and as {@link save}
   * @throws HttpProblem 401 `unauthenticated`
   */
  rotate(changes?: SessionChanges): Promise<Session> {
    this.#answer.hold('rotate a session')
    return this.#answer.change(async () => {
      const id = this.#requireId()
      await this.#saveStaged()
      return this.#become(await this.#time.run(() => this.#context.sessions.rotateSession(id, changes)))
    })
  }

  /**
   * Ends the session and takes the cookie back. Without a cookie there is nothing to do. An answer of success after a
   * sign-out that was not confirmed is replaced by the error.
   *
   * @throws AppError `GONE` if the session had ended before, be it by a rotation that this request knew nothing of;
   *   `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`
   * @throws HttpProblem 401 `unauthenticated` for a cookie that cannot be ours
   */
  signOut(): Promise<void> {
    return this.#answer.change(async () => {
      this.#staged.take()
      if (this.#id === undefined) return
      const id = this.#requireId()
      this.#current.forget()
      try {
        const wasAlive = await this.#time.run(() => this.#context.sessions.deleteSession(id))
        this.#answer.failSignOut(undefined)
        if (!wasAlive) throw gone()
      } catch (error) {
        if (!isAppError(error, 'GONE')) this.#answer.failSignOut(error)
        throw error
      }
      this.#id = undefined
      this.#answer.takeCookie()
    })
  }

  /** Whether this is a session of that app. */
  isOf(sessions: SessionContext['sessions']): boolean {
    return this.#context.sessions === sessions
  }

  async #saveStaged(): Promise<void> {
    if (this.#staged.isEmpty) return
    const changes = this.#staged.take()
    const id = this.#requireId()
    const known = await this.#current.known
    if (this.#current.known && !known) throw gone()
    this.#current.forget()
    const saved = await this.#time.run(() =>
      this.#context.sessions.updateSession(id, changes, { since: known?.version }),
    )
    this.#current.know(saved)
  }

  #become(session: Session): Session {
    // By the times of the store alone: the clock of this node may differ.
    const { createdAt, absoluteExpiresAt } = session
    this.#answer.giveCookie(session.id, Math.ceil((absoluteExpiresAt - createdAt) / 1000))
    this.#id = session.id
    return this.#current.know(session)
  }

  #requireId(): string {
    if (this.#id === undefined || this.#id === MALFORMED) throw new HttpProblem('unauthenticated')
    return this.#id
  }
}

const gone = () => withStatus(new AppError('GONE', 'the session is no longer there', { hint: 'sign in anew' }))
