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

/** `rotate`. */
export const sessionRotationLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/rotate',
    law: 'a rotation gives a new id of 32 random bytes and keeps data, handle, version and ends',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: [1] }), { id: 'mine' })
      await elapse(IDLE_MS / 2)
      const rotated = await store.rotate('mine')
      assert.match(rotated.id, /^[A-Za-z0-9_-]{43}$/)
      assert.deepEqual(rotated, { ...session, id: rotated.id })
      assert.deepEqual(await store.read(rotated.id), rotated)
      await assertEnded(store, session)
      assert.deepEqual(await handlesOf(store), [session.handle])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-changes',
    law: 'a rotation applies changes in the same step, as update does',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: 1 }))
      await elapse(IDLE_MS / 2)
      const rotated = await store.rotate(session.id, { role: 'administrator', a: undefined })
      const { lastActivity } = rotated.data
      assert.deepEqual(rotated.data, { ...userData(), role: 'administrator', lastActivity })
      assert.ok(lastActivity >= session.createdAt + IDLE_MS / 2)
      assert.equal(rotated.expiresAt, lastActivity + IDLE_MS)
      assert.equal(rotated.handle, session.handle)
      await expectRejection(
        store.update(rotated.id, { role: 'viewer' }, { since: session.version }),
        'SESSION_CONFLICT',
      )
      assert.equal((await store.update(rotated.id, { b: 1 }, { since: session.version })).data.b, 1)
    },
  },
  {
    id: 'sessions/rotate-refused',
    law: 'a rejected rotation leaves the session under its old id',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store)
      await expectRejection(store.rotate(session.id, { bag: 'x'.repeat(70_000) }), 'SESSION_TOO_LARGE')
      assert.deepEqual(await store.read(session.id), session)
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-one-winner',
    law: 'of parallel rotations one succeeds, the others get SESSION_ENDED, and one session remains',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store)
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => store.rotate(session.id)))
      const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      assert.equal(winners.length, 1)
      assert.deepEqual(await store.read(winners[0]?.id ?? ''), winners[0])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-against-update',
    law: 'an update that races with a rotation is part of the rotated session or gets SESSION_ENDED',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const { id } = await createSession(store)
        const changes = [0, 1, 2, 3].map((n) => () => store.update(id, { [`f${n}`]: round }))
        const rotation = () => store.rotate(id, { role: 'author' })
        const calls = [...changes.slice(0, 2), rotation, ...changes.slice(2)].map((start) => start())
        const [a, b, rotated, c, d] = await Promise.allSettled(calls)
        assert.equal(rotated?.status, 'fulfilled')
        const now = await store.read(rotated?.status === 'fulfilled' ? rotated.value.id : '')
        for (const [n, outcome] of [a, b, c, d].entries()) {
          if (outcome?.status === 'rejected') assert.equal(outcome.reason.code, 'SESSION_ENDED')
          assert.equal(now?.data[`f${n}`], outcome?.status === 'fulfilled' ? round : undefined)
        }
      }
    },
  },
]

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
    check: async ({ create, elapse }) => {
      const store = await create()
      const phone = await createSession(store)
      await elapse(IDLE_MS / 10)
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
    check: async ({ create, elapse }) => {
      const store = await create()
      const expired = await createSession(store, userData(), { idleMs: IDLE_MS / 2 })
      const rotated = await createSession(store)
      const living = await store.rotate(rotated.id)
      const deleted = await createSession(store)
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
      for (const replaces of ids) await createSession(store, userData('u2'), { replaces })
      await createSession(store, userData('u2'), { id: 'own', replaces: 'own' })
      assert.deepEqual(await store.read(living.id), living)
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
