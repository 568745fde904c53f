import { AppError, isAppError, ttlToMs } from '../../domain/platform/index.js'
import type {
  NewSessionData,
  Session,
  SessionChanges,
  SessionData,
  SessionLifetime,
  SessionSummary,
} from '../../domain/sessions/index.js'
import type { SessionStore, SessionStoreStats } from '../../ports/index.js'
import type { RecentSessions, Whose } from './recent-sessions.js'

/** What holds for all sessions. */
export interface SessionSettings {
  /** Default idle timeout and absolute lifetime. */
  readonly lifetime: SessionLifetime
  /** Living sessions a user may have; the least recently active ones beyond are revoked. */
  readonly maxPerUser: number
  /** What one operation of the store may take, in milliseconds; whoever waits for it waits a little longer. */
  readonly deadlineMs?: number
}

/** Says what to change, given what the session holds now. May run several times. */
export type SessionChange = (data: SessionData) => SessionChanges | Promise<SessionChanges>

/** The two forms of `updateSession`. */
export interface UpdateSession {
  /** @param options.since the version that was read: refuses if one of the same fields was changed after it */
  (id: string, changes: SessionChanges, options?: { readonly since?: number | undefined }): Promise<Session>
  /** Reads, asks `change` and writes, again while others are faster; each attempt refuses what was changed since. */
  (id: string, change: SessionChange): Promise<Session>
}

/** How often the second form of `updateSession` tries before it rejects with `CONFLICT`. */
const UPDATE_ATTEMPTS = 10

/**
 * Who is signed in: `app.sessions`. A session that ended (signed out, timed out, rotated, revoked) never lives again:
 * what is written to it is refused with `GONE`. Ids are secrets; listings name sessions by their handle.
 *
 * While the store does not answer, every method but `getStats` rejects with `STORE_UNAVAILABLE`, or `OUTCOME_UNKNOWN` if a change may
 * have been made. A time to live is in seconds. The methods are bound: `const { getSession } = app.sessions` works.
 */
export class Sessions {
  readonly #store: SessionStore
  readonly #settings: SessionSettings
  readonly #recent: RecentSessions | undefined

  /** @param recent what {@link recallSession} recalls; left out: nothing */
  constructor(store: SessionStore, settings: SessionSettings, recent?: RecentSessions) {
    this.#store = store
    this.#settings = settings
    this.#recent = recent
  }

  /** What one operation may take where it goes to a store elsewhere, in milliseconds; `undefined`: it is not known. */
  get deadlineMs(): number | undefined {
    return this.#settings.deadlineMs
  }

