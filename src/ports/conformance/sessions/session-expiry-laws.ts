import { strict as assert } from 'node:assert'
import {
  ABSOLUTE_MS,
  assertDead,
  begin,
  IDLE_MS,
  person,
  refusal,
  SESSION_CAPABILITIES,
  type SessionLaw,
  SLACK_MS,
} from './session-ground.js'

/** Expiry. */
export const sessionExpiryLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/idle-end',
    law: 'a session that nobody touches lives until its idle end and is dead from then on',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store)
      await elapse(IDLE_MS - SLACK_MS)
      assert.deepEqual(await store.read(session.id), session)
      await elapse(SLACK_MS)
      await assertDead(store, session)
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/exact-end',
    law: 'a session is alive one millisecond before its end and dead at it',
    needs: [SESSION_CAPABILITIES.EXACT_TIME],
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store)
      await elapse(IDLE_MS - 1)
      assert.deepEqual(await store.read(session.id), session)
      await elapse(1)
      assert.equal(await store.read(session.id), undefined)
    },
  },
  {
    id: 'sessions/read-does-not-prolong',
    law: 'reading and listing do not prolong a session',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store)
      await elapse(IDLE_MS / 2)
      assert.deepEqual(await store.read(session.id), session)
      await store.listByUser('u1')
      await elapse(IDLE_MS / 2)
      assert.equal(await store.read(session.id), undefined)
    },
  },
  {
    id: 'sessions/touch',
    law: 'a touch slides the idle end, sets lastActivity to the store time and changes nothing else',
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store, person('u1', { a: 1 }))
      await elapse(IDLE_MS / 2)
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
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store)
      await elapse(IDLE_MS * 0.05 - SLACK_MS)
      assert.deepEqual(await store.touch(session.id), session)
      assert.deepEqual(await store.read(session.id), session)
      await elapse(SLACK_MS + 1)
      assert.notDeepEqual(await store.touch(session.id), session)
      assert.notDeepEqual(await store.read(session.id), session)
    },
  },
  {
    id: 'sessions/touch-exact',
    law: 'a touch that moves the end by exactly 5 % is not written, one millisecond more is',
    needs: [SESSION_CAPABILITIES.EXACT_TIME],
    check: async ({ create, elapse }) => {
      const store = await create()
      const session = await begin(store)
      await elapse(IDLE_MS * 0.05)
      assert.deepEqual(await store.touch(session.id), session)
      await elapse(1)
      assert.equal((await store.touch(session.id))?.expiresAt, session.expiresAt + IDLE_MS * 0.05 + 1)
    },
  },
  {
    id: 'sessions/touch-again',
    law: 'a session that is touched in time lives on beyond its first idle end',
    check: async ({ create, elapse }) => {
      const store = await create()
      const { id } = await begin(store)
      for (let time = 0; time < 3 * IDLE_MS; time += IDLE_MS / 2) {
        await elapse(IDLE_MS / 2)
        assert.ok(await store.touch(id), `dead after ${time} ms`)
      }
      assert.ok(await store.read(id))
    },
  },
  {
    id: 'sessions/absolute-end',
    law: 'neither touch nor update nor rotate moves a session beyond its absolute end',
    check: async ({ create, elapse }) => {
      const store = await create()
      let session = await begin(store, person(), { absoluteMs: 2 * IDLE_MS })
      const { absoluteExpiresAt } = session
      for (let quarter = 1; quarter < 8; quarter++) {
        await elapse(IDLE_MS / 4)
        await store.touch(session.id)
        await store.touch(session.id, { idleMs: IDLE_MS + quarter })
        await store.update(session.id, { quarter })
        session = await store.rotate(session.id, { quarter })
        assert.equal(session.absoluteExpiresAt, absoluteExpiresAt)
        assert.ok(session.expiresAt <= absoluteExpiresAt, 'the idle end is beyond the absolute end')
      }
      assert.equal(session.expiresAt, absoluteExpiresAt)
      await elapse(IDLE_MS / 4)
      await assertDead(store, session)
    },
  },
  {
    id: 'sessions/new-idle-timeout',
    law: 'a touch with a new idle timeout keeps it from then on, also if it moves the end by little',
    check: async ({ create, elapse }) => {
      const store = await create()
      const { id, absoluteExpiresAt } = await begin(store)
      const idles = async (idleMs?: number): Promise<number> => {
        const touched = await store.touch(id, idleMs === undefined ? {} : { idleMs })
        return touched ? touched.expiresAt - touched.data.lastActivity : 0
      }
      assert.equal(await idles(IDLE_MS + 1), IDLE_MS + 1)
      await elapse(IDLE_MS / 2)
      assert.equal(await idles(), IDLE_MS + 1)
      assert.equal(await idles(IDLE_MS / 4), IDLE_MS / 4)
      assert.equal(
        (await store.update(id, { a: 1 })).expiresAt - ((await store.read(id))?.data.lastActivity ?? 0),
        IDLE_MS / 4,
      )
      assert.equal((await store.touch(id, { idleMs: 2 * ABSOLUTE_MS }))?.expiresAt, absoluteExpiresAt)
      for (const idleMs of [0, -1, 0.5, Number.NaN]) await refusal(store.touch(id, { idleMs }), 'INVALID_TTL')
    },
  },
]
