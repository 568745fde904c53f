import { strict as assert } from 'node:assert'
import type { SessionStore } from '../../sessions/index.js'
import { type ArgumentRow, refusesWrongArguments } from '../wrong-arguments.js'
import { ABSOLUTE_MS, createSession, IDLE_MS, type SessionLaw, userData } from './session-fixture.js'

export const sessionArgumentLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/arguments',
    law: 'every method refuses options of a wrong type or out of range, with INVALID_ARGUMENT or INVALID_TTL, the name and the value, and changes nothing',
    check: async ({ create }) => {
      const store = await create()
      const { id, handle } = await createSession(store)
      await refusesWrongArguments(sessionArgumentRows(store, id))
      assert.deepEqual(await store.listByUser('u2'), [])
      const [session, ...others] = await store.listByUser('u1')
      assert.equal(session?.handle, handle, 'a refused call ended the session')
      assert.equal(others.length, 0)
      assert.equal((await store.read(id))?.data.a, undefined, 'a refused call changed the session')
    },
  },
]

/** The calls of a store with wrong arguments. @param id of a session */
export function sessionArgumentRows(store: SessionStore, id: string): readonly ArgumentRow[] {
  const data = userData('u2')
  const creation = { idleMs: IDLE_MS, absoluteMs: ABSOLUTE_MS }
  return [
    { what: 'creation', kind: 'object', call: (wrong) => store.create(data, wrong) },
    {
      what: 'idleMs',
      kind: 'positive',
      code: 'INVALID_TTL',
      call: (idleMs) => store.create(data, { ...creation, idleMs }),
    },
    {
      what: 'absoluteMs',
      kind: 'positive',
      code: 'INVALID_TTL',
      call: (absoluteMs) => store.create(data, { ...creation, absoluteMs }),
    },
    { what: 'maxPerUser', kind: 'positive', call: (maxPerUser) => store.create(data, { ...creation, maxPerUser }) },
    { what: 'replaces', kind: 'text', call: (replaces) => store.create(data, { ...creation, replaces }) },
    {
      what: 'id',
      kind: 'text',
      code: 'INVALID_ID',
      call: (wrong) => store.create(data, { ...creation, id: wrong }),
    },
    { what: 'options', kind: 'object', call: (options) => store.update(id, { a: 1 }, options) },
    { what: 'since', kind: 'count', call: (since) => store.update(id, { a: 1 }, { since }) },
    { what: 'options', kind: 'object', call: (options) => store.touch(id, options) },
    { what: 'idleMs', kind: 'positive', code: 'INVALID_TTL', call: (idleMs) => store.touch(id, { idleMs }) },
    { what: 'userId', kind: 'text', call: (userId) => store.listByUser(userId) },
    { what: 'userId', kind: 'text', call: (userId) => store.readByUser(userId) },
    { what: 'userId', kind: 'text', call: (userId) => store.revokeByUser(userId) },
    { what: 'options', kind: 'object', call: (options) => store.revokeByUser('u1', options) },
    { what: 'except', kind: 'text', call: (except) => store.revokeByUser('u1', { except }) },
    { what: 'handle', kind: 'text', call: (wrong) => store.revokeByUser('u1', { handle: wrong }) },
  ]
}
