import { strict as assert } from 'node:assert'
import {
  assertEnded,
  createSession,
  expectRejection,
  handlesOf,
  IDLE_MS,
  type SessionLaw,
  userData,
} from './session-fixture.js'
/** `create` with `replaces`. */
export const sessionReplacementLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/replaces',
    law: 'a creation ends the session that it replaces, of any user, and no other session',
    check: async ({ create }) => {
      const store = await create()
      const other = await createSession(store)
      for (const former of [await createSession(store), await createSession(store, userData('u2'))]) {
        const session = await createSession(store, userData('u1', { a: 1 }), { replaces: former.id })
        assert.notEqual(session.handle, former.handle)
        await assertEnded(store, former)
        assert.deepEqual(await store.read(session.id), session)
        assert.deepEqual(await handlesOf(store), [session.handle, other.handle])
        await store.delete(session.id)
      }
      assert.deepEqual(await handlesOf(store, 'u2'), [])
      assert.deepEqual(await store.read(other.id), other)
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/replaces-limit',
    law: 'the replaced session does not count towards the limit of its user: signing in again signs no other browser out',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const phone = await createSession(store)
      await advanceTime(IDLE_MS / 10)
      let laptop = await createSession(store)
      for (let round = 0; round < 3; round++) {
        laptop = await createSession(store, userData(), { replaces: laptop.id, maxPerUser: 2 })
        assert.deepEqual(await store.read(phone.id), phone)
        assert.deepEqual(await handlesOf(store), [laptop.handle, phone.handle])
      }
      const again = await createSession(store, userData(), { replaces: phone.id, maxPerUser: 2 })
      assert.deepEqual(await handlesOf(store), [again.handle, laptop.handle])
      const third = await createSession(store, userData(), { replaces: phone.id, maxPerUser: 2 })
      assert.deepEqual(await handlesOf(store), [third.handle, again.handle], 'an ended session made room')
    },
  },
  {
    id: 'sessions/replaces-none',
    law: 'replacing an ended session or an invalid id is no error and ends nothing',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const expired = await createSession(store, userData(), { idleMs: IDLE_MS / 2 })
      const rotated = await createSession(store)
      const live = await store.rotate(rotated.id)
      const deleted = await createSession(store)
      await store.delete(deleted.id)
      await advanceTime(IDLE_MS / 2)
      const ids = [
        expired.id,
        rotated.id,
        deleted.id,
        live.handle,
        'unknown',
        '',
        '*',
        '\0',
        'x'.repeat(10_000),
        '\ud800',
      ]
      for (const replaces of ids) await createSession(store, userData('u2'), { replaces })
      await createSession(store, userData('u2'), { id: 'own', replaces: 'own' })
      assert.deepEqual(await store.read(live.id), live)
      assert.equal((await handlesOf(store, 'u2')).length, ids.length + 1)
    },
  },
  {
    id: 'sessions/replaces-refused',
    law: 'a rejected creation does not end the session that it was to replace',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store, userData(), { id: 'x' })
      const taken = await createSession(store, userData('u2'), { id: 'taken' })
      const replaces = session.id
      await expectRejection(createSession(store, userData(), { id: 'taken', replaces }), 'SESSION_EXISTS')
      await expectRejection(createSession(store, userData(), { id: 'x', replaces }), 'SESSION_EXISTS')
      await expectRejection(createSession(store, userData(), { id: '', replaces }), 'INVALID_ID')
      await expectRejection(createSession(store, userData(), { idleMs: 0, replaces }), 'INVALID_TTL')
      await expectRejection(createSession(store, userData(), { maxPerUser: 0, replaces }), 'INVALID_ARGUMENT')
      await expectRejection(
        createSession(store, userData('u1', { a: 'x'.repeat(70_000) }), { replaces }),
        'SESSION_TOO_LARGE',
      )
      assert.deepEqual(await store.read('x'), session)
      assert.deepEqual(await store.read('taken'), taken)
      assert.equal((await store.stats()).sessions, 2)
    },
  },
  {
    id: 'sessions/replaces-at-once',
    law: 'during a replacement a reader sees exactly one of the two sessions, and a change of the former succeeds before or gets SESSION_ENDED',
    check: async ({ create }) => {
      const store = await create()
      let session = await createSession(store)
      for (let round = 0; round < 20; round++) {
        const { id } = session
        const look = () => store.listByUser('u1')
        const [replaced, updated, ...seen] = await Promise.all([
          createSession(store, userData(), { replaces: id }),
          store.update(id, { a: 1 }).catch((error: { readonly code?: string }) => error.code),
          look(),
          look(),
        ])
        for (const list of seen) assert.equal(list.length, 1, `a reader saw ${list.length} sessions`)
        assert.ok(
          updated === 'SESSION_ENDED' || typeof updated === 'object',
          `the outcome of an update was ${String(updated)}`,
        )
        await assertEnded(store, session)
        session = replaced
      }
    },
  },
]
