import { userNotFound } from '../../domain/accounts/index.js'
import { AppError } from '../../domain/platform/index.js'
import { Role } from '../../domain/sessions/index.js'
import type { ListUsersQuery, User, UserPage } from '../../ports/accounts/index.js'
import type { ProgramGuard } from './program-guard.js'
import type { AccountService } from './services.js'

/** A change of a user who has been read: decides whether to go on, from the present state. */
export type UserPrecondition = (current: User) => boolean

/** The account of a user. */
export class ActingAccount {
  readonly #guard: ProgramGuard
  readonly #accounts: AccountService

  constructor(guard: ProgramGuard, { accounts }: { readonly accounts: AccountService }) {
    this.#guard = guard
    this.#accounts = accounts
  }

  /** @throws AppError `FORBIDDEN`; `USER_NOT_FOUND` for a user of another sign-in */
  async get(): Promise<User> {
    this.#guard.assertRole(Role.VIEWER)
    return existing(this.#accounts, this.#guard.principal.userId)
  }

  /**
   * Sets a new password and ends the other sessions of the user.
   *
   * @param options.except the id of the session that goes on. Default: none
   * @throws AppError `FORBIDDEN`; `INVALID_USER`; `USER_NOT_FOUND`; `WRONG_CREDENTIALS` if `current` is wrong; `BUSY`
   */
  async changePassword(
    current: string,
    password: string,
    options: { readonly except?: string | undefined } = {},
  ): Promise<void> {
    this.#guard.assertRole(Role.VIEWER)
    await this.#accounts.changePassword(this.#guard.principal.userId, current, password, options)
  }
}

/** All users, for administrators. */
export class ActingUsers {
  readonly #guard: ProgramGuard
  readonly #accounts: AccountService

  constructor(guard: ProgramGuard, { accounts }: { readonly accounts: AccountService }) {
    this.#guard = guard
    this.#accounts = accounts
  }

  /** Newest first. @throws AppError `FORBIDDEN`; `INVALID_ARGUMENT` for an invalid `after` */
  async list(query: ListUsersQuery = {}): Promise<UserPage> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    return this.#accounts.listUsers(query)
  }

  /** @throws AppError `FORBIDDEN`, `INVALID_USER`, `USER_EXISTS`, `BUSY` */
  async add(account: unknown): Promise<User> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    return this.#accounts.addUser(account)
  }

  /** @throws AppError `FORBIDDEN`, `USER_NOT_FOUND` */
  async get(id: string): Promise<User> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    return existing(this.#accounts, id)
  }

  /**
   * Changes name, role or `disabled`. Another role, disabling and enabling end the sessions of the user.
   *
   * @param expected whether the current state is the one that the caller has read
   * @throws AppError `FORBIDDEN`, `INVALID_USER`, `USER_NOT_FOUND`, `LAST_ADMINISTRATOR`; `VERSION_CONFLICT` if the state
   *   is another one
   */
  async update(id: string, changes: unknown, expected: UserPrecondition): Promise<User> {
    const current = await this.get(id)
    if (!expected(current)) {
      throw new AppError('VERSION_CONFLICT', `the user has changed: it now has version ${current.version}`, {
        hint: 'read the user again and repeat the change',
        details: { userId: id, version: current.version },
      })
    }
    return this.#accounts.updateUser(id, changes, { since: current.version })
  }

  /** Sets a new password and ends all sessions of the user. @throws AppError `FORBIDDEN`, `INVALID_USER`, `USER_NOT_FOUND`, `BUSY` */
  async setPassword(id: string, password: string): Promise<void> {
    this.#guard.assertRole(Role.ADMINISTRATOR)
    await this.#accounts.setPassword(id, password)
  }
}

async function existing(accounts: AccountService, id: string): Promise<User> {
  const user = await accounts.getUser(id)
  if (user === undefined) throw userNotFound(id)
  return user
}
