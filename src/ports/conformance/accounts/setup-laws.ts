import { strict as assert } from 'node:assert'
import { INVALID_NAMES, NOW, refused, winners } from '../curriculum/repository-fixture.js'
import { ADMINISTRATOR, AUTHOR, addUser, newUser, storedUser, type UserLaw, VIEWER, warmUp } from './user-fixture.js'

const admin = (id: string) => newUser(id, { role: ADMINISTRATOR })

/** The laws of the set-up: the token and the first user. */
export const setupLaws: readonly UserLaw[] = [
  {
    id: 'setup/token',
    law: 'the newest token is the stored one; an invalid digest or time is rejected with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const users = await create()
      assert.equal(await users.readSetupToken(), undefined)
      for (const digest of ['d1', 'd2', 'D2', 'd2 ']) {
        await users.saveSetupToken(digest, { at: NOW })
        assert.equal(await users.readSetupToken(), digest)
      }
      for (const digest of [...INVALID_NAMES, 'x'.repeat(257)])
        await refused(users.saveSetupToken(digest, { at: NOW }), 'INVALID_ARGUMENT')
      await refused(users.saveSetupToken('d3', { at: -1 }), 'INVALID_ARGUMENT')
      assert.equal(await users.readSetupToken(), 'd2 ')
    },
  },
  {
    id: 'setup/first',
    law: 'createFirst with the stored token adds an administrator and ends the token; without a digest it needs no token',
    check: async ({ create }) => {
      for (const options of [{ digest: 'd' }, {}, undefined]) {
        const users = await create()
        await users.saveSetupToken('d', { at: NOW })
        assert.deepStrictEqual(await users.createFirst(admin('a'), options), storedUser(admin('a')))
        assert.deepStrictEqual(await users.list(), { users: [storedUser(admin('a'))] })
        assert.equal((await users.findByEmail('a@example.org'))?.passwordHash, 'h-a')
        assert.equal(await users.readSetupToken(), undefined)
      }
      const users = await create()
      assert.deepStrictEqual(await users.createFirst(admin('a')), storedUser(admin('a')))
    },
  },
  {
    id: 'setup/wrong-token',
    law: 'another digest than the stored one is rejected with INVALID_SETUP_TOKEN; no user is added, and the token stays valid',
    check: async ({ create }) => {
      const users = await create()
      await refused(users.createFirst(admin('a'), { digest: 'd1' }), 'INVALID_SETUP_TOKEN')
      await users.saveSetupToken('d1', { at: NOW })
      await users.saveSetupToken('d2', { at: NOW })
      for (const digest of ['d1', 'D2', 'd2 ', 'd', '', '%', 'x'.repeat(1000), 'a\0', '\ud800'])
        await refused(users.createFirst(admin('a'), { digest }), 'INVALID_SETUP_TOKEN')
      assert.equal(await users.hasUsers(), false)
      assert.equal((await users.createFirst(admin('a'), { digest: 'd2' })).id, 'a')
    },
  },
  {
    id: 'setup/administrator',
    law: 'a first user of another role is rejected with LAST_ADMINISTRATOR, an invalid one with INVALID_ARGUMENT; the token stays valid',
    check: async ({ create }) => {
      const users = await create()
      await users.saveSetupToken('d', { at: NOW })
      for (const role of [AUTHOR, VIEWER])
        await refused(users.createFirst(newUser('a', { role }), { digest: 'd' }), 'LAST_ADMINISTRATOR')
      for (const email of INVALID_NAMES)
        await refused(users.createFirst({ ...admin('a'), email }, { digest: 'd' }), 'INVALID_ARGUMENT')
      assert.equal(await users.hasUsers(), false)
      assert.equal(await users.readSetupToken(), 'd')
    },
  },
  {
    id: 'setup/once',
    law: 'when there is a user, createFirst and saveSetupToken reject with ALREADY_SET_UP, whatever the token, and change nothing',
    check: async ({ create }) => {
      for (const isBySetup of [true, false]) {
        const users = await create()
        await users.saveSetupToken('d', { at: NOW })
        if (isBySetup) await users.createFirst(admin('admin'), { digest: 'd' })
        else await addUser(users)
        for (const options of [{ digest: 'd' }, { digest: 'other' }, {}])
          await refused(users.createFirst(admin('b'), options), 'ALREADY_SET_UP')
        await refused(users.saveSetupToken('d2', { at: NOW }), 'ALREADY_SET_UP')
        assert.equal(await users.readSetupToken(), undefined)
        assert.deepStrictEqual(await users.list(), { users: [storedUser(admin('admin'))] })
      }
    },
  },
  {
    id: 'setup/one-winner',
    law: 'of concurrent calls of createFirst one succeeds and the others reject with ALREADY_SET_UP',
    check: async ({ create }) => {
      for (const options of [{ digest: 'd' }, {}]) {
        const users = await create()
        await users.saveSetupToken('d', { at: NOW })
        await warmUp(users)
        const calls = Array.from({ length: 10 }, (_, n) => users.createFirst(admin(`a${n}`), options))
        const done = await winners(calls, 'ALREADY_SET_UP')
        assert.equal(done.length, 1)
        assert.deepStrictEqual(await users.list(), { users: done })
      }
    },
  },
  {
    id: 'setup/one-winner-shared',
    law: 'so it is between processes',
    needs: ['shared'],
    check: async ({ create, peer }) => {
      for (const options of [{ digest: 'd' }, {}]) {
        const users = await create()
        assert.ok(peer, 'the harness has no peer')
        const all = [users, await peer(users), await peer(users)]
        await users.saveSetupToken('d', { at: NOW })
        await warmUp(...all)
        const calls = all.flatMap((each, n) => [0, 1].map((m) => each.createFirst(admin(`a${n}${m}`), options)))
        const done = await winners(calls, 'ALREADY_SET_UP')
        assert.equal(done.length, 1)
        assert.deepStrictEqual(await users.list(), { users: done })
      }
    },
  },
]
