import type { Response } from 'express'
import { AppError, isAppError, type JsonValue, toSnapshot } from '../../../domain/platform/index.js'
import { type NewSessionData, type Session, type SessionChanges, sessionEnded } from '../../../domain/sessions/index.js'
import { HttpProblem, withStatus } from '../problem-details.js'
import { CurrentSession, type SessionDeps } from './current-session.js'
import { type CookieKind, MALFORMED } from './session-cookie.js'
import { SessionResponse } from './session-response.js'
import { StoreBudget } from './store-budget.js'

/** Identity and permissions of the user. Only `signIn` and `rotate` change them. */
const IDENTITY: ReadonlySet<string> = new Set(['userId', 'email', 'role', 'lastActivity'])

/** Names that can change prototypes when code copies fields by name. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * The session of one request: `req.session`, or typed `sessionOf(req)`. It reads the store on first use. It saves set
 * fields before the response headers are sent. If that fails, an error response replaces the response of the handler:
 * `SESSION_ENDED` 401, `SESSION_CONFLICT` 409, an outage 503. Errors have the `status` and `headers` that Express uses.
 */
export class RequestSession {
  readonly #deps: SessionDeps
  readonly #response: SessionResponse
  readonly #staged = new StagedChanges()
  readonly #budget: StoreBudget
  readonly #current: CurrentSession
  #id: string | undefined

