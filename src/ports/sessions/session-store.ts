import type {
  NewSessionData,
  Session,
  SessionChanges,
  SessionCreation,
  SessionData,
  SessionSummary,
} from '../../domain/sessions/index.js'

export type { SessionCreation } from '../../domain/sessions/index.js'

/** Statistics of a store. */
export interface SessionStoreStats {
  readonly connected: boolean
  /** Live sessions. */
  readonly sessions: number
  /**
   * Live sessions that were dropped because the store was full, since the adapter was created. Always 0 for a store that
   * refuses instead. An adapter that drops sessions also logs it.
   */
  readonly evictions: number
}

/**
 * Stores sessions. The first rule: an ended session never becomes live again. `update`, `touch`, `rotate` and `delete` act
 * on live sessions only, so a slow writer cannot restore a session that was signed out.
 *
 * A session ends at its idle end, at its absolute end, by `delete`, by `rotate` (the old id) and by revocation. Methods
 * accept any string as id; an invalid one is not found. Ids are secrets: the store keeps only a hash, and no listing, error
 * or log line contains an id. A damaged record counts as absent and is reported.
 *
 * Errors of all methods: `STORE_UNAVAILABLE` if the store did not answer within the adapter's deadline;
 * `OUTCOME_UNKNOWN` if the change may have been made. An adapter never falls back to another store.
 *
 * Ordering: every later read, from any process, sees an acknowledged change.
 *
 * @example
 * const { id, version } = await store.create({ userId: 'u1', email: 'u1@example.org', role: 'author' }, lifetime)
 * await store.update(id, { theme: 'dark' }, { since: version })
 */
export interface SessionStore {
  /** Whether a full store drops live sessions (`evicts`) or refuses new ones (`refuses`). */
  readonly whenFull: 'evicts' | 'refuses'

  /**
   * Creates a session. Ends the session that it replaces and those above `maxPerUser` in the same atomic step; if the
   * creation fails, none of them ends. `lastActivity` defaults to the time of the store.
   *
   * @throws AppError `INVALID_ID`, `SESSION_EXISTS` (a live session has this id; nothing was changed), `INVALID_TTL` (idle
   *   timeout above the absolute lifetime), `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `STORE_FULL`
   */
  create(data: NewSessionData, creation: SessionCreation): Promise<Session>

  /** Returns the live session with this id, or `undefined`. Does not prolong it. */
  read(id: string): Promise<Session | undefined>

  /**
   * Changes single top-level fields. The other fields keep their values in the store. Sets `lastActivity` and slides the
   * idle end.
   *
   * @param options.since the version that the caller read: fails if one of the same fields was changed after it
   * @returns the changed session, with a higher version
   * @throws AppError `SESSION_ENDED`, `SESSION_CONFLICT`, `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `INVALID_ARGUMENT` (a
   *   change of `userId`), `STORE_FULL`; nothing was stored
   */
  update(id: string, changes: SessionChanges, options?: { readonly since?: number }): Promise<Session>

  /**
   * Slides the idle end, never beyond the absolute end, and sets `lastActivity`. Changes nothing else. Writes only if the
   * end moves by more than 5 % of the idle timeout. Returns the session, or `undefined` if it has ended.
   *
   * @param options.idleMs a new idle timeout for this and later touches
   */
  touch(id: string, options?: { readonly idleMs?: number }): Promise<Session | undefined>

  /**
   * Gives the session a new id in one atomic step. Keeps data, handle and absolute end. The old id ends at once.
   *
   * @param changes applied in the same step, as in {@link update}
   * @throws AppError as {@link update}
   */
  rotate(id: string, changes?: SessionChanges): Promise<Session>

  /** Ends the session. Returns whether it was live. */
  delete(id: string): Promise<boolean>

  /**
   * Lists the live sessions of a user without their ids: the most recently active first; with equal activity, the one
   * written last. Does not scan all sessions.
   */
  listByUser(userId: string): Promise<readonly SessionSummary[]>

  /** Returns the data of the live sessions of a user, without ids, in the order of {@link listByUser}. */
  readByUser(userId: string): Promise<readonly SessionData[]>

  /**
   * Ends sessions of a user: all, all except the one with id `except`, or only the one with `handle`. A session that is
   * created at the same time is either ended or created afterwards. Returns the number of live sessions that it ended.
   */
  revokeByUser(userId: string, options?: { readonly except?: string; readonly handle?: string }): Promise<number>

  /** Returns statistics. Does not reject while the store is unavailable. */
  stats(): Promise<SessionStoreStats>

  /** Closes resources that the adapter opened. Returns within its deadline. May be called again. */
  close(): Promise<void>
}

/** A live session was dropped because the store was full. Its user is signed out. */
export interface SessionEvictionEvent {
  readonly userId: string
  /** The handle of the session in listings. */
  readonly handle: string
  /** Time of the last activity, in milliseconds since the epoch. */
  readonly lastActivity: number
}
