import { strict as assert } from 'node:assert'
import { isAppError } from '../../../domain/platform/index.js'
import type { Session } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import {
  createSession,
  IDLE_MS,
  SESSION_CAPABILITIES,
  type SessionLaw,
  SMALL_STORE_SESSIONS,
  userData,
} from './session-fixture.js'

/** A store can free some memory at any time. With this many attempts to fill it, it is full in some of them. */
const ROUNDS = 20

const LARGE = { bag: 'x'.repeat(60_000) }

/** Creates sessions of 60 kB, one for each user, until the store evicts or refuses one. Keeps reading the first one. */
async function fill(store: SessionStore): Promise<{ readonly made: Session[]; readonly refused?: unknown }> {
  const made: Session[] = []
  while (made.length < SMALL_STORE_SESSIONS) {
    try {
      made.push(await createSession(store, userData(`u${made.length}`, LARGE)))
    } catch (refused) {
      return { made, refused }
    }
    await store.read(made[0]?.id ?? '')
    if ((await store.stats()).evictions > 0) return { made }
  }
  return assert.fail(`the store is not full with ${made.length} sessions of 60 kB`)
}

/** Creates small sessions, one for each user, until the store refuses one. */
async function fillUp(store: SessionStore, made: Session[]): Promise<void> {
  for (let count = 0; count < SMALL_STORE_SESSIONS * 100; count++) {
    const session = await createSession(store, userData(`small${made.length}`)).catch((error: unknown) => {
      assert.ok(isAppError(error, 'STORE_FULL'), `expected STORE_FULL, got ${String(error)}`)
    })
    if (!session) return
    made.push(session)
  }
  assert.fail('the store never refuses a small session')
}

/** Whether a full store refuses an update without changing anything. */
async function isRefused(store: SessionStore, session: Session | undefined, made: Session[]): Promise<boolean> {
  let known = session
  for (let round = 1; round <= ROUNDS; round++) {
    await fillUp(store, made)
    const updated = await store.update(known?.id ?? '', { more: round }).catch((error: unknown) => {
      assert.ok(isAppError(error, 'STORE_FULL'), `expected STORE_FULL, got ${String(error)}`)
    })
    assert.deepEqual(await store.read(known?.id ?? ''), updated ?? known)
    if (!updated) return true
    known = updated
  }
  return false
}

/** The store as a whole. */
export const sessionStoreLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/stats',
    law: 'the statistics count the live sessions',
    check: async ({ create }) => {
      const store = await create()
      assert.deepEqual(await store.stats(), { connected: true, sessions: 0, evictions: 0 })
      const [a, b] = [await createSession(store), await createSession(store, userData('u2'))]
      await store.rotate(a.id)
      assert.equal((await store.stats()).sessions, 2)
      await store.delete(b.id)
      assert.deepEqual(await store.stats(), { connected: true, sessions: 1, evictions: 0 })
    },
  },
  {
    id: 'sessions/alone',
    law: 'two separate stores do not share sessions',
    check: async ({ create }) => {
      const [one, other] = [await create(), await create()]
      const { id } = await createSession(one)
      assert.equal(await other.read(id), undefined)
      assert.deepEqual(await other.listByUser('u1'), [])
    },
  },
  {
    id: 'sessions/close',
    law: 'a store can be closed more than once',
    check: async ({ create }) => {
      const store = await create()
      await store.close()
      await store.close()
    },
  },
  {
    id: 'sessions/full-evicts',
    law: 'a full store that evicts drops the least recently used live session for a new one and counts the eviction',
    needs: [SESSION_CAPABILITIES.SMALL_EVICTS],
    check: async ({ create }) => {
      const store = await create()
      assert.equal(store.whenFull, 'evicts')
      const { made, refused } = await fill(store)
      assert.equal(refused, undefined, 'a new session was refused')
      const [first, second] = made
      const { sessions, evictions } = await store.stats()
      assert.equal(sessions + evictions, made.length)
      assert.ok(await store.read(first?.id ?? ''), 'the most recently used session was evicted')
      assert.equal(await store.read(second?.id ?? ''), undefined, 'the least recently used session was not evicted')
      assert.deepEqual(await store.listByUser('u1'), [])
    },
  },
  {
    id: 'sessions/full-refuses',
    law: 'a full store that refuses loses no session, allows reading, touching, rotating and ending, and then accepts new ones',
    needs: [SESSION_CAPABILITIES.SMALL_REFUSES],
    check: async ({ create }) => {
      const store = await create()
      assert.equal(store.whenFull, 'refuses')
      const { made, refused } = await fill(store)
      assert.ok(isAppError(refused, 'STORE_FULL'), `expected STORE_FULL, got ${String(refused)}`)
      await fillUp(store, made)
      const [first, second, third, ...rest] = made
      for (const { id } of made) assert.ok(await store.read(id), 'a session was lost')
      assert.equal((await store.stats()).sessions, made.length)
      for (let round = 1; round <= ROUNDS; round++) {
        await fillUp(store, rest)
        assert.ok(await store.touch(first?.id ?? '', { idleMs: IDLE_MS + round }))
      }
      assert.ok(await store.rotate(second?.id ?? ''))
      assert.ok(await isRefused(store, third, rest), 'a full store accepted every update')
      for (const { id } of rest) assert.equal(await store.delete(id), true)
      assert.ok(await createSession(store))
    },
  },
]
