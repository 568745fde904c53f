import { assertOptions, isAppError, OpenState, optionNames, ttlToMs } from '../../domain/platform/index.js'
import {
  type NewSessionData,
  type Session,
  type SessionChanges,
  type SessionData,
  type SessionLifetime,
  type SessionSummary,
  sessionEnded,
} from '../../domain/sessions/index.js'
import type { SessionStore, SessionStoreStats } from '../../ports/index.js'
import type { RecentSessions, SessionScope } from './recent-sessions.js'

/** Settings of all sessions. */
export interface SessionServiceOptions {
  /** Default idle timeout and absolute lifetime. */
  readonly lifetime: SessionLifetime
  /** Limit of live sessions of a user. The least recently active ones above it are revoked. */
  readonly maxPerUser: number
  /** Deadline of one store operation, in milliseconds. Callers should wait a little longer. */
  readonly deadlineMs?: number
}

/** Computes changes from the current data. May run several times. */
export type SessionChange = (data: SessionData) => SessionChanges | Promise<SessionChanges>

/** The two forms of `updateSession`. */
export interface UpdateSession {
  /** @param options.since the version that the caller read: fails if one of the same fields was changed after it */
  (id: string, changes: SessionChanges, options?: { readonly since?: number | undefined }): Promise<Session>
  /** Reads the session, calls `change` and writes the result. Repeats this on a conflict. */
  (id: string, change: SessionChange): Promise<Session>
}

interface CreateSessionOptions {
  readonly maxPerUser?: number
  readonly replaces?: string | undefined
}

interface RevokeSessionsOptions {
  readonly except?: string | undefined
  readonly handle?: string | undefined
}

const CREATE_OPTIONS = optionNames<CreateSessionOptions>({ maxPerUser: true, replaces: true })
const UPDATE_OPTIONS = optionNames<{ readonly since?: number }>({ since: true })
const REVOKE_OPTIONS = optionNames<RevokeSessionsOptions>({ except: true, handle: true })
const NO_OPTIONS = optionNames<object>({})

/** After this number of attempts the second form of `updateSession` rejects with `SESSION_CONFLICT`. */
const MAX_UPDATE_ATTEMPTS = 10

/**
 * Sessions of signed-in users: `app.sessions`. A session that has ended (signed out, expired, rotated, revoked) never
 * becomes live again: writes to it reject with `SESSION_ENDED`. Ids are secrets; listings identify sessions by handle.
 *
 * While the store does not answer, every method except `getStats` rejects with `STORE_UNAVAILABLE`, or with
 * `OUTCOME_UNKNOWN` if a change may have been made. After `app.close()` every method fails with `APP_CLOSED`. A time to
 * live is in seconds. The methods are bound.
 *
 * @example
 * const { createSession, updateSession } = app.sessions
 * const { id } = await createSession(undefined, { userId: 'u1', email: 'u1@example.org', role: 'author' })
 * await updateSession(id, ({ visits }) => ({ visits: Number(visits ?? 0) + 1 }))
 */
export class Sessions {
  readonly #port: SessionStore
  readonly #options: SessionServiceOptions
  readonly #recent: RecentSessions | undefined
  readonly #state: OpenState

  /**
   * @param recent the source of {@link getStaleSession}. Default: none, it always returns `undefined`
   * @param state rejects calls after the app is closed. Default: always open
   */
  constructor(store: SessionStore, options: SessionServiceOptions, recent?: RecentSessions, state = new OpenState()) {
    this.#state = state
    this.#port = store
    this.#options = options
    this.#recent = recent
  }

