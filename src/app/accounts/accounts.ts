import {
  alreadySetUp,
  type CheckedAccount,
  invalidSetupToken,
  isSetupToken,
  normalizeEmail,
  normalizePassword,
  readNewAccount,
  readNewPassword,
  readUserChanges,
  type User,
  userNotFound,
  wrongCredentials,
} from '../../domain/accounts/index.js'
import { assertOptions, assertText, isAppError, messageOf, optionNames } from '../../domain/platform/index.js'
import { Role } from '../../domain/sessions/index.js'
import type { ListUsersQuery, NewUser, PasswordHasher, UserPage, UserRepository } from '../../ports/accounts/index.js'
import type { Clock, Digest, Ids, Logger } from '../../ports/platform/index.js'
import { PasswordVerification } from './password-verification.js'
import { changeAndRevoke, type UserSessions } from './user-sessions.js'

/** What {@link Accounts} is made from. */
export interface AccountsDeps {
  readonly repository: UserRepository
  readonly hasher: PasswordHasher
  readonly sessions: UserSessions
  readonly clock: Clock
  readonly ids: Ids
  readonly digest: Digest
  readonly logger: Logger
}

const LIST_OPTIONS = optionNames<ListUsersQuery>({ limit: true, after: true })
const UPDATE_OPTIONS = optionNames<{ readonly since: number }>({ since: true })
const CHANGE_OPTIONS = optionNames<{ readonly except?: string | undefined }>({ except: true })

/**
 * The users who can sign in, and the set-up of the first one: `app.accounts`. It checks passwords; sessions are those of
 * `app.sessions`. A new role, disabling and a new password end the sessions of the user.
 *
 * Every method rejects with `STORE_UNAVAILABLE` (nothing was done) or `OUTCOME_UNKNOWN` while the database does not answer.
 * Methods that take a password reject with `BUSY` if too many passwords are being checked. No error shows a password. The
 * methods are bound.
 *
 * @example
 * const user = await app.accounts.signIn('ada@example.org', 'correct horse battery')
 * const { id: userId, email, role } = user
 * const session = await app.sessions.createSession(undefined, { userId, email, role })
 */
export class Accounts {
  readonly #deps: AccountsDeps
  readonly #passwords: PasswordVerification

  constructor(deps: AccountsDeps) {
    this.#deps = deps
    this.#passwords = new PasswordVerification(deps.hasher, deps.ids)
  }

  /** Whether there is a user. */
  readonly isSetUp = async (): Promise<boolean> => this.#deps.repository.hasUsers()

  /**
   * A new one-time token for {@link setUp}, 43 characters of base64url. Earlier tokens end. Only its digest is stored.
   *
   * @throws AppError `ALREADY_SET_UP`
   */
  readonly createSetupToken = async (): Promise<string> => {
    const { ids, digest, clock, repository } = this.#deps
    const token = ids.secret()
    await repository.saveSetupToken(digest.sha256(token), { at: clock.now() })
    return token
  }

  /** Whether {@link setUp} accepts the token. Accepts any value. */
  readonly isSetupToken = async (token: unknown): Promise<boolean> => {
    const { digest, repository } = this.#deps
    return isSetupToken(token) && digest.sha256(token) === (await repository.readSetupToken())
  }

