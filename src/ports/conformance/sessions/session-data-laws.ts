import { strict as assert } from 'node:assert'
import type { JsonValue } from '../../../domain/platform/index.js'
import { MAX_SESSION_BYTES, type NewSessionData, type SessionChanges } from '../../../domain/sessions/index.js'
import { begin, person, refusal, type SessionLaw } from './session-ground.js'

/** Data that only a caller without types can pass. */
const untyped = (data: unknown): NewSessionData => data as NewSessionData

/** What a session holds, and what it cannot. */
export const sessionDataLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/round-trip',
    law: 'what is read back is the JSON round trip of what was given',
    check: async ({ create }) => {
      const store = await create()
      const values: { readonly [field: string]: JsonValue } = {
        text: 'ä😀\ud800\n\0"',
        empty: '',
        list: [],
        object: {},
        nested: { a: [1.5, -0.001, 1e300, null, true, { b: [] }] },
        'odd "name"': false,
        '': 0,
        '@x': 1,
        version: 7,
        '\ud800': 2,
      }
      const { id, data } = await begin(store, person('u1', values))
      const expected = { ...person('u1', values), lastActivity: data.lastActivity }
      assert.deepEqual(data, expected)
      assert.deepEqual((await store.read(id))?.data, expected)
      const date = untyped({ ...person(), date: new Date(0), left: undefined, nan: Number.NaN })
      const second = await begin(store, date)
      assert.deepEqual([second.data.date, second.data.nan], ['1970-01-01T00:00:00.000Z', null])
      assert.ok(!('left' in second.data))
    },
  },
  {
    id: 'sessions/snapshot',
    law: 'what was passed is not kept, and what is read is deeply frozen',
    check: async ({ create }) => {
      const store = await create()
      const list = [1]
      const session = await begin(store, person('u1', { list }))
      list.push(2)
      const read = await store.read(session.id)
      assert.deepEqual(read?.data.list, [1])
      for (const part of [session, session.data, session.data.list, read, read?.data, read?.data.list]) {
        assert.ok(Object.isFrozen(part), 'what was read can be changed')
      }
    },
  },
  {
    id: 'sessions/prototype-field',
    law: 'a field named __proto__ is a field like any other',
    check: async ({ create }) => {
      const store = await create()
      const { id } = await begin(store, JSON.parse(JSON.stringify(person()).replace('{', '{"__proto__":{"a":1},')))
      const { data } = await store.update(id, JSON.parse('{"constructor":2}'))
      const names = ['__proto__', 'constructor', 'email', 'lastActivity', 'role', 'userId']
      assert.deepEqual(Object.keys(data).sort(), names)
      assert.equal(Object.getPrototypeOf(data), Object.prototype)
      const cleared = await store.update(id, JSON.parse('{"__proto__":3}'))
      assert.equal(Object.getOwnPropertyDescriptor(cleared.data, '__proto__')?.value, 3)
    },
  },
  {
    id: 'sessions/data-refused',
    law: 'data without a JSON form are refused with UNSERIALISABLE, fields that cannot hold theirs with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const store = await create()
      await refusal(begin(store, untyped({ ...person(), bag: { f: () => 1 } })), 'UNSERIALISABLE')
      const wrong: readonly object[] = [
        { userId: undefined },
        { userId: '' },
        { userId: 7 },
        { email: undefined },
        { role: '' },
        { role: 'r'.repeat(65) },
        { lastActivity: 'now' },
        { lastActivity: Number.NaN },
      ]
      for (const fields of wrong) await refusal(begin(store, untyped({ ...person(), ...fields })), 'INVALID_ARGUMENT')
      for (const data of ['text', [1], null]) await refusal(begin(store, untyped(data)), 'INVALID_ARGUMENT')
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/changes-refused',
    law: 'changes that cannot be made are refused by update and rotate alike, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      const session = await begin(store)
      const cases: readonly (readonly [code: 'INVALID_ARGUMENT' | 'UNSERIALISABLE', changes: unknown])[] = [
        ['INVALID_ARGUMENT', { userId: 'u2' }],
        ['INVALID_ARGUMENT', { userId: undefined }],
        ['INVALID_ARGUMENT', { role: undefined }],
        ['INVALID_ARGUMENT', { email: 7 }],
        ['INVALID_ARGUMENT', { role: '' }],
        ['INVALID_ARGUMENT', [1]],
        ['UNSERIALISABLE', { a: { f: () => 1 } }],
      ]
      for (const [code, changes] of cases) {
        await refusal(store.update(session.id, changes as SessionChanges), code)
        await refusal(store.rotate(session.id, changes as SessionChanges), code)
      }
      for (const since of [-1, 1.5, Number.NaN]) {
        await refusal(store.update(session.id, { a: 1 }, { since }), 'INVALID_ARGUMENT')
      }
      assert.deepEqual(await store.read(session.id), session)
    },
  },
  {
    id: 'sessions/too-large',
    law: 'data of more than 64 KiB are refused with SESSION_TOO_LARGE by every verb, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      const frame = JSON.stringify((await begin(store, person('u1', { bag: '' }))).data).length
      const most = MAX_SESSION_BYTES - frame
      const full = await begin(store, person('u1', { bag: 'x'.repeat(most) }))
      const over = 'x'.repeat(most + 1)
      await refusal(begin(store, person('u1', { bag: over })), 'SESSION_TOO_LARGE')
      await refusal(begin(store, person('u1', { bag: 'ä'.repeat(most / 2 + 1) })), 'SESSION_TOO_LARGE')
      // What could never fit is judged as an argument is, whatever it was meant for.
      for (const verb of [store.update, store.rotate]) {
        await refusal(verb.call(store, 'unknown', { bag: 'x'.repeat(MAX_SESSION_BYTES) }), 'SESSION_TOO_LARGE')
      }
      for (const changes of [{ bag: over }, { b: 0 }]) {
        await refusal(store.update(full.id, changes), 'SESSION_TOO_LARGE')
        await refusal(store.rotate(full.id, changes), 'SESSION_TOO_LARGE')
      }
      assert.deepEqual(await store.read(full.id), full)
      const exchanged = await store.update(full.id, { bag: undefined, gab: 'y'.repeat(most) })
      assert.equal(JSON.stringify(exchanged.data).length, MAX_SESSION_BYTES)
      assert.deepEqual(await store.read(full.id), exchanged)
    },
  },
]
