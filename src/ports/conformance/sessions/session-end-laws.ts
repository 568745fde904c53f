import { strict as assert } from 'node:assert'
import type { Session } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import type { Harness } from '../harness.js'
import { assertDead, begin, handlesOf, IDLE_MS, person, type SessionLaw } from './session-ground.js'

type Ending = (store: SessionStore, session: Session, harness: Harness<SessionStore>) => Promise<unknown>

function ends(id: string, how: string, end: Ending): SessionLaw {
  return {
    id,
    law: `after ${how} whoever still writes gets GONE, stores nothing and brings nothing back`,
    check: async (harness) => {
      const store = await harness.create()
      const session = await begin(store, person('u1', { a: 1 }))
      await begin(store, person('u2'))
      await end(store, session, harness)
      const living = (await store.stats()).sessions
      await assertDead(store, session)
      assert.equal((await store.stats()).sessions, living, 'the number of living sessions changed')
      const listed = [...(await handlesOf(store, 'u1')), ...(await handlesOf(store, 'u2'))]
      assert.equal(listed.length, living, 'the index is not the living sessions')
    },
  }
}

/** A dead session never comes back. */
export const sessionEndLaws: readonly SessionLaw[] = [
  ends('sessions/gone-after-delete', 'signing out', async (store, { id }) => {
    assert.equal(await store.delete(id), true)
  }),
  ends('sessions/gone-after-rotate', 'a rotation', (store, { id }) => store.rotate(id)),
  ends('sessions/gone-after-revoke', 'a revocation', async (store) => {
    assert.equal(await store.revokeByUser('u1'), 1)
  }),
  ends('sessions/gone-after-limit', 'being one too many', (store) => begin(store, person(), { maxPerUser: 1 })),
  ends('sessions/gone-after-expiry', 'its idle end', (_, __, { elapse }) => elapse(IDLE_MS)),
  {
    id: 'sessions/delete-once',
    law: 'of parallel sign-outs one ends the session, and all leave it dead',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store)
      const outcomes = await Promise.all([1, 2, 3].map(() => store.delete(session.id)))
      assert.equal(outcomes.filter(Boolean).length, 1)
      await assertDead(store, session)
    },
  },
  {
    id: 'sessions/slow-writer',
    law: 'writers that race with a sign-out succeed before it or get GONE after it, and the session is dead in any case',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const session = await begin(store)
        const writers = [
          store.update(session.id, { a: 1 }),
          store.touch(session.id, { idleMs: IDLE_MS - round - 1 }),
          store.delete(session.id),
          store.update(session.id, { b: 1 }),
          store.touch(session.id),
        ]
        for (const outcome of await Promise.allSettled(writers)) {
          if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'GONE')
        }
        await assertDead(store, session)
      }
      assert.deepEqual(await handlesOf(store), [])
    },
  },
]
