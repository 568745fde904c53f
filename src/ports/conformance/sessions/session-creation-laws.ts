import { strict as assert } from 'node:assert'
import {
  ABSOLUTE_MS,
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
    check: async ({ create, elapse }) => {
      const store = await create()
      await createSession(store, userData('u1', { a: 1 }), { id: 'again' })
      await elapse(IDLE_MS)
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
