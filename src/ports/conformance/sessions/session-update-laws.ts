import { strict as assert } from 'node:assert'
import { createSession, expectRejection, IDLE_MS, type SessionLaw, userData } from './session-fixture.js'

const PARALLEL = 200

/** No lost updates. */
export const sessionUpdateLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/update',
    law: 'an update changes single fields, removes undefined ones, raises the version, slides the idle end and keeps the rest',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const before = await createSession(store, userData('u1', { a: 1, b: 2 }))
      await advanceTime(IDLE_MS / 2)
      const after = await store.update(before.id, { a: undefined, c: [3], role: 'author' })
      const { lastActivity } = after.data
      assert.ok(lastActivity >= before.createdAt + IDLE_MS / 2, 'lastActivity is not the store time')
      assert.ok(after.version > before.version)
      assert.deepEqual(after, {
        ...before,
        data: { ...userData('u1', { b: 2, c: [3] }), role: 'author', lastActivity },
        version: after.version,
        expiresAt: lastActivity + IDLE_MS,
      })
      assert.deepEqual(await store.read(before.id), after)
      const [summary] = await store.listByUser('u1')
      assert.deepEqual(
        [summary?.role, summary?.version, summary?.lastActivity],
        ['author', after.version, lastActivity],
      )
    },
  },
  {
    id: 'sessions/different-fields',
    law: '200 parallel changes of different fields are all kept, whichever version their writers had read',
    check: async ({ create }) => {
      const store = await create()
      const { id, version: since } = await createSession(store)
      const change = (index: number) => store.update(id, { [`f${index}`]: index }, index % 2 === 0 ? {} : { since })
      await Promise.all(Array.from({ length: PARALLEL }, (_, index) => change(index)))
      const session = await store.read(id)
      const kept = Array.from({ length: PARALLEL }, (_, index) => session?.data[`f${index}`] === index)
      assert.equal(kept.filter(Boolean).length, PARALLEL, 'acknowledged changes were lost')
    },
  },
  {
    id: 'sessions/one-winner',
    law: 'of parallel changes of one field with the same version, one succeeds and the others get SESSION_CONFLICT',
    check: async ({ create }) => {
      const store = await create()
      const { id, version: since } = await createSession(store, userData('u1', { n: 0 }))
      const writers = Array.from({ length: PARALLEL }, (_, index) => store.update(id, { n: index + 1 }, { since }))
      const outcomes = await Promise.allSettled(writers)
      const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
      assert.equal(winners.length, 1, 'not exactly one succeeded')
      for (const outcome of outcomes) {
        if (outcome.status === 'rejected') assert.equal(outcome.reason.code, 'SESSION_CONFLICT')
      }
      assert.deepEqual((await store.read(id))?.data, winners[0]?.data)
    },
  },
  {
    id: 'sessions/last-wins',
    law: 'without a version, the last change of a field wins',
    check: async ({ create }) => {
      const store = await create()
      const { id } = await createSession(store)
      for (const n of [1, 2]) await store.update(id, { n })
      assert.equal((await store.read(id))?.data.n, 2)
    },
  },
  {
    id: 'sessions/conflict-stores-nothing',
    law: 'a change with a conflict in one field stores no field and does not prolong the session',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const { id, version: since } = await createSession(store)
      const current = await store.update(id, { a: 1 })
      await advanceTime(IDLE_MS / 2)
      await expectRejection(store.update(id, { b: 2, a: 2 }, { since }), 'SESSION_CONFLICT')
      assert.deepEqual(await store.read(id), current)
    },
  },
  {
    id: 'sessions/removed-field',
    law: 'a removed field conflicts like a changed one',
    check: async ({ create }) => {
      const store = await create()
      const { id, version: since } = await createSession(store, userData('u1', { a: 1, b: 1 }))
      const { version } = await store.update(id, { a: undefined })
      await expectRejection(store.update(id, { a: 2 }, { since }), 'SESSION_CONFLICT')
      await expectRejection(store.update(id, { a: undefined }, { since }), 'SESSION_CONFLICT')
      await store.update(id, { b: 2 }, { since })
      assert.equal((await store.update(id, { a: 3 }, { since: version })).data.a, 3)
      await expectRejection(store.update(id, { a: 4 }, { since: version }), 'SESSION_CONFLICT')
    },
  },
  {
    id: 'sessions/many-removed-fields',
    law: 'no conflict in one of many removed fields is missed; a change with the current version never conflicts',
    check: async ({ create }) => {
      const store = await create()
      const { id } = await createSession(store)
      const names = Array.from({ length: 100 }, (_, index) => `f${index}${'x'.repeat(index % 3 === 1 ? 1000 : 0)}`)
      const { version } = await store.update(id, Object.fromEntries(names.map((name) => [name, 1])))
      for (const name of names) await store.update(id, { [name]: undefined })
      for (const name of names)
        await expectRejection(store.update(id, { [name]: 2 }, { since: version }), 'SESSION_CONFLICT')
      const current = (await store.read(id))?.version ?? 0
      assert.equal((await store.update(id, { f0: 3, f99: 3, new: 3 }, { since: current })).data.f0, 3)
    },
  },
  {
    id: 'sessions/own-activity',
    law: 'lastActivity is the store time, whatever a change contains, and it never causes a conflict',
    check: async ({ create }) => {
      const store = await create()
      const { id, createdAt, version: since } = await createSession(store)
      await store.update(id, { lastActivity: 5, a: 1 })
      const session = await store.update(id, { lastActivity: 6, b: 1 }, { since })
      assert.ok(session.data.lastActivity >= createdAt)
    },
  },
  {
    id: 'sessions/empty-update',
    law: 'an update without fields also raises the version and prolongs the session',
    check: async ({ create, advanceTime }) => {
      const store = await create()
      const before = await createSession(store)
      await advanceTime(IDLE_MS / 2)
      const after = await store.update(before.id, {})
      assert.ok(after.version > before.version)
      assert.ok(after.expiresAt >= before.expiresAt + IDLE_MS / 2)
    },
  },
]
