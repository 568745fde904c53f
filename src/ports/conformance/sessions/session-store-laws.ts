import { strict as assert } from 'node:assert'
import { isAppError } from '../../../domain/platform/index.js'
import type { Session } from '../../../domain/sessions/index.js'
import type { SessionStore } from '../../sessions/index.js'
import {
  begin,
  IDLE_MS,
  person,
  SESSION_CAPABILITIES,
  type SessionLaw,
  SMALL_STORE_SESSIONS,
} from './session-ground.js'

/** A store may get some room back by itself at any time: filled up again and again, it is full at some of them. */
const ROUNDS = 20

const LARGE = { bag: 'x'.repeat(60_000) }

/** Sessions of 60 kB of users of their own, until the store drops or refuses one; the first one is read all the time. */
async function fill(store: SessionStore): Promise<{ readonly made: Session[]; readonly refused?: unknown }> {
  const made: Session[] = []
  while (made.length < SMALL_STORE_SESSIONS) {
    try {
      made.push(await begin(store, person(`u${made.length}`, LARGE)))
    } catch (refused) {
      return { made, refused }
    }
    await store.read(made[0]?.id ?? '')
    if ((await store.stats()).evictions > 0) return { made }
  }
  return assert.fail(`the store is not full with ${made.length} sessions of 60 kB`)
}

/** Small sessions of users of their own, until the store refuses one: nothing at all has room. */
async function fillUp(store: SessionStore, made: Session[]): Promise<void> {
  for (let count = 0; count < SMALL_STORE_SESSIONS * 100; count++) {
    const session = await begin(store, person(`small${made.length}`)).catch((error: unknown) => {
      assert.ok(isAppError(error, 'STORE_FULL'), `expected STORE_FULL, got ${String(error)}`)
    })
    if (!session) return
    made.push(session)
  }
  assert.fail('the store takes small sessions without end')
}

/** Whether an update is refused that finds no room, and changes nothing then. */
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
    law: 'the statistics count the living sessions',
    check: async ({ create }) => {
      const store = await create()
      assert.deepEqual(await store.stats(), { connected: true, sessions: 0, evictions: 0 })
      const [a, b] = [await begin(store), await begin(store, person('u2'))]
      await store.rotate(a.id)
      assert.equal((await store.stats()).sessions, 2)
      await store.delete(b.id)
      assert.deepEqual(await store.stats(), { connected: true, sessions: 1, evictions: 0 })
    },
  },
  {
    id: 'sessions/alone',
    law: 'two stores that share nothing know nothing of each other',
    check: async ({ create }) => {
      const [one, other] = [await create(), await create()]
      const { id } = await begin(one)
      assert.equal(await other.read(id), undefined)
      assert.deepEqual(await other.listByUser('u1'), [])
    },
  },
  {
    id: 'sessions/close',
    law: 'a store may be closed more than once',
    check: async ({ create }) => {
      const store = await create()
      await store.close()
      await store.close()
    },
  },
  {
    id: 'sessions/full-evicts',
    law: 'a full store that evicts drops the least recently used living session for a new one, and counts it',
    needs: [SESSION_CAPABILITIES.SMALL_EVICTS],
    check: async ({ create }) => {
      const store = await create()
      assert.equal(store.whenFull, 'evicts')
      const { made, refused } = await fill(store)
      assert.equal(refused, undefined, 'a new session was refused')
      const [first, second] = made
      const { sessions, evictions } = await store.stats()
      assert.equal(sessions + evictions, made.length)
      assert.ok(await store.read(first?.id ?? ''), 'the session that was used last is gone')
      assert.equal(await store.read(second?.id ?? ''), undefined, 'the least recently used session lives')
      assert.deepEqual(await store.listByUser('u1'), [])
    },
  },
  {
    id: 'sessions/full-refuses',
    law: 'a full store that refuses loses no session, lets it be read, touched, rotated and ended, and then takes new ones',
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
      assert.ok(await isRefused(store, third, rest), 'a full store took every update')
      for (const { id } of rest) assert.equal(await store.delete(id), true)
      assert.ok(await begin(store))
    },
  },
]
