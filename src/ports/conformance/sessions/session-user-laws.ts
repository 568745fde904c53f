import { strict as assert } from 'node:assert'
import { begin, handlesOf, IDLE_MS, person, refusal, type SessionLaw } from './session-ground.js'

/** The index of users, revocation, and how many sessions a user may have. */
export const sessionUserLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/list',
    law: 'the living sessions of exactly one user are listed, the most recently active first, without their ids',
    check: async ({ create, elapse }) => {
      const store = await create()
      const first = await begin(store)
      await elapse(IDLE_MS / 10)
      const second = await begin(store)
      const userIds = ['u2', '', '__proto__', '\ud800', '\ud801', 'u1:', 'u*', '{u1}']
      for (const userId of userIds.filter((each) => each !== '')) await begin(store, person(userId))
      await elapse(IDLE_MS / 10)
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
    law: 'of sessions that were active at the same moment the one that was written last is listed first',
    check: async ({ create }) => {
      const store = await create()
      const made = [await begin(store), await begin(store), await begin(store)]
      assert.deepEqual(await handlesOf(store), made.map(({ handle }) => handle).reverse())
      await store.update(made[0]?.id ?? '', { a: 1 })
      assert.equal((await handlesOf(store))[0], made[0]?.handle)
      await store.touch(made[1]?.id ?? '', { idleMs: IDLE_MS + 1 })
      assert.equal((await handlesOf(store))[0], made[1]?.handle)
    },
  },
  {
    id: 'sessions/list-living',
    law: 'no session that ended is listed',
    check: async ({ create, elapse }) => {
      const store = await create()
      const deleted = await begin(store)
      await begin(store, person(), { idleMs: IDLE_MS / 2 })
      const living = await begin(store)
      await store.delete(deleted.id)
      await elapse(IDLE_MS / 2)
      assert.deepEqual(await handlesOf(store), [living.handle])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/read-by-user',
    law: 'what the living sessions of exactly one user hold can be read together, in the order of the listing, without ids',
    check: async ({ create, elapse }) => {
      const store = await create()
      await begin(store, person('u1', { n: 0 }), { idleMs: IDLE_MS / 2 })
      await elapse(IDLE_MS / 2)
      const sessions = [await begin(store, person('u1', { n: 1 })), await begin(store, person('u1', { n: 2 }))]
      await begin(store, person('u2', { n: 3 }))
      const read = await store.readByUser('u1')
      assert.deepEqual(read, sessions.map(({ data }) => data).reverse())
      for (const { id } of sessions) assert.ok(!JSON.stringify(read).includes(id), 'an id is told')
      assert.deepEqual(await store.readByUser('nobody'), [])
    },
  },
  {
    id: 'sessions/revoke',
    law: 'the sessions of exactly one user are ended: all, all but one, or one by its handle; the living ones are counted',
    check: async ({ create, elapse }) => {
      const store = await create()
      await begin(store, person(), { idleMs: IDLE_MS / 2 })
      await elapse(IDLE_MS / 2)
      const [a, b, c, d] = [await begin(store), await begin(store), await begin(store), await begin(store)]
      const other = await begin(store, person('u2'))
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
    law: 'an exception that is no session of the user spares none; that of a rotated session is its new id',
    check: async ({ create }) => {
      const store = await create()
      const other = await begin(store, person('u2'))
      for (const except of [other.id, 'unknown', '\ud800', '']) {
        await begin(store)
        assert.equal(await store.revokeByUser('u1', { except }), 1)
      }
      const { id } = await begin(store)
      const rotated = await store.rotate(id)
      assert.equal(await store.revokeByUser('u1', { except: rotated.id }), 0)
      assert.equal(await store.revokeByUser('u1', { except: id }), 1)
      assert.equal(await store.read(rotated.id), undefined)
    },
  },
  {
    id: 'sessions/revoke-against-create',
    law: 'a session that is created while all are revoked is ended or was created after, and is listed only if it lives',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const before = await begin(store)
        const [one, revoked, two] = await Promise.all([begin(store), store.revokeByUser('u1'), begin(store)])
        assert.equal(await store.read(before.id), undefined, 'a session from before lives')
        const living = []
        for (const session of [one, two]) if (await store.read(session.id)) living.push(session.handle)
        assert.equal(revoked + living.length, 3)
        assert.deepEqual([...(await handlesOf(store))].sort(), living.sort())
        await store.revokeByUser('u1')
      }
    },
  },
  {
    id: 'sessions/user-limit',
    law: 'beyond the number a user may have the least recently active sessions are ended, never the new one or those of others',
    check: async ({ create, elapse }) => {
      const store = await create()
      const other = await begin(store, person('u2'))
      const a = await begin(store)
      await elapse(IDLE_MS / 10)
      const b = await begin(store)
      await elapse(IDLE_MS / 10)
      await store.touch(a.id)
      const c = await begin(store, { ...person(), lastActivity: 0 }, { maxPerUser: 2 })
      assert.equal(await store.read(b.id), undefined)
      assert.ok(await store.read(a.id))
      const d = await begin(store, person(), { maxPerUser: 1 })
      assert.deepEqual(await handlesOf(store), [d.handle])
      assert.deepEqual([await store.read(a.id), await store.read(c.id)], [undefined, undefined])
      assert.deepEqual(await store.read(other.id), other)
      for (const maxPerUser of [0, -1, 1.5, Number.NaN]) {
        await refusal(begin(store, person(), { maxPerUser }), 'INVALID_ARGUMENT')
      }
    },
  },
  {
    id: 'sessions/user-limit-order',
    law: 'of sessions that were active at the same moment the one that was written last is kept',
    check: async ({ create }) => {
      const store = await create()
      await Promise.all(Array.from({ length: 20 }, () => begin(store)))
      const listed = await handlesOf(store)
      const { handle } = await begin(store, person(), { maxPerUser: 10 })
      assert.deepEqual(await handlesOf(store), [handle, ...listed.slice(0, 9)])
    },
  },
  {
    id: 'sessions/user-limit-living',
    law: 'dead sessions take no place among those a user may have',
    check: async ({ create, elapse }) => {
      const store = await create()
      await begin(store, person(), { idleMs: IDLE_MS / 2 })
      const living = await begin(store)
      await elapse(IDLE_MS / 2)
      await begin(store, person(), { maxPerUser: 2 })
      assert.ok(await store.read(living.id))
    },
  },
  {
    id: 'sessions/user-limit-refused',
    law: 'a creation that is refused ends no other session',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store, person(), { id: 'x' })
      await refusal(begin(store, person(), { id: 'x', maxPerUser: 1 }), 'SESSION_EXISTS')
      await refusal(begin(store, person('u1', { a: 'x'.repeat(70_000) }), { maxPerUser: 1 }), 'SESSION_TOO_LARGE')
      assert.deepEqual(await store.read('x'), session)
    },
  },
]
