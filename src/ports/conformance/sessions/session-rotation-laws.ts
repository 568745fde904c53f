import { strict as assert } from 'node:assert'
import { assertDead, begin, handlesOf, IDLE_MS, person, refusal, type SessionLaw } from './session-ground.js'

/** `rotate`. */
export const sessionRotationLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/rotate',
    law: 'a rotation gives a new id of 32 random bytes and keeps data, handle, version and ends',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store, person('u1', { a: [1] }), { id: 'mine' })
      await elapse(IDLE_MS / 2)
      const rotated = await store.rotate('mine')
      assert.match(rotated.id, /^[A-Za-z0-9_-]{43}$/)
      assert.deepEqual(rotated, { ...session, id: rotated.id })
      assert.deepEqual(await store.read(rotated.id), rotated)
      await assertDead(store, session)
      assert.deepEqual(await handlesOf(store), [session.handle])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-changes',
    law: 'a rotation applies changes in the same step, as update does',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store, person('u1', { a: 1 }))
      await elapse(IDLE_MS / 2)
      const rotated = await store.rotate(session.id, { role: 'administrator', a: undefined })
      const { lastActivity } = rotated.data
      assert.deepEqual(rotated.data, { ...person(), role: 'administrator', lastActivity })
      assert.ok(lastActivity >= session.createdAt + IDLE_MS / 2)
      assert.equal(rotated.expiresAt, lastActivity + IDLE_MS)
      assert.equal(rotated.handle, session.handle)
      await refusal(store.update(rotated.id, { role: 'viewer' }, { since: session.version }), 'CONFLICT')
      assert.equal((await store.update(rotated.id, { b: 1 }, { since: session.version })).data.b, 1)
    },
  },
  {
    id: 'sessions/rotate-refused',
    law: 'a rotation that is refused leaves the session under its old id',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store)
      await refusal(store.rotate(session.id, { bag: 'x'.repeat(70_000) }), 'SESSION_TOO_LARGE')
      assert.deepEqual(await store.read(session.id), session)
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-one-winner',
    law: 'of parallel rotations one wins, the others get GONE, and there is one session',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store)
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => store.rotate(session.id)))
      const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      assert.equal(winners.length, 1)
      assert.deepEqual(await store.read(winners[0]?.id ?? ''), winners[0])
      assert.equal((await store.stats()).sessions, 1)
    },
  },
  {
    id: 'sessions/rotate-against-update',
    law: 'an update that races with a rotation is part of the rotated session, or got GONE',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const { id } = await begin(store)
        const changes = [0, 1, 2, 3].map((n) => () => store.update(id, { [`f${n}`]: round }))
        const rotation = () => store.rotate(id, { role: 'author' })
        const begun = [...changes.slice(0, 2), rotation, ...changes.slice(2)].map((start) => start())
        const [a, b, rotated, c, d] = await Promise.allSettled(begun)
        assert.equal(rotated?.status, 'fulfilled')
        const now = await store.read(rotated?.status === 'fulfilled' ? rotated.value.id : '')
        for (const [n, outcome] of [a, b, c, d].entries()) {
          if (outcome?.status === 'rejected') assert.equal(outcome.reason.code, 'GONE')
          assert.equal(now?.data[`f${n}`], outcome?.status === 'fulfilled' ? round : undefined)
        }
      }
    },
  },
]
