import { strict as assert } from 'node:assert'
import {
  ABSOLUTE_MS,
  assertEnded,
  createSession,
  expectRejection,
  handlesOf,
  IDLE_MS,
  type SessionLaw,
  userData,
} from './session-fixture.js'

/** `create` never replaces a live session. */
export const sessionCreationLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/made-id',
    law: 'a generated id is 32 random bytes in base64url, and it differs from the handle',
    check: async ({ create }) => {
      const store = await create()
      const sessions = [await createSession(store), await createSession(store)]
      for (const { id } of sessions) assert.match(id, /^[A-Za-z0-9_-]{43}$/)
      assert.equal(new Set(sessions.flatMap(({ id, handle }) => [id, handle])).size, 4)
    },
  },
  {
    id: 'sessions/given-id',
    law: 'any well-formed id of 1 to 256 characters is used as given',
    check: async ({ create }) => {
      const store = await create()
      for (const id of ['x', '*', '\n', '\0', 'a:b', '{a}', '__proto__', 'ä'.repeat(256), '😀']) {
        const session = await createSession(store, userData(), { id })
        assert.equal(session.id, id)
        assert.deepEqual(await store.read(id), session)
      }
    },
  },
  {
    id: 'sessions/invalid-id',
    law: 'an invalid id is rejected with INVALID_ID, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      for (const id of ['', 'x'.repeat(257), '\ud800', 'a\udc00b']) {
        await expectRejection(createSession(store, userData(), { id }), 'INVALID_ID')
      }
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/exists',
    law: 'the id of a live session is rejected with SESSION_EXISTS; its session does not change, and no other user gets it',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: 1 }), { id: 'taken' })
      const error = await expectRejection(createSession(store, userData('u2'), { id: 'taken' }), 'SESSION_EXISTS')
      assert.ok(!JSON.stringify([error.message, error]).includes('taken'), 'the error contains the id')
      assert.deepEqual(await store.read('taken'), session)
      assert.deepEqual(await store.listByUser('u2'), [])
    },
  },
  {
    id: 'sessions/free-again',
    law: 'the id of an ended session can be used again, and the new session has no data of the old one',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      await createSession(store, userData('u1', { a: 1 }), { id: 'again' })
      await advanceTime(IDLE_MS)
      const second = await createSession(store, userData('u2'), { id: 'again' })
      assert.equal(second.data.a, undefined)
      await store.delete('again')
      const third = await createSession(store, userData('u3'), { id: 'again' })
      assert.deepEqual(await store.read('again'), third)
      assert.deepEqual([await handlesOf(store, 'u1'), await handlesOf(store, 'u2')], [[], []])
    },
  },
  {
    id: 'sessions/creation',
    law: 'a new session has its start and its ends; lastActivity is the start unless it is given',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { theme: 'dark' }))
      const { createdAt, data } = session
      assert.deepEqual(data, { ...userData('u1', { theme: 'dark' }), lastActivity: createdAt })
      assert.equal(session.expiresAt, createdAt + IDLE_MS)
      assert.equal(session.absoluteExpiresAt, createdAt + ABSOLUTE_MS)
      assert.equal((await createSession(store, { ...userData(), lastActivity: 5 })).data.lastActivity, 5)
    },
  },
  {
    id: 'sessions/given-activity',
    law: 'a given lastActivity is milliseconds or an ISO 8601 time with a zone; sessions and listings show milliseconds',
    check: async ({ create }) => {
      const store = await create()
      const ms = Date.UTC(2026, 1, 28, 21, 30, 15, 250)
      const forms = [ms, '2026-02-28T21:30:15.250Z', '2026-02-28T22:30:15.250+01:00', '2026-02-28t19:30:15,25-0200']
      for (const [index, lastActivity] of forms.entries()) {
        const userId = `u${index}`
        const { id, data } = await createSession(store, { ...userData(userId), lastActivity })
        assert.equal(data.lastActivity, ms, `${lastActivity} became ${data.lastActivity}`)
        assert.deepEqual((await store.read(id))?.data, { ...userData(userId), lastActivity: ms })
        assert.deepEqual(await store.readByUser(userId), [{ ...userData(userId), lastActivity: ms }])
        assert.equal((await store.listByUser(userId))[0]?.lastActivity, ms)
      }
      const { data } = await createSession(store, { ...userData(), lastActivity: '2026-02-28T21:30Z' })
      assert.equal(data.lastActivity, Date.UTC(2026, 1, 28, 21, 30))
    },
  },
  {
    id: 'sessions/lifetime-refused',
    law: 'an idle timeout above the absolute lifetime is rejected with INVALID_TTL, which names the setting; so is an invalid duration',
    check: async ({ create }) => {
      const store = await create()
      const error = await expectRejection(createSession(store, userData(), { idleMs: ABSOLUTE_MS + 1 }), 'INVALID_TTL')
      assert.ok('hint' in error && String(error.hint).includes('sessions.absoluteTtl'), 'the setting is not named')
      for (const ms of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
        await expectRejection(createSession(store, userData(), { idleMs: ms }), 'INVALID_TTL')
        await expectRejection(createSession(store, userData(), { idleMs: 1, absoluteMs: ms }), 'INVALID_TTL')
      }
      assert.equal((await store.stats()).sessions, 0)
      await createSession(store, userData(), { idleMs: ABSOLUTE_MS })
    },
  },
  {
    id: 'sessions/any-string',
    law: 'lookups accept any string; an invalid id is not found',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store)
      for (const id of ['', '*', '\n', '\0', 'x'.repeat(10_000), '\ud800', '__proto__', '{', session.handle]) {
        assert.equal(await store.read(id), undefined)
        assert.equal(await store.touch(id), undefined)
        assert.equal(await store.delete(id), false)
        await expectRejection(store.update(id, { a: 1 }), 'SESSION_ENDED')
        await expectRejection(store.rotate(id), 'SESSION_ENDED')
      }
      assert.deepEqual(await store.read(session.id), session)
    },
  },
]

/** `rotate`. */
export const sessionRotationLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/rotate',
    law: 'a rotation gives a new id of 32 random bytes and keeps data, handle, version and ends',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: [1] }), { id: 'mine' })
      await advanceTime(IDLE_MS / 2)
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
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: 1 }))
      await advanceTime(IDLE_MS / 2)
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
