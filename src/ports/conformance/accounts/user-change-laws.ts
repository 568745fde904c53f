import { strict as assert } from 'node:assert'
import { NOW, refused, winners } from '../curriculum/repository-fixture.js'
import { ADMINISTRATOR, AUTHOR, addUser, addUsers, newUser, type UserLaw, VIEWER, warmUp } from './user-fixture.js'

/** The ways to end the powers of an administrator. */
const DEMOTIONS = [{ role: AUTHOR }, { disabled: true }, { role: VIEWER, disabled: true }] as const

/** The laws of changes of users. */
export const userChangeLaws: readonly UserLaw[] = [
  {
    id: 'users/update',
    law: 'update changes the given fields, increments the version and changes nothing else',
    check: async ({ create }) => {
      const users = await create()
      await addUsers(users, ['a', 'b'])
      const before = await users.read('a')
      const untouched = await users.read('b')
      const renamed = await users.update('a', { name: 'New' }, { since: 1, at: NOW + 5 })
      assert.deepStrictEqual(renamed, { ...before, name: 'New', version: 2, updatedAt: NOW + 5 })
      const disabled = await users.update('a', { role: VIEWER, disabled: true }, { since: 2, at: NOW + 6 })
      assert.deepStrictEqual(disabled, { ...renamed, role: VIEWER, disabled: true, version: 3, updatedAt: NOW + 6 })
      const again = await users.update('a', { name: 'Newer' }, { since: 3, at: NOW + 7 })
      assert.deepStrictEqual(again, { ...disabled, name: 'Newer', version: 4, updatedAt: NOW + 7 })
      const enabled = await users.update('a', { disabled: false }, { since: 4, at: NOW + 8 })
      assert.deepStrictEqual(enabled, { ...again, disabled: false, version: 5, updatedAt: NOW + 8 })
      assert.deepStrictEqual(await users.findByEmail('a@example.org'), { user: enabled, passwordHash: 'h-a' })
      assert.deepStrictEqual(await users.read('b'), untouched)
    },
  },
  {
    id: 'users/update-conflict',
    law: 'an update of another version than the current one is rejected with VERSION_CONFLICT, and nothing is stored',
    check: async ({ create }) => {
      const users = await create()
      await addUser(users)
      const now = await users.update('admin', { name: 'x' }, { since: 1, at: NOW })
      for (const since of [0, 1, 3])
        await refused(users.update('admin', { name: 'y' }, { since, at: NOW }), 'VERSION_CONFLICT')
      assert.deepStrictEqual(await users.read('admin'), now)
    },
  },
  {
    id: 'users/update-one-winner',
    law: 'of concurrent updates of the same version one succeeds and the others reject with VERSION_CONFLICT',
    check: async ({ create }) => {
      const users = await create()
      await addUser(users)
      const calls = Array.from({ length: 10 }, (_, n) =>
        users.update('admin', { name: `n${n}` }, { since: 1, at: NOW }),
      )
      const [updated, ...others] = await winners(calls, 'VERSION_CONFLICT')
      assert.equal(others.length, 0)
      assert.deepStrictEqual(await users.read('admin'), updated)
    },
  },
  {
    id: 'users/first-administrator',
    law: 'a first user who is no administrator is rejected with LAST_ADMINISTRATOR, and nothing is stored',
    check: async ({ create }) => {
      const users = await create()
      for (const role of [AUTHOR, VIEWER]) await refused(users.create(newUser('a', { role })), 'LAST_ADMINISTRATOR')
      assert.equal(await users.hasUsers(), false)
      await addUser(users)
      assert.equal((await users.create(newUser('a', { role: VIEWER }))).role, VIEWER)
    },
  },
  {
    id: 'users/last-administrator',
    law: 'an update that would leave no administrator who can sign in is rejected with LAST_ADMINISTRATOR, and nothing is stored',
    check: async ({ create }) => {
      const users = await create()
      await addUsers(users, ['a'])
      const admin = await users.read('admin')
      for (const changes of DEMOTIONS)
        await refused(users.update('admin', changes, { since: 1, at: NOW }), 'LAST_ADMINISTRATOR')
      assert.deepStrictEqual(await users.read('admin'), admin)
      // One who is disabled does not count.
      await addUser(users, 'second')
      await users.update('second', { disabled: true }, { since: 1, at: NOW })
      for (const changes of DEMOTIONS)
        await refused(users.update('admin', changes, { since: 1, at: NOW }), 'LAST_ADMINISTRATOR')
      await users.update('second', { disabled: false }, { since: 2, at: NOW })
      assert.equal((await users.update('admin', { role: AUTHOR }, { since: 1, at: NOW })).role, AUTHOR)
      await refused(users.update('second', { role: AUTHOR }, { since: 3, at: NOW }), 'LAST_ADMINISTRATOR')
      assert.equal((await users.update('second', { role: ADMINISTRATOR }, { since: 3, at: NOW })).version, 4)
    },
  },
  {
    id: 'users/last-administrator-race',
    law: 'of concurrent updates that would together leave no administrator at least one is rejected with LAST_ADMINISTRATOR',
    check: async ({ create }) => {
      for (const changes of DEMOTIONS) {
        const users = await create()
        const ids = ['a', 'b', 'c', 'd']
        for (const id of ids) await addUser(users, id)
        await warmUp(users)
        const done = await winners(
          ids.map((id) => users.update(id, changes, { since: 1, at: NOW })),
          'LAST_ADMINISTRATOR',
        )
        assert.equal(done.length, ids.length - 1)
      }
    },
  },
  {
    id: 'users/last-administrator-shared',
    law: 'so it is between processes',
    needs: ['shared'],
    check: async ({ create, peer }) => {
      const users = await create()
      assert.ok(peer, 'the harness has no peer')
      const all = [users, await peer(users), await peer(users)]
      const ids = ['a', 'b', 'c', 'd', 'e', 'f']
      for (const id of ids) await addUser(users, id)
      await warmUp(...all)
      const calls = ids.map((id, n) => (all[n % 3] ?? users).update(id, { role: AUTHOR }, { since: 1, at: NOW }))
      assert.equal((await winners(calls, 'LAST_ADMINISTRATOR')).length, ids.length - 1)
    },
  },
  {
    id: 'users/password',
    law: 'setPasswordHash replaces the hash and leaves the user and the version as they are',
    check: async ({ create }) => {
      const users = await create()
      await addUsers(users, ['a'])
      const user = await users.read('a')
      assert.equal(await users.setPasswordHash('a', 'h2'), true)
      assert.deepStrictEqual(await users.findByEmail('a@example.org'), { user, passwordHash: 'h2' })
      assert.equal((await users.findByEmail('admin@example.org'))?.passwordHash, 'h-admin')
    },
  },
  {
    id: 'users/password-replaces',
    law: 'with replaces, a hash that differs from the stored one is not replaced; of concurrent calls one replaces it',
    check: async ({ create }) => {
      const users = await create()
      await addUser(users)
      assert.equal(await users.setPasswordHash('admin', 'h2', { replaces: 'h-ADMIN' }), false)
      assert.equal((await users.findByEmail('admin@example.org'))?.passwordHash, 'h-admin')
      const calls = Array.from({ length: 10 }, (_, n) =>
        users.setPasswordHash('admin', `n${n}`, { replaces: 'h-admin' }),
      )
      const done = await Promise.all(calls)
      assert.equal(done.filter(Boolean).length, 1)
      assert.equal((await users.findByEmail('admin@example.org'))?.passwordHash, `n${done.indexOf(true)}`)
    },
  },
]
