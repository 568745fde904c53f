import type {
  NewSessionData,
  Session,
  SessionChanges,
  SessionCreation,
  SessionData,
  SessionSummary,
} from '../../domain/sessions/index.js'

export type { SessionCreation } from '../../domain/sessions/index.js'

/** What an adapter knows of its store. */
export interface SessionStoreStats {
  readonly connected: boolean
  /** Living sessions. */
  readonly sessions: number
  /**
   * Living sessions dropped for want of room since the adapter began. Always 0 where the store refuses instead. An adapter
   * that drops any says so in the log too.
   */
  readonly evictions: number
}

/**
 * Keeps who is signed in. The first rule is that a dead session never lives again: `update`, `touch`, `rotate` and
 * `delete` act on a living session only, so that a slow writer cannot bring back what was signed out.
 *
 * Any string may be asked for; one that cannot be an id is simply not found. Ids are secrets: at rest only a hash of
 * them is kept, and no listing, error or log line holds one. A session is dead at its idle end, at its absolute end,
 * after `delete`, `rotate` (the old id) and revocation. A damaged record counts as absent and is reported.
 *
 * Failure, in all methods: `STORE_UNAVAILABLE` if the store did not answer within the adapter's deadline;
 * `OUTCOME_UNKNOWN` if the change may have been made. Never a silent change to another store.
 *
 * Ordering: an acknowledged change is visible to every later read, from any process.
 */
export interface SessionStore {
  /** Whether a full store drops living sessions (`evicts`) or refuses new ones (`refuses`). */
  readonly whenFull: 'evicts' | 'refuses'

  /**
   * A new session, in one atomic step with the end of the one that it replaces and of those beyond `maxPerUser`: if it
   * is refused, none of them ends. `lastActivity` is the store's time unless given.
   *
   * @throws AppError `INVALID_ID`, `SESSION_EXISTS` (that id is alive; nothing was changed), `INVALID_TTL` (idle beyond
   *   absolute), `SESSION_TOO_LARGE`, `UNSERIALISABLE`, `STORE_FULL`
   */
  create(data: NewSessionData, creation: SessionCreation): Promise<Session>

  /** The living session with this id, or `undefined`. Does not prolong it. */
  read(id: string): Promise<Session | undefined>

  /**
   * Changes single top-level fields; the others stay as they are in the store, not as the caller last saw them. Sets
   * `lastActivity` and slides the idle end.
   *
   * @param options.since the version the caller read: refuses if one of the same fields was changed after it
   * @returns the session as it is now, with a higher version
   * @throws AppError `GONE` (nothing was stored), `CONFLICT` (likewise), `SESSION_TOO_LARGE`, `UNSERIALISABLE`,
   *   `INVALID_ARGUMENT` (a change of `userId`), `STORE_FULL`
   */
  update(id: string, changes: SessionChanges, options?: { readonly since?: number }): Promise<Session>

  /**
   * Slides the idle end, never beyond the absolute end, and sets `lastActivity`; changes nothing else. Written only
   * if the end moves by more than 5 % of the idle timeout. Returns the session, or `undefined` if it is dead.
   *
   * @param options.idleMs a new idle timeout, kept from now on
   */
  touch(id: string, options?: { readonly idleMs?: number }): Promise<Session | undefined>

  /**
   * Gives the session a new id in one atomic step: data, handle and absolute end stay, the old id is dead at once.
   *
   * @param changes applied in the same step, as in {@link update}
   * @throws AppError `GONE`, and those of {@link update}
   */
  rotate(id: string, changes?: SessionChanges): Promise<Session>

  /** Ends the session. Returns whether it was alive. */
  delete(id: string): Promise<boolean>

  /**
   * The living sessions of a user, most recently active first, of equal ones the one written last. No ids. Needs no walk
   * over all sessions.
   */
  listByUser(userId: string): Promise<readonly SessionSummary[]>

  /** What the living sessions of a user hold, in the order of the listing. No ids. For whoever looks into all of them. */
  readByUser(userId: string): Promise<readonly SessionData[]>

  /**
   * Ends sessions of a user: all, those but the one with id `except`, or only the one with that handle. Also one that
   * is being created concurrently either is ended or was created after. Returns how many were alive.
   */
  revokeByUser(userId: string, options?: { readonly except?: string; readonly handle?: string }): Promise<number>

  /** What the adapter knows of its store. Does not reject when the store cannot be reached. */
  stats(): Promise<SessionStoreStats>

  /** Ends what the adapter itself opened. Returns within its deadline. May be repeated. */
  close(): Promise<void>
}
