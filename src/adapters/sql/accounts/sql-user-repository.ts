import {
  alreadySetUp,
  invalidSetupToken,
  isActiveAdministrator,
  lastAdministrator,
  USER_LIMITS,
  type User,
  type UserChanges,
  type UserRole,
  userExists,
  userNotFound,
} from '../../../domain/accounts/index.js'
import { AppError } from '../../../domain/platform/index.js'
import { Role } from '../../../domain/sessions/index.js'
import type {
  ListUsersQuery,
  NewUser,
  UserPage,
  UserRepository,
  UserWithPassword,
} from '../../../ports/accounts/index.js'
import { readCursor, writeCursor } from '../database/page-cursor.js'
import type { UserRow } from '../database/query-builder.js'
import { assertKeyText, assertWhole, isKeyText } from '../database/repository-checks.js'
import type { SqlDatabase } from '../database/sql-database.js'
import type { SqlContext } from '../database/sql-operation.js'
import { assertHash, assertNewUser, assertUserChanges, MAX_DIGEST, MAX_HASH } from './user-checks.js'

const TABLE = 'curriculum_users'
const SETUP = 'curriculum_setup'
const MAX_PAGE = 200
const DEFAULT_PAGE = 50

/** Stores users and the set-up token in tables. */
export class SqlUserRepository implements UserRepository {
  readonly #database: SqlDatabase

  constructor({ database }: { readonly database: SqlDatabase }) {
    this.#database = database
  }

  async create(user: NewUser): Promise<User> {
    assertNewUser(user)
    return this.#database.write(async (context) => {
      await lockUsers(context)
      const isFirst = !(await hasUsers(context))
      if (isFirst && user.role !== Role.ADMINISTRATOR) throw lastAdministrator()
      return insert(context, user)
    })
  }

  async createFirst(user: NewUser, { digest }: { readonly digest?: string } = {}): Promise<User> {
    assertNewUser(user)
    if (user.role !== Role.ADMINISTRATOR) throw lastAdministrator()
    return this.#database.write(async (context) => {
      const stored = await lockUsers(context)
      if (await hasUsers(context)) throw alreadySetUp()
      if (digest !== undefined && digest !== stored) throw invalidSetupToken()
      return insert(context, user)
    })
  }

  async read(id: string): Promise<User | undefined> {
    if (!isKeyText(id)) return undefined
    const row = await this.#database.read((context) => find(context, 'id', id))
    return row && userOf(row)
  }

  async findByEmail(email: string): Promise<UserWithPassword | undefined> {
    if (!isKeyText(email, USER_LIMITS.email)) return undefined
    const row = await this.#database.read((context) => find(context, 'email', email))
    return row && { user: userOf(row), passwordHash: row.password_hash }
  }

  async list({ limit = DEFAULT_PAGE, after }: ListUsersQuery = {}): Promise<UserPage> {
    assertWhole(limit, 'limit', 1, MAX_PAGE)
    const cursor = readCursor(after)
    const rows = await this.#database.read(({ queries }) => {
      let query = queries.selectFrom(TABLE).selectAll()
      if (cursor) {
        const { createdAt, id } = cursor
        query = query.where(({ and, eb, or }) =>
          or([eb('created_at', '<', createdAt), and([eb('created_at', '=', createdAt), eb('id', '>', id)])]),
        )
      }
      // One more than requested, to see whether there is a next page.
      return query
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .limit(limit + 1)
        .execute()
    })
    const users = rows.slice(0, limit).map(userOf)
    const last = users.at(-1)
    return rows.length > limit && last ? { users, next: writeCursor(last) } : { users }
  }

  async update(id: string, changes: UserChanges, write: { since: number; at: number }): Promise<User> {
    const { since, at } = write
    assertUserChanges(changes)
    assertWhole(since, 'since', 0)
    assertWhole(at, 'at', 0)
    if (!isKeyText(id)) throw userNotFound(id)
    return this.#database.write(async (context) => {
      await lockUsers(context)
      const row = await find(context, 'id', id)
      if (!row) throw userNotFound(id)
      if (row.version !== since) throw conflict(id, since, row.version)
      const before = userOf(row)
      const { name = before.name, role = before.role, disabled = before.disabled } = changes
      const after: User = { ...before, name, role, disabled, version: since + 1, updatedAt: at }
      if (isActiveAdministrator(before) && !isActiveAdministrator(after)) await assertOtherAdministrator(context, id)
      await context.queries
        .updateTable(TABLE)
        .set({ name, role, disabled: Number(disabled), version: after.version, updated_at: at })
        .where('id', '=', id)
        .execute()
      return after
    })
  }

  async setPasswordHash(id: string, hash: string, { replaces }: { readonly replaces?: string } = {}): Promise<boolean> {
    assertHash(hash)
    if (!isKeyText(id)) throw userNotFound(id)
    return this.#database.write(async (context) => {
      const { queries } = context
      let query = queries.updateTable(TABLE).set({ password_hash: hash }).where('id', '=', id)
      if (replaces !== undefined) query = query.where('password_hash', '=', replaces)
      // A text that cannot be stored is not the stored one.
      const canMatch = replaces === undefined || isKeyText(replaces, MAX_HASH)
      if (canMatch && (await query.returning('id').executeTakeFirst())) return true
      if (await find(context, 'id', id)) return false
      throw userNotFound(id)
    })
  }

  async hasUsers(): Promise<boolean> {
    return this.#database.read(hasUsers)
  }

  async saveSetupToken(digest: string, { at }: { readonly at: number }): Promise<void> {
    assertKeyText(digest, 'the digest of a set-up token', MAX_DIGEST)
    assertWhole(at, 'at', 0)
    await this.#database.write(async (context) => {
      await lockUsers(context)
      if (await hasUsers(context)) throw alreadySetUp()
      await context.queries.updateTable(SETUP).set({ token_digest: digest, created_at: at }).execute()
    })
  }

  async readSetupToken(): Promise<string | undefined> {
    const row = await this.#database.read(({ queries }) =>
      queries.selectFrom(SETUP).select('token_digest').executeTakeFirst(),
    )
    return row?.token_digest ?? undefined
  }
}