  /** @param id the value of the session cookie */
  constructor(deps: SessionDeps, res: Response, kind: CookieKind, id: string | undefined) {
    this.#deps = deps
    this.#budget = new StoreBudget(deps.platform.clock, deps.storeDeadlineMs)
    this.#id = id
    this.#response = new SessionResponse(res, kind, deps.platform, () =>
      this.#staged.isEmpty ? undefined : this.save(),
    )
    this.#current = new CurrentSession(deps, res, this.#budget, () => this.#response.forbidCaching())
  }

  /**
   * Reads the live session from the store and touches it. `undefined` if the user is not signed in: no cookie, an invalid
   * cookie, or an ended session.
   *
   * @throws AppError `STORE_UNAVAILABLE`
   */
  async read(): Promise<Session | undefined> {
    await this.#response.settled()
    return this.#id ? this.#current.read(this.#id) : undefined
  }

  /**
   * Whether the last {@link read} returned an earlier result because the store does not answer. Only for safe methods, and
   * only if `sessions.outageGraceMs` allows it.
   */
  get isStale(): boolean {
    return this.#current.isStale
  }

  /**
   * Reads the live session.
   * @throws HttpProblem 401 `unauthenticated` without a valid cookie
   * @throws AppError `SESSION_ENDED`, `STORE_UNAVAILABLE`
   */
  async require(): Promise<Session> {
    const session = await this.read()
    if (session) return session
    this.#requireId()
    throw ended()
  }

  /** The value of a field: as set by this request, else as stored. `undefined` without a session. Throws as {@link read}. */
  async get(field: string): Promise<JsonValue | undefined> {
    if (this.#staged.has(field)) return this.#staged.get(field)
    const data = (await this.read())?.data
    return data && Object.hasOwn(data, field) ? data[field] : undefined
  }

  /**
   * Sets a field, or removes it with `undefined`. The change is saved before the headers are sent, or by {@link save}. If
   * this request has read the session, a change of the same field by another request is a conflict.
   *
   * @throws AppError `INVALID_ARGUMENT` for `userId`, `email`, `role` and `lastActivity`; `UNSERIALISABLE`; `INTERNAL`
   *   after the headers are sent
   */
  set(field: string, value: JsonValue | undefined): void {
    this.#response.defer('set a session field')
    this.#staged.set(field, value)
  }

  /**
   * Saves the set fields now, for handlers that handle errors themselves. Changes that fail are discarded.
   *
   * @throws AppError `SESSION_ENDED`, `SESSION_CONFLICT`, `SESSION_TOO_LARGE`, `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`
   * @throws HttpProblem 401 `unauthenticated`
   */
  save(): Promise<void> {
    return this.#response.change(() => this.#saveStaged())
  }

  /**
   * Creates a session with a new id. Ends the session of the request's cookie in the same step, so that it does not count
   * towards the limit of the user. The new session gets the fields that this request has set.
   *
   * @param options.ttl idle timeout in seconds. Default: the configured timeout
   * @throws AppError as `app.sessions.createSession`. The browser then keeps the former session, which may have ended
   *   after `OUTCOME_UNKNOWN`
   */
  signIn(data: NewSessionData, { ttl }: { readonly ttl?: number } = {}): Promise<Session> {
    this.#response.defer('sign in')
    return this.#response.change(async () => {
      const { sessions } = this.#deps
      const fields = Object.entries(this.#staged.take()).filter(([, value]) => value !== undefined)
      const initial = { ...(Object.fromEntries(fields) as { [field: string]: JsonValue }), ...data }
      const replaces = this.#id
      return this.#adopt(await this.#budget.run(() => sessions.createSession(undefined, initial, ttl, { replaces })))
    })
  }

  /**
   * Gives the session a new id. The old id ends at once. Call it at every change of permissions.
   *
   * @param changes applied in the same step; may contain `role` and `email`
   * @throws AppError as {@link save}
   * @throws HttpProblem 401 `unauthenticated`
   */
  rotate(changes?: SessionChanges): Promise<Session> {
    this.#response.defer('rotate a session')
    return this.#response.change(async () => {
      const id = this.#requireId()
      await this.#saveStaged()
      return this.#adopt(await this.#budget.run(() => this.#deps.sessions.rotateSession(id, changes)))
    })
  }

  /**
   * Ends the session and deletes the cookie. Does nothing without a cookie. If the store does not confirm, the error
   * replaces a successful response.
   *
   * @throws AppError `SESSION_ENDED` if the session had already ended, for example by a rotation in another request;
   *   `STORE_UNAVAILABLE`, `OUTCOME_UNKNOWN`
   * @throws HttpProblem 401 `unauthenticated` for an invalid cookie
   */
  signOut(): Promise<void> {
    return this.#response.change(async () => {
      this.#staged.take()
      if (this.#id === undefined) return
      const id = this.#requireId()
      this.#current.reset()
      try {
        const wasLive = await this.#budget.run(() => this.#deps.sessions.deleteSession(id))
        this.#response.setSignOutError(undefined)
        if (!wasLive) throw ended()
      } catch (error) {
        if (!isAppError(error, 'SESSION_ENDED')) this.#response.setSignOutError(error)
        throw error
      }
      this.#id = undefined
      this.#response.deleteCookie()
    })
  }

  /** Whether this is a session of that app. */
  belongsTo(sessions: SessionDeps['sessions']): boolean {
    return this.#deps.sessions === sessions
  }

  async #saveStaged(): Promise<void> {
    if (this.#staged.isEmpty) return
    const changes = this.#staged.take()
    const id = this.#requireId()
    const loaded = await this.#current.loaded
    if (this.#current.loaded && !loaded) throw ended()
    this.#current.reset()
    const saved = await this.#budget.run(() =>
      this.#deps.sessions.updateSession(id, changes, { since: loaded?.version }),
    )
    this.#current.set(saved)
  }

  #adopt(session: Session): Session {
    // Uses only times of the store: the clock of this node may differ.
    const { createdAt, absoluteExpiresAt } = session
    this.#response.setCookie(session.id, Math.ceil((absoluteExpiresAt - createdAt) / 1000))
    this.#id = session.id
    return this.#current.set(session)
  }

  #requireId(): string {
    if (this.#id === undefined || this.#id === MALFORMED) throw new HttpProblem('unauthenticated')
    return this.#id
  }
}

const ended = () => withStatus(sessionEnded())

/** Fields that the request has set but not saved. */
class StagedChanges {
  #fields = new Map<string, JsonValue | undefined>()

  get isEmpty(): boolean {
    return this.#fields.size === 0
  }

  has(field: string): boolean {
    return this.#fields.has(field)
  }

  get(field: string): JsonValue | undefined {
    return this.#fields.get(field)
  }

  /** Stores a copy of the value. @throws AppError `INVALID_ARGUMENT`, `UNSERIALISABLE` */
  set(field: string, value: JsonValue | undefined): void {
    if (IDENTITY.has(field) || FORBIDDEN.has(field)) {
      throw new AppError('INVALID_ARGUMENT', `the session field "${field}" cannot be set`, {
        hint: IDENTITY.has(field) ? 'sign in, or rotate the session with the change' : 'choose another name',
        details: { field },
      })
    }
    this.#fields.set(field, value === undefined ? undefined : toSnapshot(value, `session field "${field}"`))
  }

  /** Returns all staged changes and clears them. */
  take(): SessionChanges {
    const taken = this.#fields
    this.#fields = new Map()
    return Object.fromEntries(taken)
  }
}