  /**
   * Adds the first user, an administrator. Uses the token up. Of concurrent calls one succeeds.
   *
   * @param account `{ email, name?, password }`
   * @throws AppError `INVALID_USER` with all problems; `INVALID_SETUP_TOKEN`; `ALREADY_SET_UP`
   */
  readonly setUp = async (token: string, account: unknown): Promise<User> => {
    const { digest, repository } = this.#deps
    const checked = readNewAccount(account, Role.ADMINISTRATOR)
    // Before the password is hashed, which is expensive.
    if (!(await this.isSetupToken(token))) throw (await this.isSetUp()) ? alreadySetUp() : invalidSetupToken()
    return repository.createFirst(await this.#newUser(checked), { digest: digest.sha256(token) })
  }

  /**
   * Adds the first user, an administrator, without a token. For the operator of the service: never call it for a request.
   *
   * @param account `{ email, name?, password }`
   * @throws AppError `INVALID_USER` with all problems; `ALREADY_SET_UP`
   */
  readonly createFirstAdministrator = async (account: unknown): Promise<User> => {
    const checked = readNewAccount(account, Role.ADMINISTRATOR)
    if (await this.isSetUp()) throw alreadySetUp()
    return this.#deps.repository.createFirst(await this.#newUser(checked))
  }

  /**
   * The user with this e-mail address and password. Costs the same for an unknown user as for a wrong password.
   *
   * @throws AppError `WRONG_CREDENTIALS`, the same for an unknown user, a wrong password and a disabled user; `BUSY`;
   *   `INVALID_ARGUMENT` for a password of more than 4,096 characters
   */
  readonly signIn = async (email: string, password: string): Promise<User> => {
    assertText(email, 'email')
    const { repository, hasher } = this.#deps
    await this.#passwords.prepare()
    const normal = normalizeEmail(email)
    const found = normal === undefined ? undefined : await repository.findByEmail(normal)
    const isRight = await this.#passwords.matches(found, password)
    if (!isRight || !found) throw wrongCredentials()
    if (hasher.needsRehash(found.passwordHash)) await this.#rehash(found.user, found.passwordHash, password)
    return found.user
  }

  /**
   * Adds a user.
   *
   * @param account `{ email, name?, role, password }`; the name is by default the part of the address before the `@`
   * @throws AppError `INVALID_USER` with all problems; `USER_EXISTS`; `LAST_ADMINISTRATOR` for a first user of another role
   */
  readonly addUser = async (account: unknown): Promise<User> =>
    this.#deps.repository.create(await this.#newUser(readNewAccount(account)))

  /** The user, or `undefined`. */
  readonly getUser = async (id: string): Promise<User | undefined> => {
    assertText(id, 'id')
    return this.#deps.repository.read(id)
  }

  /** The user with this e-mail address, or `undefined`. */
  readonly findUser = async (email: string): Promise<User | undefined> => {
    assertText(email, 'email')
    const normal = normalizeEmail(email)
    return normal === undefined ? undefined : (await this.#deps.repository.findByEmail(normal))?.user
  }

  /** Users, the newest first. @throws AppError `INVALID_ARGUMENT` for a limit outside 1 to 200 or an invalid `after` */
  readonly listUsers = async (query: ListUsersQuery = {}): Promise<UserPage> => {
    assertOptions(query, LIST_OPTIONS, 'query')
    if (query.after !== undefined) assertText(query.after, 'after')
    return this.#deps.repository.list(query)
  }

  /**
   * Changes a user. Another role, disabling and enabling end the sessions of the user.
   *
   * @param changes at least one of `{ name, role, disabled }`
   * @param write.since the version that was read
   * @throws AppError `INVALID_USER`; `USER_NOT_FOUND`; `VERSION_CONFLICT`; `LAST_ADMINISTRATOR` if no administrator who can
   *   sign in would be left
   */
  readonly updateUser = async (id: string, changes: unknown, write: { readonly since: number }): Promise<User> => {
    assertText(id, 'id')
    const checked = readUserChanges(changes)
    assertOptions(write, UPDATE_OPTIONS, 'write')
    const { repository, sessions, clock } = this.#deps
    const { role, disabled } = checked
    const update = () => repository.update(id, checked, { since: write.since, at: clock.now() })
    const before = await repository.read(id)
    const keepsSessions = (role ?? before?.role) === before?.role && (disabled ?? before?.disabled) === before?.disabled
    return keepsSessions ? update() : changeAndRevoke(sessions, id, update)
  }

  /**
   * Sets a new password and ends all sessions of the user. For administrators; users call {@link changePassword}.
   *
   * @throws AppError `INVALID_USER`; `USER_NOT_FOUND`
   */
  readonly setPassword = async (id: string, password: string): Promise<void> => {
    const { repository, sessions, hasher } = this.#deps
    const { email } = await this.#existing(id)
    const hash = await hasher.hash(readNewPassword(password, email))
    await changeAndRevoke(sessions, id, () => repository.setPasswordHash(id, hash))
  }

  /**
   * Sets a new password of a user who knows the current one, and ends the other sessions of the user.
   *
   * @param options.except the id of the session that goes on. Default: none
   * @throws AppError `INVALID_USER`; `USER_NOT_FOUND`; `WRONG_CREDENTIALS` if `current` is wrong or the user is disabled
   */
  readonly changePassword = async (
    id: string,
    current: string,
    password: string,
    options: { readonly except?: string | undefined } = {},
  ): Promise<void> => {
    assertOptions(options, CHANGE_OPTIONS)
    const { except } = options
    if (except !== undefined) assertText(except, 'except')
    const { repository, sessions, hasher } = this.#deps
    const { email } = await this.#existing(id)
    const next = readNewPassword(password, email)
    const found = await repository.findByEmail(email)
    const isRight = await this.#passwords.matches(found, current)
    if (!isRight || !found) throw wrongCredentials()
    const hash = await hasher.hash(next)
    const change = async () => {
      // Another call may have changed the password: `current` is wrong then.
      if (!(await repository.setPasswordHash(id, hash, { replaces: found.passwordHash }))) throw wrongCredentials()
    }
    await changeAndRevoke(sessions, id, change, except)
  }

  async #existing(id: string): Promise<User> {
    assertText(id, 'id')
    const user = await this.#deps.repository.read(id)
    if (!user) throw userNotFound(id)
    return user
  }

  async #newUser({ password, ...account }: CheckedAccount): Promise<NewUser> {
    const { ids, hasher, clock } = this.#deps
    return { ...account, id: ids.next(), passwordHash: await hasher.hash(password), at: clock.now() }
  }

  /** The sign-in succeeds even if this fails: the next one tries again. */
  async #rehash(user: User, replaces: string, password: string): Promise<void> {
    const { repository, hasher, logger } = this.#deps
    try {
      const hash = await hasher.hash(normalizePassword(password) ?? '')
      await repository.setPasswordHash(user.id, hash, { replaces })
    } catch (error) {
      if (!isAppError(error)) throw error
      logger.warn(`the hash of a password could not be renewed: ${messageOf(error)}`, { userId: user.id })
    }
  }
}
