import {
  alreadySetUp,
  invalidSetupToken,
  isActiveAdministrator,
  lastAdministrator,
  USER_LIMITS,
  USER_ROLES,
  type User,
  type UserRole,
  userExists,
  userNotFound,
} from '../../../domain/accounts/index.js'
import { AppError, assertFlag, assertNumber, invalidArgument, utf8Length } from '../../../domain/platform/index.js'
import type { NewUser, UserRepository, UserWithPassword } from '../../accounts/index.js'

/**
 * The reference implementation of {@link UserRepository}, in memory and simple enough to check by reading. Each call is one
 * step. Adapters are compared with it; tests of code that uses the repository may use it too.
 */
export function modelUsers(): UserRepository {
  const stored = new Map<string, UserWithPassword>()
  /** The last user of each page, by the `next` of the page. */
  const ends = new Map<string, User>()
  let token: string | undefined
  const all = () => [...stored.values()].map(({ user }) => user)
  const add = ({ passwordHash, at, ...rest }: NewUser): User => {
    const user = { ...rest, disabled: false, createdAt: at, updatedAt: at, version: 1 }
    stored.set(user.id, { user, passwordHash })
    token = undefined
    return { ...user }
  }
  return {
    create: async (user) => {
      assertNewUser(user)
      if (stored.has(user.id) || all().some(({ email }) => email === user.email)) throw userExists(user.email)
      if (stored.size === 0 && user.role !== 'administrator') throw lastAdministrator()
      return add(user)
    },
    createFirst: async (user, { digest } = {}) => {
      assertNewUser(user)
      if (user.role !== 'administrator') throw lastAdministrator()
      if (stored.size > 0) throw alreadySetUp()
      if (digest !== undefined && digest !== token) throw invalidSetupToken()
      return add(user)
    },
    read: async (id) => copyOf(stored.get(id)?.user),
    findByEmail: async (email) => {
      const found = [...stored.values()].find(({ user }) => user.email === email)
      return found && { user: { ...found.user }, passwordHash: found.passwordHash }
    },
    list: async ({ limit = 50, after } = {}) => {
      assertNumber(limit, 'limit', { min: 1, max: 200, whole: true, wanted: 'a limit of 1 to 200' })
      const end = after === undefined ? undefined : ends.get(after)
      assertThat(after === undefined || end !== undefined)
      const matching = all()
        .sort(newestFirst)
        .filter((user) => end === undefined || newestFirst(end, user) < 0)
      const users = matching.slice(0, limit).map((user) => ({ ...user }))
      const last = users.at(-1)
      if (matching.length === users.length || !last) return { users }
      const next = `after ${last.createdAt} ${last.id}`
      ends.set(next, last)
      return { users, next }
    },
    update: async (id, changes, { since, at }) => {
      const { name, role, disabled } = changes
      assertThat(name === undefined || isText(name, USER_LIMITS.name))
      if (role !== undefined) assertRole(role)
      assertFlag(disabled, 'disabled')
      assertCount(since, 'since')
      assertCount(at, 'at')
      const found = stored.get(id)
      if (!found) throw userNotFound(id)
      const { user } = found
      if (user.version !== since) throw new AppError('VERSION_CONFLICT', `version ${user.version}, not ${since}`)
      const given = Object.entries(changes).filter(([, value]) => value !== undefined)
      const updated = { ...user, ...Object.fromEntries(given), version: since + 1, updatedAt: at }
      const others = all().filter((other) => other.id !== id)
      if (![...others, updated].some(isActiveAdministrator)) throw lastAdministrator()
      stored.set(id, { ...found, user: updated })
      return { ...updated }
    },
    setPasswordHash: async (id, hash, { replaces } = {}) => {
      assertThat(isText(hash, 512))
      const found = stored.get(id)
      if (!found) throw userNotFound(id)
      if (replaces !== undefined && replaces !== found.passwordHash) return false
      stored.set(id, { ...found, passwordHash: hash })
      return true
    },
    hasUsers: async () => stored.size > 0,
    saveSetupToken: async (digest, { at }) => {
      assertThat(isText(digest, 256))
      assertCount(at, 'at')
      if (stored.size > 0) throw alreadySetUp()
      token = digest
    },
    readSetupToken: async () => token,
  }
}

function assertNewUser({ id, email, name, role, passwordHash, at }: NewUser): void {
  assertThat(isText(id, 256) && isText(email, USER_LIMITS.email) && isText(name, USER_LIMITS.name))
  assertThat(isText(passwordHash, 512))
  assertRole(role)
  assertCount(at, 'at')
}

function copyOf(user: User | undefined): User | undefined {
  return user && { ...user }
}

function newestFirst(one: User, other: User): number {
  return other.createdAt - one.createdAt || byCodePoint(one.id, other.id)
}

/** UTF-8 has the order of code points; JavaScript compares UTF-16 units. */
function byCodePoint(one: string, other: string): number {
  const [left, right] = [one, other].map((text) => [...text].map((letter) => letter.codePointAt(0) ?? 0))
  const at = (left ?? []).findIndex((point, index) => point !== right?.[index])
  return at < 0 ? one.length - other.length : (left?.[at] ?? 0) - (right?.[at] ?? -1)
}

function isText(text: unknown, max: number): boolean {
  if (typeof text !== 'string' || text.length < 1 || text.length > max) return false
  return !text.includes('\0') && utf8Length(text) !== undefined
}

function assertCount(value: unknown, what: string): void {
  assertNumber(value, what, { min: 0, max: Number.MAX_SAFE_INTEGER, whole: true, wanted: 'a whole number' })
}

function assertRole(role: UserRole): void {
  if (!USER_ROLES.includes(role)) throw invalidArgument('role', role, 'a role of a user')
}

/** @throws AppError `INVALID_ARGUMENT` unless `fits` */
function assertThat(fits: boolean): void {
  if (!fits) throw new AppError('INVALID_ARGUMENT', 'INVALID_ARGUMENT')
}
