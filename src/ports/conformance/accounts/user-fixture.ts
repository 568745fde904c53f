import { USER_ROLES, type User, type UserRole } from '../../../domain/accounts/index.js'
import type { ListUsersQuery, NewUser, UserRepository } from '../../accounts/index.js'
import { NOW } from '../curriculum/repository-fixture.js'
import type { Law } from '../law.js'

export type UserLaw = Law<UserRepository>

export const [ADMINISTRATOR, AUTHOR, VIEWER] = USER_ROLES

/** A user to store, with the e-mail address `<id>@example.org`. */
export function newUser(id: string, more: Partial<NewUser> = {}): NewUser {
  const name = `Name of ${[...id].slice(0, 9).join('')}`
  return { id, email: `${id}@example.org`, name, role: AUTHOR, passwordHash: `h-${id}`, at: NOW, ...more }
}

/** The stored form of a new user. */
export function storedUser({ passwordHash: _, at, ...user }: NewUser): User {
  return { ...user, disabled: false, createdAt: at, updatedAt: at, version: 1 }
}

/** Adds a user, by default an administrator. */
export function addUser(users: UserRepository, id = 'admin', more: Partial<NewUser> = {}): Promise<User> {
  return users.create(newUser(id, { role: ADMINISTRATOR, ...more }))
}

/** Adds the administrator `admin`, so that other roles are accepted, and then users with these ids. */
export async function addUsers(users: UserRepository, ids: readonly string[], role: UserRole = AUTHOR): Promise<void> {
  await addUser(users)
  for (const id of ids) await addUser(users, id, { role })
}

/** The ids of a list. */
export async function idsOf(users: UserRepository, query: ListUsersQuery = {}): Promise<readonly string[]> {
  return (await users.list({ limit: 200, ...query })).users.map(({ id }) => id)
}

/** Makes adapters open some connections each, so that the calls that follow run at the same time. */
export async function warmUp(...repositories: readonly UserRepository[]): Promise<void> {
  const calls = repositories.flatMap((users) => Array.from({ length: 4 }, () => users.hasUsers()))
  await Promise.all(calls)
}

/** Everything that can be read of these users and the set-up. */
export async function visibleUsers(users: UserRepository, ids: readonly string[]): Promise<unknown> {
  return {
    list: (await users.list({ limit: 200 })).users,
    read: await Promise.all(ids.map((id) => users.read(id))),
    found: await Promise.all(ids.map((id) => users.findByEmail(`${id}@example.org`))),
    hasUsers: await users.hasUsers(),
    token: await users.readSetupToken(),
  }
}
