import { strict as assert } from 'node:assert'
import { createSession, expectRejection, handlesOf, IDLE_MS, type SessionLaw, userData } from './session-fixture.js'

/** Listings, revocation and the limit of sessions of a user. */
export const sessionUserLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/list',
    law: 'a listing contains the live sessions of exactly one user, the most recently active first, without ids',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const first = await createSession(store)
      await advanceTime(IDLE_MS / 10)
      const second = await createSession(store)
      const userIds = ['u2', '', '__proto__', '\ud800', '\ud801', 'u1:', 'u*', '{u1}']
      for (const userId of userIds.filter((each) => each !== '')) await createSession(store, userData(userId))
      await advanceTime(IDLE_MS / 10)
      await store.touch(first.id)
      const list = await store.listByUser('u1')
      assert.deepEqual(
        list.map(({ handle }) => handle),
        [first.handle, second.handle],
      )
      const { id, data, ...rest } = second
      assert.deepEqual(list[1], { ...rest, userId: 'u1', role: 'viewer', lastActivity: data.lastActivity })
      assert.ok(!JSON.stringify(list).includes(id) && !JSON.stringify(list).includes(first.id), 'an id is listed')
      for (const userId of userIds) assert.equal((await handlesOf(store, userId)).length, userId === '' ? 0 : 1)
    },
  },
  {
    id: 'sessions/list-order',
    law: 'of sessions with equal lastActivity, the one written last is listed first',
    check: async ({ create }) => {
      const store = await create()
      const made = [await createSession(store), await createSession(store), await createSession(store)]
      assert.deepEqual(await handlesOf(store), made.map(({ handle }) => handle).reverse())
      await store.update(made[0]?.id ?? '', { a: 1 })
      assert.equal((await handlesOf(store))[0], made[0]?.handle)
      await store.touch(made[1]?.id ?? '', { idleMs: IDLE_MS + 1 })
      assert.equal((await handlesOf(store))[0], made[1]?.handle)
    },
  },
  {
    id: 'sessions/list-live',
    law: 'no ended session is listed',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const deleted = await createSession(store)
      await createSession(store, userData(), { idleMs: IDLE_MS / 2 })
      const live = await createSession(store)
      await store.delete(deleted.id)
      await advanceTime(IDLE_MS / 2)
      assert.deepEqual(await handlesOf(store), [live.handle])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/read-by-user',
    law: 'the data of the live sessions of exactly one user can be read together, in the order of the listing, without ids',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      await createSession(store, userData('u1', { n: 0 }), { idleMs: IDLE_MS / 2 })
      await advanceTime(IDLE_MS / 2)
      const sessions = [
        await createSession(store, userData('u1', { n: 1 })),
        await createSession(store, userData('u1', { n: 2 })),
      ]
      await createSession(store, userData('u2', { n: 3 }))
      const read = await store.readByUser('u1')
      assert.deepEqual(read, sessions.map(({ data }) => data).reverse())
      for (const { id } of sessions) assert.ok(!JSON.stringify(read).includes(id), 'an id is returned')
      assert.deepEqual(await store.readByUser('unknown'), [])
    },
  },
  {
    id: 'sessions/revoke',
    law: 'a revocation ends sessions of exactly one user: all, all except one, or one by its handle; it counts the live ones',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      await createSession(store, userData(), { idleMs: IDLE_MS / 2 })
      await advanceTime(IDLE_MS / 2)
      const [a, b, c, d] = [
        await createSession(store),
        await createSession(store),
        await createSession(store),
        await createSession(store),
      ]
      const other = await createSession(store, userData('u2'))
      assert.equal(await store.revokeByUser('u1', { handle: other.handle }), 0)
      assert.equal(await store.revokeByUser('u1', { handle: '' }), 0)
      assert.equal(await store.revokeByUser('u1', { handle: d.handle }), 1)
      assert.equal(await store.revokeByUser('u1', { except: b.id }), 2)
      for (const { id } of [a, c, d]) assert.equal(await store.read(id), undefined)
      assert.deepEqual(await store.read(b.id), b)
      assert.equal(await store.revokeByUser('u1'), 1)
      assert.equal(await store.revokeByUser('u1'), 0)
      assert.deepEqual(await store.read(other.id), other)
    },
  },
  {
    id: 'sessions/revoke-except',
    law: 'an exception that is no session of the user keeps none; a rotated session is excepted by its new id',
    check: async ({ create }) => {
      const store = await create()
      const other = await createSession(store, userData('u2'))
      for (const except of [other.id, 'unknown', '\ud800', '']) {
        await createSession(store)
        assert.equal(await store.revokeByUser('u1', { except }), 1)
      }
      const { id } = await createSession(store)
      const rotated = await store.rotate(id)
      assert.equal(await store.revokeByUser('u1', { except: rotated.id }), 0)
      assert.equal(await store.revokeByUser('u1', { except: id }), 1)
      assert.equal(await store.read(rotated.id), undefined)
    },
  },
  {
    id: 'sessions/revoke-against-create',
    law: 'a session that is created during a revocation is ended or was created after it, and only a live one is listed',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const before = await createSession(store)
        const [one, revoked, two] = await Promise.all([
          createSession(store),
          store.revokeByUser('u1'),
          createSession(store),
        ])
        assert.equal(await store.read(before.id), undefined, 'an earlier session is still live')
        const live = []
        for (const session of [one, two]) if (await store.read(session.id)) live.push(session.handle)
        assert.equal(revoked + live.length, 3)
        assert.deepEqual([...(await handlesOf(store))].sort(), live.sort())
        await store.revokeByUser('u1')
      }
    },
  },
  {
    id: 'sessions/user-limit',
    law: 'above the limit of a user the least recently active sessions are ended, never the new one or those of other users',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const other = await createSession(store, userData('u2'))
      const a = await createSession(store)
      await advanceTime(IDLE_MS / 10)
      const b = await createSession(store)
      await advanceTime(IDLE_MS / 10)
      await store.touch(a.id)
      const c = await createSession(store, { ...userData(), lastActivity: 0 }, { maxPerUser: 2 })
      assert.equal(await store.read(b.id), undefined)
      assert.ok(await store.read(a.id))
      const d = await createSession(store, userData(), { maxPerUser: 1 })
      assert.deepEqual(await handlesOf(store), [d.handle])
      assert.deepEqual([await store.read(a.id), await store.read(c.id)], [undefined, undefined])
      assert.deepEqual(await store.read(other.id), other)
      for (const maxPerUser of [0, -1, 1.5, Number.NaN]) {
        await expectRejection(createSession(store, userData(), { maxPerUser }), 'INVALID_ARGUMENT')
      }
    },
  },
  {
    id: 'sessions/user-limit-order',
    law: 'of sessions with equal lastActivity, the one written last is kept',
    check: async ({ create }) => {
      const store = await create()
      await Promise.all(Array.from({ length: 20 }, () => createSession(store)))
      const listed = await handlesOf(store)
      const { handle } = await createSession(store, userData(), { maxPerUser: 10 })
      assert.deepEqual(await handlesOf(store), [handle, ...listed.slice(0, 9)])
    },
  },
  {
    id: 'sessions/user-limit-live',
    law: 'ended sessions do not count towards the limit of a user',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      await createSession(store, userData(), { idleMs: IDLE_MS / 2 })
      const live = await createSession(store)
      await advanceTime(IDLE_MS / 2)
      await createSession(store, userData(), { maxPerUser: 2 })
      assert.ok(await store.read(live.id))
    },
  },
  {
    id: 'sessions/user-limit-refused',
    law: 'a rejected creation ends no other session',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store, userData(), { id: 'x' })
      await expectRejection(createSession(store, userData(), { id: 'x', maxPerUser: 1 }), 'SESSION_EXISTS')
      await expectRejection(
        createSession(store, userData('u1', { a: 'x'.repeat(70_000) }), { maxPerUser: 1 }),
        'SESSION_TOO_LARGE',
      )
      assert.deepEqual(await store.read('x'), session)
    },
  },
]
