import { isAppError } from '../../../src/domain/platform/index.js'
import type { Mutant } from '../../../src/ports/conformance/index.js'
import type { UserRepository } from '../../../src/ports/index.js'
import { modelUsersHarness } from '../../support/accounts/model-users-harness.js'

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))
const collator = new Intl.Collator('en')

/** The model with some methods replaced. */
function mutant(
  fault: string,
  killedBy: string,
  change: (users: UserRepository) => Partial<UserRepository>,
): Mutant<UserRepository> {
  return { fault, killedBy, makeHarness: modelUsersHarness(change) }
}

const MAX = { limit: 200 }

/** Runs `otherwise` if the call rejects with the code. */
async function unless<T>(call: Promise<T>, code: Parameters<typeof isAppError>[1], otherwise: () => Promise<T>) {
  return call.catch((error: unknown) => {
    if (code !== undefined && isAppError(error, code)) return otherwise()
    throw error
  })
}

export const USER_MUTANTS: readonly Mutant<UserRepository>[] = [
  mutant('a new user has version 0', 'users/create', (users) => ({
    create: async (user) => ({ ...(await users.create(user)), version: 0 }),
  })),
  mutant('an unknown user has no password to set', 'users/absent', (users) => ({
    setPasswordHash: (id, hash, options) =>
      unless(users.setPasswordHash(id, hash, options), 'USER_NOT_FOUND', async () => false),
  })),
  mutant('create returns the user with the same e-mail address', 'users/exists', (users) => ({
    create: (user) =>
      unless(users.create(user), 'USER_EXISTS', async () => (await users.findByEmail(user.email))?.user as never),
  })),
  mutant('the e-mail address is checked before the write', 'users/create-once', (users) => ({
    create: async (user) => {
      if (await users.findByEmail(user.email)) return users.create(user)
      await turn()
      const unique = (await users.findByEmail(user.email)) ? { ...user, email: `${user.id}+${user.email}` } : user
      return { ...(await users.create(unique)), email: user.email }
    },
  })),
  mutant('e-mail addresses are compared case-insensitively', 'users/letter-by-letter', (users) => ({
    findByEmail: async (email) => {
      const { users: all } = await users.list(MAX)
      const same = all.find((user) => user.email.toLowerCase() === email.toLowerCase())
      return users.findByEmail(same?.email ?? email)
    },
  })),
  mutant('names are trimmed', 'users/names', (users) => ({
    create: (user) => users.create({ ...user, name: user.name.trim() || user.name }),
  })),
  mutant('any role is accepted', 'users/invalid', (users) => ({
    create: async (user) =>
      ['administrator', 'author', 'viewer'].includes(user.role) ? users.create(user) : ({ ...user } as never),
  })),
  mutant('a version may be a text', 'users/arguments', (users) => ({
    update: (id, changes, write) => users.update(id, changes, { ...write, since: Number(write.since) }),
  })),
  mutant('findByEmail returns the stored object', 'users/own-copy', (users) => {
    const found = new Map<string, NonNullable<Awaited<ReturnType<UserRepository['findByEmail']>>>>()
    return {
      findByEmail: async (email) => {
        const user = found.get(email) ?? (await users.findByEmail(email))
        if (user) found.set(email, user)
        return user
      },
    }
  }),
  mutant('reads are cached until this process writes', 'users/shared', (users) => {
    let isStale = false
    return {
      readSetupToken: async () => {
        const token = await users.readSetupToken()
        const shown = isStale ? 'd' : token
        isStale = token !== undefined
        return shown
      },
    }
  }),
  mutant('update resets the fields that are left out', 'users/update', (users) => ({
    update: (id, changes, write) => users.update(id, { disabled: false, ...changes }, write),
  })),
  mutant('update ignores since', 'users/update-conflict', (users) => ({
    update: async (id, changes, write) =>
      users.update(id, changes, { ...write, since: (await users.read(id))?.version ?? write.since }),
  })),
  mutant('update checks and writes in two steps', 'users/update-one-winner', (users) => ({
    update: async (id, changes, write) => {
      if ((await users.read(id))?.version !== write.since) return users.update(id, changes, write)
      await turn()
      return users.update(id, changes, { ...write, since: (await users.read(id))?.version ?? write.since })
    },
  })),
  mutant('the first user may be anybody', 'users/first-administrator', (users) => ({
    create: (user) =>
      unless(users.create(user), 'LAST_ADMINISTRATOR', async () => ({
        ...(await users.create({ ...user, role: 'administrator' })),
        role: user.role,
      })),
  })),
  mutant('a disabled administrator counts', 'users/last-administrator', (users) => ({
    update: (id, changes, write) =>
      unless(users.update(id, changes, write), 'LAST_ADMINISTRATOR', async () => {
        const { users: all } = await users.list(MAX)
        const other = all.find((user) => user.id !== id && user.role === 'administrator' && user.disabled)
        if (!other) return users.update(id, changes, write)
        await users.update(other.id, { disabled: false }, { since: other.version, at: other.updatedAt })
        return users.update(id, changes, write)
      }),
  })),
  ...(['users/last-administrator-race', 'users/last-administrator-shared'] as const).map((killedBy) =>
    mutant('administrators are counted before the write', killedBy, (users) => ({
      update: async (id, changes, write) => {
        const { users: all } = await users.list(MAX)
        const others = all.filter((user) => user.id !== id && user.role === 'administrator' && !user.disabled)
        await turn()
        const call = users.update(id, changes, write)
        return others.length === 0
          ? call
          : unless(call, 'LAST_ADMINISTRATOR', async () => ({ ...others[0], ...changes }) as never)
      },
    })),
  ),
  mutant('a new password increments the version', 'users/password', (users) => ({
    setPasswordHash: async (id, hash, options) => {
      const isSet = await users.setPasswordHash(id, hash, options)
      const user = await users.read(id)
      if (user && isSet) await users.update(id, {}, { since: user.version, at: user.updatedAt })
      return isSet
    },
  })),
  mutant('replaces is ignored', 'users/password-replaces', (users) => ({
    setPasswordHash: (id, hash) => users.setPasswordHash(id, hash),
  })),
  mutant('ids are ordered by the English collation', 'users/list-order', (users) => ({
    list: async (query) => {
      const page = await users.list(query)
      const sorted = [...page.users].sort((a, b) => b.createdAt - a.createdAt || collator.compare(a.id, b.id))
      return { ...page, users: sorted }
    },
  })),
  mutant('a full page always has a next', 'users/list-pages', (users) => ({
    list: async (query = {}) => {
      const page = await users.list(query)
      return page.users.length === (query.limit ?? 50) ? { next: 'more', ...page } : page
    },
  })),
  mutant('any limit is accepted', 'users/list-limit', (users) => ({
    list: ({ limit = 50, ...query } = {}) => users.list({ ...query, limit: Math.min(200, limit) }),
  })),
  mutant('an invalid after starts from the beginning', 'users/list-after', (users) => ({
    list: async (query = {}) =>
      unless(users.list(query), 'INVALID_ARGUMENT', () => {
        const { after: _, ...rest } = query
        return users.list(rest)
      }),
  })),
  mutant('the first token stays', 'setup/token', (users) => ({
    saveSetupToken: async (digest, write) => {
      if ((await users.readSetupToken()) === undefined) await users.saveSetupToken(digest, write)
    },
  })),
  mutant('the token is needed even without a digest', 'setup/first', (users) => ({
    createFirst: async (user, options) => users.createFirst(user, { digest: 'none', ...options }),
  })),
  mutant('any token is accepted', 'setup/wrong-token', (users) => ({ createFirst: (user) => users.createFirst(user) })),
  mutant('the first user becomes an administrator, whatever the role', 'setup/administrator', (users) => ({
    createFirst: (user, options) => users.createFirst({ ...user, role: 'administrator' }, options),
  })),
  mutant('a token can be saved after the set-up', 'setup/once', (users) => ({
    saveSetupToken: (digest, write) =>
      unless(users.saveSetupToken(digest, write), 'ALREADY_SET_UP', async () => undefined),
  })),
  ...(['setup/one-winner', 'setup/one-winner-shared'] as const).map((killedBy) =>
    mutant('the set-up checks and writes in two steps', killedBy, (users) => ({
      createFirst: async (user, options) => {
        const isSetUp = await users.hasUsers()
        await turn()
        const call = users.createFirst(user, options)
        return isSetUp ? call : unless(call, 'ALREADY_SET_UP', () => users.create(user))
      },
    })),
  ),
  mutant('a disabled user loses the role', 'users/model', (users) => ({
    update: async (id, changes, write) => {
      const before = await users.read(id)
      const isDisabled = before?.disabled === true && changes.role === undefined
      return users.update(id, isDisabled ? { ...changes, role: 'viewer' } : changes, write)
    },
  })),
]