/**
 * Other writes that add users or change their roles wait until this transaction ends: each sees what the one before it did.
 *
 * @returns the digest of the set-up token
 */
async function lockUsers({ queries, rowLocks }: SqlContext): Promise<string | undefined> {
  const query = queries.selectFrom(SETUP).select('token_digest')
  const row = await (rowLocks ? query.forUpdate() : query).executeTakeFirstOrThrow()
  return row.token_digest ?? undefined
}

async function hasUsers({ queries }: SqlContext): Promise<boolean> {
  return (await queries.selectFrom(TABLE).select('id').limit(1).executeTakeFirst()) !== undefined
}

function find({ queries }: SqlContext, column: 'id' | 'email', value: string): Promise<UserRow | undefined> {
  return queries.selectFrom(TABLE).selectAll().where(column, '=', value).executeTakeFirst()
}

/** Adds a user and ends the set-up token. @throws AppError `USER_EXISTS` */
async function insert({ queries }: SqlContext, user: NewUser): Promise<User> {
  const { id, email, name, role, passwordHash, at } = user
  const row: UserRow = {
    ...{ id, email, name, role, password_hash: passwordHash },
    ...{ disabled: 0, version: 1, created_at: at, updated_at: at },
  }
  const created = await queries
    .insertInto(TABLE)
    .values(row)
    .onConflict((conflicting) => conflicting.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!created) throw userExists(email)
  await queries.updateTable(SETUP).set({ token_digest: null }).execute()
  return userOf(row)
}

/** @throws AppError `LAST_ADMINISTRATOR` */
async function assertOtherAdministrator({ queries }: SqlContext, id: string): Promise<void> {
  const other = await queries
    .selectFrom(TABLE)
    .select('id')
    .where('role', '=', Role.ADMINISTRATOR)
    .where('disabled', '=', 0)
    .where('id', '<>', id)
    .limit(1)
    .executeTakeFirst()
  if (!other) throw lastAdministrator()
}

function userOf(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role as UserRole,
    disabled: row.disabled !== 0,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  }
}

function conflict(userId: string, since: number, version: number): AppError {
  return new AppError('VERSION_CONFLICT', `the user now has version ${version}, not ${since}`, {
    hint: 'read the user again and repeat the change',
    details: { userId, since, version },
  })
}
