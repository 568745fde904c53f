import type { User, UserChanges, UserRole } from '../../domain/accounts/index.js'

/** A user to store. */
export interface NewUser {
  /** 1 to 256 well-formed characters without NUL, unique. */
  readonly id: string
  /** In its normal form; 1 to 254 well-formed characters without NUL, unique. Compared letter by letter. */
  readonly email: string
  /** 1 to 200 well-formed characters without NUL. */
  readonly name: string
  readonly role: UserRole
  /** 1 to 512 well-formed characters without NUL. */
  readonly passwordHash: string
  /** Now, in milliseconds since 1970. */
  readonly at: number
}

/** A user with the hash of the password. */
export interface UserWithPassword {
  readonly user: User
  readonly passwordHash: string
}

/** The options of a list. */
export interface ListUsersQuery {
  /** 1 to 200; default 50. */
  readonly limit?: number
  /** `next` of the previous page. */
  readonly after?: string
}

/** A page of a list. */
export interface UserPage {
  /** Newest first; users of the same time by id, by code points. */
  readonly users: readonly User[]
  /** The cursor of the next page. Absent in the last page. */
  readonly next?: string
}

/**
 * Stores users and the set-up token. Users are never deleted, only disabled: their programs keep an owner. As soon as there is
 * a user, there is an administrator who is not disabled.
 *
 * Effects: writes of a resolved call survive a crash of the process and of the machine. Ordering: a call sees all writes of
 * calls that resolved before it started; each call is one transaction. Failure: `STORE_UNAVAILABLE` (nothing was done) or
 * `OUTCOME_UNKNOWN` within the deadline of the adapter; `DATABASE_INCOMPATIBLE`, `DATA_DIR_UNUSABLE` or `STORE_FULL` if the
 * database cannot be used. Absence: reads accept any string and return nothing for an invalid one.
 */
export interface UserRepository {
  /**
   * Adds a user. Ends the set-up token.
   *
   * @throws AppError `USER_EXISTS` for the e-mail address or the id of a user; `LAST_ADMINISTRATOR` for a first user who is no
   *   administrator; `INVALID_ARGUMENT`
   */
  create(user: NewUser): Promise<User>
  read(id: string): Promise<User | undefined>
  findByEmail(email: string): Promise<UserWithPassword | undefined>
  /** @throws AppError `INVALID_ARGUMENT` for a limit outside its range or an invalid `after` */
  list(query?: ListUsersQuery): Promise<UserPage>
  /**
   * Changes a user and increments the version.
   *
   * @param write.since the version that the caller has read
   * @throws AppError `USER_NOT_FOUND`; `VERSION_CONFLICT`; `LAST_ADMINISTRATOR` if no administrator who can sign in would be
   *   left, also of concurrent calls; `INVALID_ARGUMENT`. Nothing was written then
   */
  update(id: string, changes: UserChanges, write: { readonly since: number; readonly at: number }): Promise<User>
  /**
   * Replaces the hash of the password. The user and its version stay as they are.
   *
   * @param options.replaces the hash that the caller has read. Default: any
   * @returns whether it was replaced: `false` if the hash is not `replaces`
   * @throws AppError `USER_NOT_FOUND`; `INVALID_ARGUMENT`
   */
  setPasswordHash(id: string, hash: string, options?: { readonly replaces?: string }): Promise<boolean>
  /** Whether there is a user. */
  hasUsers(): Promise<boolean>
  /**
   * Stores the digest of a set-up token in place of an earlier one.
   *
   * @param digest 1 to 256 well-formed characters without NUL
   * @throws AppError `ALREADY_SET_UP` if there is a user; `INVALID_ARGUMENT`
   */
  saveSetupToken(digest: string, write: { readonly at: number }): Promise<void>
  /** The digest of the set-up token; `undefined` if there is none, or there is a user. */
  readSetupToken(): Promise<string | undefined>
  /**
   * Adds the first user, who must be an administrator, and ends the set-up token. Of concurrent calls one succeeds.
   *
   * @param options.digest of a set-up token: it must be the stored one. Default: no token is needed
   * @throws AppError `ALREADY_SET_UP` if there is a user; `INVALID_SETUP_TOKEN`; `LAST_ADMINISTRATOR` for another role;
   *   `INVALID_ARGUMENT`
   */
  createFirst(user: NewUser, options?: { readonly digest?: string }): Promise<User>
}