  /** @throws AppError `APP_CLOSED` */
  get #store(): SessionStore {
    this.#state.assertOpen()
    return this.#port
  }

  /** Deadline of one operation of a remote store, in milliseconds. `undefined` if unknown. */
  get deadlineMs(): number | undefined {
    return this.#options.deadlineMs
  }

  /** The default idle timeout, and the absolute lifetime: the longest idle timeout that a call may ask for. */
  get lifetime(): SessionLifetime {
    return this.#options.lifetime
  }

  /**
   * Creates a session for the user `data.userId`.
   *
   * @param id recommended: `undefined`, the store generates an id of 32 random bytes
   * @param data may have further fields with JSON values; at most 64 KiB in total
   * @param ttlSeconds idle timeout, at most the absolute lifetime. Default: the configured timeout
   * @param options.maxPerUser limit of live sessions of this user; `Infinity`: no limit. Default: the configured limit
   * @param options.replaces the id of a session that ends in the same step: the one that the browser had before. It does
   *   not count towards the limit. Any string is accepted; an unknown id has no effect
   * @throws AppError `SESSION_EXISTS`, `INVALID_ID`, `INVALID_TTL`, `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `STORE_FULL`
   */
  readonly createSession = async (
    id: string | undefined,
    data: NewSessionData,
    ttlSeconds?: number,
    options: CreateSessionOptions = {},
  ): Promise<Session> => {
    assertOptions(options, CREATE_OPTIONS)
    const { lifetime } = this.#options
    const { maxPerUser = this.#options.maxPerUser, replaces } = options
    const creation = {
      idleMs: ttlSeconds === undefined ? lifetime.idleMs : ttlToMs(ttlSeconds),
      absoluteMs: lifetime.absoluteMs,
      ...(maxPerUser === Number.POSITIVE_INFINITY ? {} : { maxPerUser }),
      ...(id === undefined ? {} : { id }),
      ...(replaces === undefined ? {} : { replaces }),
    }
    // Can end other sessions of the user and the replaced one. `data?.`: the store rejects missing data, not this line.
    return this.#change({ id: replaces ?? id, userId: data?.userId }, () => this.#store.create(data, creation))
  }

  /** Returns the live session with this id, or `undefined`. Does not prolong it. Accepts any string. */
  readonly getSession = async (id: string): Promise<Session | undefined> => this.#read(id, () => this.#store.read(id))

  /**
   * Returns the session as this process last read it, for use while the store does not answer. `undefined` if that was
   * longer than `sessions.outageGraceMs` ago (default 0: always), if the session has expired, or if this process changed or
   * ended it since, or tried to. Does not know what other processes did. Prolongs nothing.
   */
  readonly getStaleSession = (id: string): Session | undefined => {
    this.#state.assertOpen()
    return this.#recent?.get(id)
  }

  /** Ends the session. Returns whether it was live. */
  readonly deleteSession = async (id: string): Promise<boolean> => this.#change({ id }, () => this.#store.delete(id))

  /**
   * Changes single fields and prolongs the session. The other fields keep their values in the store. `undefined` removes
   * a field.
   *
   * @throws AppError `SESSION_ENDED`, `SESSION_CONFLICT`, `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `INVALID_ARGUMENT`
   */
  readonly updateSession: UpdateSession = async (
    id: string,
    change: SessionChanges | SessionChange,
    options: { readonly since?: number | undefined } = {},
  ): Promise<Session> => {
    // The form with a function finds out the version itself.
    assertOptions(options, typeof change === 'function' ? NO_OPTIONS : UPDATE_OPTIONS)
    const { since } = options
    if (typeof change === 'function') return this.#updateBy(id, change)
    return this.#change({ id }, () => this.#store.update(id, change, since === undefined ? {} : { since }))
  }

  /**
   * Prolongs the session, at most to its absolute end. Does not write a change of less than 5 % of the idle timeout.
   *
   * @param ttlSeconds a new idle timeout for this and later touches
   * @returns the session, or `undefined` if it has ended
   */
  readonly touchSession = async (id: string, ttlSeconds?: number): Promise<Session | undefined> => {
    if (ttlSeconds === undefined) return this.#read(id, () => this.#store.touch(id))
    const idleMs = ttlToMs(ttlSeconds)
    return this.#change({ id }, () => this.#store.touch(id, { idleMs }))
  }

  /**
   * Gives the session a new id. The old id ends at once. Call it at sign-in and at every change of role.
   *
   * @param changes applied in the same step
   * @throws AppError as {@link updateSession}
   */
  readonly rotateSession = async (id: string, changes?: SessionChanges): Promise<Session> =>
    this.#change({ id }, () => this.#store.rotate(id, changes))

  /** Lists the live sessions of a user without their ids, the most recently active first. */
  readonly listUserSessions = async (userId: string): Promise<readonly SessionSummary[]> =>
    this.#store.listByUser(userId)

  /** Returns the data of the live sessions of a user, without ids, in the order of {@link listUserSessions}. */
  readonly readUserSessions = async (userId: string): Promise<readonly SessionData[]> => this.#store.readByUser(userId)

  /**
   * Ends sessions of a user: all, all except the one with the id `except`, or only the one with `handle`. Returns the
   * number of live sessions that it ended.
   */
  readonly revokeUserSessions = async (userId: string, options: RevokeSessionsOptions = {}): Promise<number> => {
    assertOptions(options, REVOKE_OPTIONS)
    const { except, handle } = options
    return this.#change({ userId }, () =>
      this.#store.revokeByUser(userId, {
        ...(except === undefined ? {} : { except }),
        ...(handle === undefined ? {} : { handle }),
      }),
    )
  }

  #read(id: string, ask: () => Promise<Session | undefined>): Promise<Session | undefined> {
    return this.#recent ? this.#recent.read(id, ask) : ask()
  }

  #change<T>(scope: SessionScope, work: () => Promise<T>): Promise<T> {
    return this.#recent ? this.#recent.change(scope, work) : work()
  }

  /**
   * Returns whether the store answers, the number of live sessions, and the number of evictions since the app started.
   * Does not reject while the app is open.
   */
  readonly getStats = async (): Promise<SessionStoreStats> => this.#store.stats()

  async #updateBy(id: string, change: SessionChange): Promise<Session> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.#store.read(id)
      if (!session) throw sessionEnded()
      const changes = await change(session.data)
      try {
        return await this.#change({ id }, () => this.#store.update(id, changes, { since: session.version }))
      } catch (error) {
        if (attempt >= MAX_UPDATE_ATTEMPTS || !isAppError(error, 'SESSION_CONFLICT')) throw error
      }
    }
  }
}
