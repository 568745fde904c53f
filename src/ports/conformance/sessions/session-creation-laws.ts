import { strict as assert } from 'node:assert'
import { ABSOLUTE_MS, begin, handlesOf, IDLE_MS, person, refusal, type SessionLaw } from './session-ground.js'

/** Create, never upsert. */
export const sessionCreationLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/made-id',
    law: 'an id that the store makes is 32 random bytes in base64url, and no id is the handle',
    check: async ({ create }) => {
      const store = await create()
      const sessions = [await begin(store), await begin(store)]
      for (const { id } of sessions) assert.match(id, /^[A-Za-z0-9_-]{43}$/)
      assert.equal(new Set(sessions.flatMap(({ id, handle }) => [id, handle])).size, 4)
    },
  },
  {
    id: 'sessions/given-id',
    law: 'any well-formed id of 1 to 256 characters is taken as it is given',
    check: async ({ create }) => {
      const store = await create()
      for (const id of ['x', '*', '\n', '\0', 'a:b', '{a}', '__proto__', 'ä'.repeat(256), '😀']) {
        const session = await begin(store, person(), { id })
        assert.equal(session.id, id)
        assert.deepEqual(await store.read(id), session)
      }
    },
  },
  {
    id: 'sessions/invalid-id',
    law: 'an id that is none is refused with INVALID_ID, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      for (const id of ['', 'x'.repeat(257), '\ud800', 'a\udc00b']) {
        await refusal(begin(store, person(), { id }), 'INVALID_ID')
      }
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/exists',
    law: 'an id that is alive is refused with SESSION_EXISTS; its session stays as it is and nobody else has it',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store, person('u1', { a: 1 }), { id: 'taken' })
      const error = await refusal(begin(store, person('u2'), { id: 'taken' }), 'SESSION_EXISTS')
      assert.ok(!JSON.stringify([error.message, error]).includes('taken'), 'the error tells the id')
      assert.deepEqual(await store.read('taken'), session)
      assert.deepEqual(await store.listByUser('u2'), [])
    },
  },
  {
    id: 'sessions/free-again',
    law: 'the id of a dead session may be given again, and the new session has nothing of the old one',
    check: async ({ create, elapse }) => {
      const store = await create()
      await begin(store, person('u1', { a: 1 }), { id: 'again' })
      await elapse(IDLE_MS)
      const second = await begin(store, person('u2'), { id: 'again' })
      assert.equal(second.data.a, undefined)
      await store.delete('again')
      const third = await begin(store, person('u3'), { id: 'again' })
      assert.deepEqual(await store.read('again'), third)
      assert.deepEqual([await handlesOf(store, 'u1'), await handlesOf(store, 'u2')], [[], []])
    },
  },
  {
    id: 'sessions/creation',
    law: 'a new session says when it began and when it ends; lastActivity is that moment unless it is given',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store, person('u1', { theme: 'dark' }))
      const { createdAt, data } = session
      assert.deepEqual(data, { ...person('u1', { theme: 'dark' }), lastActivity: createdAt })
      assert.equal(session.expiresAt, createdAt + IDLE_MS)
      assert.equal(session.absoluteExpiresAt, createdAt + ABSOLUTE_MS)
      assert.equal((await begin(store, { ...person(), lastActivity: 5 })).data.lastActivity, 5)
    },
  },
  {
    id: 'sessions/lifetime-refused',
    law: 'an idle timeout beyond the absolute lifetime is refused with INVALID_TTL, which names the setting; so is no duration',
    check: async ({ create }) => {
      const store = await create()
      const error = await refusal(begin(store, person(), { idleMs: ABSOLUTE_MS + 1 }), 'INVALID_TTL')
      assert.ok('hint' in error && String(error.hint).includes('sessions.absoluteTtl'), 'the setting is not named')
      for (const ms of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
        await refusal(begin(store, person(), { idleMs: ms }), 'INVALID_TTL')
        await refusal(begin(store, person(), { idleMs: 1, absoluteMs: ms }), 'INVALID_TTL')
      }
      assert.equal((await store.stats()).sessions, 0)
      await begin(store, person(), { idleMs: ABSOLUTE_MS })
    },
  },
  {
    id: 'sessions/any-string',
    law: 'any string may be asked for; one that cannot be an id is simply not found',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store)
      for (const id of ['', '*', '\n', '\0', 'x'.repeat(10_000), '\ud800', '__proto__', '{', session.handle]) {
        assert.equal(await store.read(id), undefined)
        assert.equal(await store.touch(id), undefined)
        assert.equal(await store.delete(id), false)
        await refusal(store.update(id, { a: 1 }), 'GONE')
        await refusal(store.rotate(id), 'GONE')
      }
      assert.deepEqual(await store.read(session.id), session)
    },
  },
]
