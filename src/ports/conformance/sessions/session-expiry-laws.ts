import { strict as assert } from 'node:assert'
import type { Session } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import type { Harness } from '../law.js'
import {
  ABSOLUTE_MS,
  assertEnded,
  createSession,
  expectRejection,
  handlesOf,
  IDLE_MS,
  SESSION_CAPABILITIES,
  type SessionLaw,
  SLACK_MS,
  userData,
} from './session-fixture.js'

/** Idle end, absolute end, touch. */
export const sessionExpiryLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/idle-end',
    law: 'an untouched session is live until its idle end and expired from then on',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store)
      await advanceTime(IDLE_MS - SLACK_MS)
      assert.deepEqual(await store.read(session.id), session)
      await advanceTime(SLACK_MS)
      await assertEnded(store, session)
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/exact-end',
    law: 'a session is live one millisecond before its end and expired at its end',
    needs: [SESSION_CAPABILITIES.EXACT_TIME],
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store)
      await advanceTime(IDLE_MS - 1)
      assert.deepEqual(await store.read(session.id), session)
      await advanceTime(1)
      assert.equal(await store.read(session.id), undefined)
    },
  },
  {
    id: 'sessions/read-does-not-prolong',
    law: 'reading and listing do not prolong a session',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store)
      await advanceTime(IDLE_MS / 2)
      assert.deepEqual(await store.read(session.id), session)
      await store.listByUser('u1')
      await advanceTime(IDLE_MS / 2)
      assert.equal(await store.read(session.id), undefined)
    },
  },
  {
    id: 'sessions/touch',
    law: 'a touch slides the idle end, sets lastActivity to the store time and changes nothing else',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store, userData('u1', { a: 1 }))
      await advanceTime(IDLE_MS / 2)
      const touched = await store.touch(session.id)
      const lastActivity = touched?.data.lastActivity ?? 0
      assert.ok(lastActivity >= session.createdAt + IDLE_MS / 2, 'lastActivity is not the store time')
      const expected = { ...session, data: { ...session.data, lastActivity }, expiresAt: lastActivity + IDLE_MS }
      assert.deepEqual(touched, expected)
      assert.deepEqual(await store.read(session.id), expected)
      await store.update(session.id, { a: 2 }, { since: session.version })
    },
  },
  {
    id: 'sessions/touch-throttled',
    law: 'a touch is written only if the idle end moves by more than 5 % of the idle timeout',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store)
      await advanceTime(IDLE_MS * 0.05 - SLACK_MS)
      assert.deepEqual(await store.touch(session.id), session)
      assert.deepEqual(await store.read(session.id), session)
      await advanceTime(SLACK_MS + 1)
      assert.notDeepEqual(await store.touch(session.id), session)
      assert.notDeepEqual(await store.read(session.id), session)
    },
  },
  {
    id: 'sessions/touch-exact',
    law: 'a touch that moves the end by exactly 5 % is not written; one millisecond more is written',
    needs: [SESSION_CAPABILITIES.EXACT_TIME],
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const session = await createSession(store)
      await advanceTime(IDLE_MS * 0.05)
      assert.deepEqual(await store.touch(session.id), session)
      await advanceTime(1)
      assert.equal((await store.touch(session.id))?.expiresAt, session.expiresAt + IDLE_MS * 0.05 + 1)
    },
  },
  {
    id: 'sessions/touch-again',
    law: 'a session that is touched in time outlives its first idle end',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const { id } = await createSession(store)
      for (let time = 0; time < 3 * IDLE_MS; time += IDLE_MS / 2) {
        await advanceTime(IDLE_MS / 2)
        assert.ok(await store.touch(id), `expired after ${time} ms`)
      }
      assert.ok(await store.read(id))
    },
  },
  {
    id: 'sessions/absolute-end',
    law: 'touch, update and rotate never move a session beyond its absolute end',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      let session = await createSession(store, userData(), { absoluteMs: 2 * IDLE_MS })
      const { absoluteExpiresAt } = session
      for (let quarter = 1; quarter < 8; quarter++) {
        await advanceTime(IDLE_MS / 4)
        await store.touch(session.id)
        await store.touch(session.id, { idleMs: IDLE_MS + quarter })
        await store.update(session.id, { quarter })
        session = await store.rotate(session.id, { quarter })
        assert.equal(session.absoluteExpiresAt, absoluteExpiresAt)
        assert.ok(session.expiresAt <= absoluteExpiresAt, 'the idle end is beyond the absolute end')
      }
      assert.equal(session.expiresAt, absoluteExpiresAt)
      await advanceTime(IDLE_MS / 4)
      await assertEnded(store, session)
    },
  },
  {
    id: 'sessions/new-idle-timeout',
    law: 'a touch with a new idle timeout keeps it for later touches, even if the end hardly moves',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const { id, absoluteExpiresAt } = await createSession(store)
      const idles = async (idleMs?: number): Promise<number> => {
        const touched = await store.touch(id, idleMs === undefined ? {} : { idleMs })
        return touched ? touched.expiresAt - touched.data.lastActivity : 0
      }
      assert.equal(await idles(IDLE_MS + 1), IDLE_MS + 1)
      await advanceTime(IDLE_MS / 2)
      assert.equal(await idles(), IDLE_MS + 1)
      assert.equal(await idles(IDLE_MS / 4), IDLE_MS / 4)
      assert.equal(
        (await store.update(id, { a: 1 })).expiresAt - ((await store.read(id))?.data.lastActivity ?? 0),
        IDLE_MS / 4,
      )
      assert.equal((await store.touch(id, { idleMs: 2 * ABSOLUTE_MS }))?.expiresAt, absoluteExpiresAt)
      for (const idleMs of [0, -1, 0.5, Number.NaN]) await expectRejection(store.touch(id, { idleMs }), 'INVALID_TTL')
    },
  },
]