  /**
   * A new session of the user `data.userId`.
   *
   * @param id `undefined`: the store makes one of 32 random bytes, which is the way to go
   * @param data fields beyond the named ones are the app's own and hold JSON; 64 KiB in all
   * @param ttlSeconds idle timeout, at most the absolute lifetime. Default: that of the configuration
   * @param options.maxPerUser living sessions this user may have; infinity: any number. Default: that of the configuration
   * @param options.replaces the id of a session that ends in the same step and does not count among those, whoever had
   *   it: what the browser held before. Any string; one that is no living session is nothing to end
   * @throws AppError `SESSION_EXISTS`, `INVALID_ID`, `INVALID_TTL`, `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `STORE_FULL`
   */
  readonly createSession = async (
    id: string | undefined,
    data: NewSessionData,
    ttlSeconds?: number,
    options: { readonly maxPerUser?: number; readonly replaces?: string | undefined } = {},
  ): Promise<Session> => {
    const { lifetime } = this.#settings
    const { maxPerUser = this.#settings.maxPerUser, replaces } = options
    const creation = {
      idleMs: ttlSeconds === undefined ? lifetime.idleMs : ttlToMs(ttlSeconds),
      absoluteMs: lifetime.absoluteMs,
      ...(maxPerUser === Number.POSITIVE_INFINITY ? {} : { maxPerUser }),
      ...(id === undefined ? {} : { id }),
      ...(replaces === undefined ? {} : { replaces }),
    }
    // May end others of the user, and the one that it replaces. What is no data at all is for the store to refuse.
    return this.#change({ id: replaces ?? id, userId: data?.userId }, () => this.#store.create(data, creation))
  }

  /** The living session with this id, or `undefined`. Does not prolong it. Any string may be asked for. */
  readonly getSession = async (id: string): Promise<Session | undefined> => this.#read(id, () => this.#store.read(id))

  /**
   * The session as this process read it lately, for the time in which the store does not answer: `undefined` unless that
   * was within `sessions.outageGraceMs` (default 0: never), it has not ended since, and this process has not changed or
   * ended it since, nor tried to. What other processes did to it is not known here. Prolongs nothing.
   */
  readonly recallSession = (id: string): Session | undefined => this.#recent?.recall(id)

  /** Ends the session. Returns whether it was alive. */
  readonly deleteSession = async (id: string): Promise<boolean> => this.#change({ id }, () => this.#store.delete(id))

  /**
   * Changes single fields and prolongs the session; the other fields keep what they hold in the store. `undefined`
   * removes a field.
   *
   * @throws AppError `GONE`, `CONFLICT`, `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `INVALID_ARGUMENT`
   */
  readonly updateSession: UpdateSession = async (
    id: string,
    change: SessionChanges | SessionChange,
    { since }: { readonly since?: number | undefined } = {},
  ): Promise<Session> => {
    if (typeof change === 'function') return this.#updateBy(id, change)
    return this.#change({ id }, () => this.#store.update(id, change, since === undefined ? {} : { since }))
  }

  /**
   * Prolongs the session up to its absolute end; a change of less than 5 % of the idle timeout is not written.
   *
   * @param ttlSeconds a new idle timeout, kept from now on
   * @returns the session, or `undefined` if it is dead
   */
  readonly touchSession = async (id: string, ttlSeconds?: number): Promise<Session | undefined> => {
    if (ttlSeconds === undefined) return this.#read(id, () => this.#store.touch(id))
    const idleMs = ttlToMs(ttlSeconds)
    return this.#change({ id }, () => this.#store.touch(id, { idleMs }))
  }

  /**
   * Gives the session a new id; the old one is dead at once. To be done at sign-in and at every change of role.
   *
   * @param changes made in the same step
   * @throws AppError `GONE`, and those of {@link updateSession}
   */
  readonly rotateSession = async (id: string, changes?: SessionChanges): Promise<Session> =>
    this.#change({ id }, () => this.#store.rotate(id, changes))

  /** The living sessions of a user, the most recently active first; without their ids. */
  readonly listUserSessions = async (userId: string): Promise<readonly SessionSummary[]> =>
    this.#store.listByUser(userId)

  /** What the living sessions of a user hold, in the order of the listing; without their ids. */
  readonly readUserSessions = async (userId: string): Promise<readonly SessionData[]> => this.#store.readByUser(userId)

  /**
   * Ends sessions of a user: all, those but the one with the id `except`, or only the one with the handle `handle`.
   * Returns how many were alive.
   */
  readonly revokeUserSessions = async (
    userId: string,
    { except, handle }: { readonly except?: string | undefined; readonly handle?: string | undefined } = {},
  ): Promise<number> =>
    this.#change({ userId }, () =>
      this.#store.revokeByUser(userId, {
        ...(except === undefined ? {} : { except }),
        ...(handle === undefined ? {} : { handle }),
      }),
    )

  #read(id: string, ask: () => Promise<Session | undefined>): Promise<Session | undefined> {
    return this.#recent ? this.#recent.read(id, ask) : ask()
  }

  #change<T>(whose: Whose, work: () => Promise<T>): Promise<T> {
    return this.#recent ? this.#recent.change(whose, work) : work()
  }

  /**
   * Whether the store answers, how many sessions are alive, and how many living ones it dropped for want of room since
   * the app began. Does not reject.
   */
  readonly getStats = async (): Promise<SessionStoreStats> => this.#store.stats()

  async #updateBy(id: string, change: SessionChange): Promise<Session> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.#store.read(id)
      if (!session) throw new AppError('GONE', 'the session is no longer there', { hint: 'sign in anew' })
      const changes = await change(session.data)
      try {
        return await this.#change({ id }, () => this.#store.update(id, changes, { since: session.version }))
      } catch (error) {
        if (attempt >= UPDATE_ATTEMPTS || !isAppError(error, 'CONFLICT')) throw error
      }
    }
  }
}
