import { strict as assert } from 'node:assert'
import { assertDead, begin, handlesOf, IDLE_MS, person, refusal, type SessionLaw } from './session-ground.js'

/** `create` in the place of another session. */
export const sessionReplacementLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/replaces',
    law: 'a creation ends the session that it replaces, whoever had it, and no other',
    check: async ({ create }) => {
      const store = await create()
      const other = await begin(store)
      for (const former of [await begin(store), await begin(store, person('u2'))]) {
        const session = await begin(store, person('u1', { a: 1 }), { replaces: former.id })
        assert.notEqual(session.handle, former.handle)
        await assertDead(store, former)
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
    law: 'the session that is replaced does not count among those a user may have: who signs in again signs nobody out',
    check: async ({ create, elapse }) => {
      const store = await create()
      const phone = await begin(store)
      await elapse(IDLE_MS / 10)
      let laptop = await begin(store)
      for (let round = 0; round < 3; round++) {
        laptop = await begin(store, person(), { replaces: laptop.id, maxPerUser: 2 })
        assert.deepEqual(await store.read(phone.id), phone)
        assert.deepEqual(await handlesOf(store), [laptop.handle, phone.handle])
      }
      const again = await begin(store, person(), { replaces: phone.id, maxPerUser: 2 })
      assert.deepEqual(await handlesOf(store), [again.handle, laptop.handle])
      const third = await begin(store, person(), { replaces: phone.id, maxPerUser: 2 })
      assert.deepEqual(await handlesOf(store), [third.handle, again.handle], 'a dead session made room')
    },
  },
  {
    id: 'sessions/replaces-nobody',
    law: 'to replace what is dead, or cannot be an id, is no error and ends nothing',
    check: async ({ create, elapse }) => {
      const store = await create()
      const expired = await begin(store, person(), { idleMs: IDLE_MS / 2 })
      const rotated = await begin(store)
      const living = await store.rotate(rotated.id)
      const deleted = await begin(store)
      await store.delete(deleted.id)
      await elapse(IDLE_MS / 2)
      const ids = [
        expired.id,
        rotated.id,
        deleted.id,
        living.handle,
        'unknown',
        '',
        '*',
        '\0',
        'x'.repeat(10_000),
        '\ud800',
      ]
      for (const replaces of ids) await begin(store, person('u2'), { replaces })
      await begin(store, person('u2'), { id: 'own', replaces: 'own' })
      assert.deepEqual(await store.read(living.id), living)
      assert.equal((await handlesOf(store, 'u2')).length, ids.length + 1)
    },
  },
  {
    id: 'sessions/replaces-refused',
    law: 'a creation that is refused leaves the session that it was to replace',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store, person(), { id: 'x' })
      const taken = await begin(store, person('u2'), { id: 'taken' })
      const replaces = session.id
      await refusal(begin(store, person(), { id: 'taken', replaces }), 'SESSION_EXISTS')
      await refusal(begin(store, person(), { id: 'x', replaces }), 'SESSION_EXISTS')
      await refusal(begin(store, person(), { id: '', replaces }), 'INVALID_ID')
      await refusal(begin(store, person(), { idleMs: 0, replaces }), 'INVALID_TTL')
      await refusal(begin(store, person(), { maxPerUser: 0, replaces }), 'INVALID_ARGUMENT')
      await refusal(begin(store, person('u1', { a: 'x'.repeat(70_000) }), { replaces }), 'SESSION_TOO_LARGE')
      assert.deepEqual(await store.read('x'), session)
      assert.deepEqual(await store.read('taken'), taken)
      assert.equal((await store.stats()).sessions, 2)
    },
  },
  {
    id: 'sessions/replaces-at-once',
    law: 'whoever looks while a session is replaced sees one of the two, and a change of the former is made before or GONE',
    check: async ({ create }) => {
      const store = await create()
      let session = await begin(store)
      for (let round = 0; round < 20; round++) {
        const { id } = session
        const look = () => store.listByUser('u1')
        const [replaced, updated, ...seen] = await Promise.all([
          begin(store, person(), { replaces: id }),
          store.update(id, { a: 1 }).catch((error: { readonly code?: string }) => error.code),
          look(),
          look(),
        ])
        for (const list of seen) assert.equal(list.length, 1, `${list.length} sessions were seen`)
        assert.ok(updated === 'GONE' || typeof updated === 'object', `an update came to ${String(updated)}`)
        await assertDead(store, session)
        session = replaced
      }
    },
  },
]