type Ending = (store: SessionStore, session: Session, harness: Harness<SessionStore>) => Promise<unknown>

function ends(id: string, how: string, end: Ending): SessionLaw {
  return {
    id,
    law: `after ${how} a late writer gets SESSION_ENDED, stores nothing and restores nothing`,
    check: async (harness) => {
      const store = await harness.create()
      const session = await createSession(store, userData('u1', { a: 1 }))
      await createSession(store, userData('u2'))
      await end(store, session, harness)
      const live = (await store.stats()).sessions
      await assertEnded(store, session)
      assert.equal((await store.stats()).sessions, live, 'the number of live sessions changed')
      const listed = [...(await handlesOf(store, 'u1')), ...(await handlesOf(store, 'u2'))]
      assert.equal(listed.length, live, 'the index differs from the live sessions')
    },
  }
}

/** An ended session never becomes live again. */
export const sessionEndLaws: readonly SessionLaw[] = [
  ends('sessions/ended-after-delete', 'a sign-out', async (store, { id }) => {
    assert.equal(await store.delete(id), true)
  }),
  ends('sessions/ended-after-rotate', 'a rotation', (store, { id }) => store.rotate(id)),
  ends('sessions/ended-after-revoke', 'a revocation', async (store) => {
    assert.equal(await store.revokeByUser('u1'), 1)
  }),
  ends('sessions/ended-after-limit', 'exceeding the limit of its user', (store) =>
    createSession(store, userData(), { maxPerUser: 1 }),
  ),
  ends('sessions/ended-after-expiry', 'its idle end', (_, __, { advanceTime }) => advanceTime(IDLE_MS)),
  {
    id: 'sessions/delete-once',
    law: 'of parallel sign-outs exactly one ends the session, and afterwards it has ended for all',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store)
      const outcomes = await Promise.all([1, 2, 3].map(() => store.delete(session.id)))
      assert.equal(outcomes.filter(Boolean).length, 1)
      await assertEnded(store, session)
    },
  },
  {
    id: 'sessions/slow-writer',
    law: 'writers that race with a sign-out succeed before it or get SESSION_ENDED after it, and the session has ended in any case',
    check: async ({ create }) => {
      const store = await create()
      for (let round = 0; round < 20; round++) {
        const session = await createSession(store)
        const writers = [
          store.update(session.id, { a: 1 }),
          store.touch(session.id, { idleMs: IDLE_MS - round - 1 }),
          store.delete(session.id),
          store.update(session.id, { b: 1 }),
          store.touch(session.id),
        ]
        for (const outcome of await Promise.allSettled(writers)) {
          if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'SESSION_ENDED')
        }
        await assertEnded(store, session)
      }
      assert.deepEqual(await handlesOf(store), [])
    },
  },
]
