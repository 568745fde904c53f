import { strict as assert } from 'node:assert'
import type { NewUser } from '../../accounts/index.js'
import { INVALID_NAMES, NOW, refused, SIMILAR_NAMES, winners } from '../curriculum/repository-fixture.js'
import { refusesWrongArguments } from '../wrong-arguments.js'
import { ADMINISTRATOR, AUTHOR, addUser, idsOf, newUser, storedUser, type UserLaw } from './user-fixture.js'

/** Names that some databases truncate, normalise or mix up as values. */
const NAMES = [
  'Ä',
  'A\u0308',
  '😀👩‍👩‍👧',
  "'; drop table curriculum_users; --",
  ' padded ',
  '\\u0000',
  '漢'.repeat(200),
]

/** The laws of adding and finding users. */
export const userLaws: readonly UserLaw[] = [
  {
    id: 'users/create',
    law: 'a new user is not disabled, has version 1, is created and updated at the same time, and reads return what create returned',
    check: async ({ create }) => {
      const users = await create()
      const user = newUser('admin', { role: ADMINISTRATOR })
      assert.deepStrictEqual(await users.create(user), storedUser(user))
      assert.deepStrictEqual(await users.read('admin'), storedUser(user))
      const found = { user: storedUser(user), passwordHash: user.passwordHash }
      assert.deepStrictEqual(await users.findByEmail(user.email), found)
      assert.equal(await users.hasUsers(), true)
    },
  },
  {
    id: 'users/absent',
    law: 'methods accept any id and e-mail address; for an unknown one reads return undefined, writes reject with USER_NOT_FOUND',
    check: async ({ create }) => {
      const users = await create()
      assert.deepStrictEqual(await users.list(), { users: [] })
      assert.equal(await users.hasUsers(), false)
      await addUser(users)
      for (const none of [...INVALID_NAMES, ...SIMILAR_NAMES, 'x'.repeat(100_000)]) {
        assert.equal(await users.read(none), undefined)
        assert.equal(await users.findByEmail(none), undefined)
        await refused(users.update(none, { name: 'n' }, { since: 1, at: NOW }), 'USER_NOT_FOUND')
        await refused(users.setPasswordHash(none, 'h'), 'USER_NOT_FOUND')
      }
    },
  },
  {
    id: 'users/exists',
    law: 'create with the e-mail address or the id of a user rejects with USER_EXISTS and changes nothing',
    check: async ({ create }) => {
      const users = await create()
      const user = await addUser(users)
      await refused(addUser(users, 'other', { email: user.email }), 'USER_EXISTS')
      await refused(addUser(users, user.id, { email: 'other@example.org' }), 'USER_EXISTS')
      assert.deepStrictEqual(await users.list(), { users: [user] })
      assert.equal((await users.findByEmail(user.email))?.passwordHash, 'h-admin')
    },
  },
  {
    id: 'users/create-once',
    law: 'of concurrent creations with the same e-mail address one succeeds and the others reject with USER_EXISTS',
    check: async ({ create }) => {
      const users = await create()
      const calls = Array.from({ length: 10 }, (_, n) => addUser(users, `u${n}`, { email: 'same@example.org' }))
      const [created, ...others] = await winners(calls, 'USER_EXISTS')
      assert.equal(others.length, 0)
      assert.deepStrictEqual(await users.list(), { users: [created] })
    },
  },
  {
    id: 'users/letter-by-letter',
    law: 'ids and e-mail addresses are compared letter by letter: different texts are different users',
    check: async ({ create }) => {
      const users = await create()
      const texts = [...SIMILAR_NAMES, '漢'.repeat(254), '😀'.repeat(127)]
      for (const text of texts) await addUser(users, text, { email: text })
      for (const text of texts) {
        assert.equal((await users.read(text))?.id, text)
        assert.equal((await users.findByEmail(text))?.user.id, text)
      }
      assert.equal((await idsOf(users)).length, texts.length)
    },
  },
  {
    id: 'users/names',
    law: 'names are returned unchanged',
    check: async ({ create }) => {
      const users = await create()
      for (const [n, name] of NAMES.entries()) {
        assert.equal((await addUser(users, `u${n}`, { name })).name, name)
        assert.equal((await users.read(`u${n}`))?.name, name)
      }
      for (const [n, name] of [...NAMES].reverse().entries()) {
        assert.equal((await users.update(`u${n}`, { name }, { since: 1, at: NOW })).name, name)
        assert.equal((await users.read(`u${n}`))?.name, name)
      }
    },
  },
  {
    id: 'users/invalid',
    law: 'an invalid id, e-mail address, name, role, hash or time is rejected with INVALID_ARGUMENT, and nothing is stored',
    check: async ({ create }) => {
      const users = await create()
      const admin = await addUser(users)
      const long = (max: number) => [...INVALID_NAMES, 'x'.repeat(max + 1)]
      const wrong: readonly Partial<Record<keyof NewUser, unknown>>[] = [
        ...long(256).map((id) => ({ id })),
        ...long(254).map((email) => ({ email })),
        ...long(200).map((name) => ({ name })),
        ...long(512).map((passwordHash) => ({ passwordHash })),
        ...['', 'Author', 'administrator ', 'toString', 1].map((role) => ({ role })),
        ...[-1, 0.5, Number.NaN, '1'].map((at) => ({ at })),
      ]
      for (const each of wrong) await refused(users.create({ ...newUser('u'), ...each } as NewUser), 'INVALID_ARGUMENT')
      const changes = [...long(200).map((name) => ({ name })), { role: 'none' }, { disabled: 'yes' }] as const
      for (const each of changes)
        await refused(users.update('admin', each as never, { since: 1, at: NOW }), 'INVALID_ARGUMENT')
      for (const [since, at] of [
        [-1, NOW],
        [0.5, NOW],
        [1, -1],
        [1, Number.NaN],
      ] as const)
        await refused(users.update('admin', { name: 'n' }, { since, at }), 'INVALID_ARGUMENT')
      for (const hash of long(512)) await refused(users.setPasswordHash('admin', hash), 'INVALID_ARGUMENT')
      assert.deepStrictEqual(await users.list(), { users: [admin] })
      assert.equal((await users.findByEmail(admin.email))?.passwordHash, 'h-admin')
    },
  },
  {
    id: 'users/arguments',
    law: 'an option of another type or outside its range is rejected with INVALID_ARGUMENT, which names the option and the value',
    check: async ({ create }) => {
      const users = await create()
      await addUser(users)
      const update = (changes: object, write: object = {}) =>
        users.update('admin', changes, { since: 1, at: NOW, ...write })
      await refusesWrongArguments([
        { what: 'limit', kind: 'positive', call: (limit) => users.list({ limit }) },
        { what: 'at', kind: 'count', call: (at) => users.create(newUser('u', { at })) },
        { what: 'at', kind: 'count', call: (at) => users.createFirst(newUser('u', { role: ADMINISTRATOR, at })) },
        { what: 'at', kind: 'count', call: (at) => users.saveSetupToken('d', { at }) },
        { what: 'role', kind: 'text', call: (role) => users.create(newUser('u', { role })) },
        { what: 'role', kind: 'text', call: (role) => update({ role }) },
        { what: 'disabled', kind: 'flag', call: (disabled) => update({ disabled }) },
        { what: 'since', kind: 'count', call: (since) => update({}, { since }) },
        { what: 'at', kind: 'count', call: (at) => update({}, { at }) },
      ])
      assert.deepEqual(await idsOf(users), ['admin'])
    },
  },
  {
    id: 'users/own-copy',
    law: 'results are copies: changing them does not change the stored user',
    check: async ({ create }) => {
      const users = await create()
      const created = (await addUser(users)) as { name: string }
      created.name = 'changed'
      const found = (await users.findByEmail('admin@example.org')) as { passwordHash: string } | undefined
      if (found) found.passwordHash = 'changed'
      assert.equal((await users.read('admin'))?.name, 'Name of admin')
      assert.equal((await users.findByEmail('admin@example.org'))?.passwordHash, 'h-admin')
    },
  },
  {
    id: 'users/shared',
    law: 'every process sees a write as soon as its call has resolved',
    needs: ['shared'],
    check: async ({ create, peer }) => {
      const users = await create()
      assert.ok(peer, 'the harness has no peer')
      const other = await peer(users)
      await users.saveSetupToken('d', { at: NOW })
      assert.equal(await other.readSetupToken(), 'd')
      const user = await addUser(users)
      assert.deepStrictEqual(await other.read('admin'), user)
      assert.equal(await other.readSetupToken(), undefined)
      const updated = await other.update('admin', { name: 'n' }, { since: 1, at: NOW })
      assert.deepStrictEqual(await users.read('admin'), updated)
      await other.setPasswordHash('admin', 'h2')
      assert.equal((await users.findByEmail(user.email))?.passwordHash, 'h2')
      await refused(users.create(newUser('b', { email: user.email, role: AUTHOR })), 'USER_EXISTS')
    },
  },
]
