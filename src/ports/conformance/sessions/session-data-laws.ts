import { strict as assert } from 'node:assert'
import type { JsonValue } from '../../../domain/platform/index.js'
import { MAX_SESSION_BYTES, type NewSessionData, type SessionChanges } from '../../../domain/sessions/index.js'
import { faithfulValues, lossyValues } from '../lossy-values.js'
import { createSession, expectRejection, type SessionLaw, userData } from './session-fixture.js'

/** Data that TypeScript would reject. */
const untyped = (data: unknown): NewSessionData => data as NewSessionData

/** No values of `lastActivity`: not a time, no zone, a day that does not exist, out of range. */
const INVALID_TIMES: readonly unknown[] = [
  ...['now', '', '5', '2026-02-28', '2026-02-28T21:30:15', '2026-02-30T21:30:15Z', '2026-13-01T00:00:00Z'],
  ...['2026-02-28T25:00:00Z', ' 2026-02-28T21:30:15Z', 'Sat, 28 Feb 2026 21:30:15 GMT'],
  ...[Number.NaN, 1.5, 1e300, true, null, {}, ['2026-02-28T21:30:15Z']],
]

/** Valid and invalid session data. */
export const sessionDataLaws: readonly SessionLaw[] = [
  {
    id: 'sessions/round-trip',
    law: 'stored data is the JSON round trip of the given data',
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
      const { id, data } = await createSession(store, userData('u1', values))
      const expected = { ...userData('u1', values), lastActivity: data.lastActivity }
      assert.deepEqual(data, expected)
      assert.deepEqual((await store.read(id))?.data, expected)
      const date = untyped({ ...userData(), date: new Date(0), left: undefined, nan: Number.NaN })
      const second = await createSession(store, date)
      assert.deepEqual([second.data.date, second.data.nan], ['1970-01-01T00:00:00.000Z', null])
      assert.ok(!('left' in second.data))
    },
  },
  {
    id: 'sessions/snapshot',
    law: 'later changes of the given object have no effect, and returned sessions are deeply frozen',
    check: async ({ create }) => {
      const store = await create()
      const list = [1]
      const session = await createSession(store, userData('u1', { list }))
      list.push(2)
      const read = await store.read(session.id)
      assert.deepEqual(read?.data.list, [1])
      for (const part of [session, session.data, session.data.list, read, read?.data, read?.data.list]) {
        assert.ok(Object.isFrozen(part), 'a returned session is mutable')
      }
    },
  },
  {
    id: 'sessions/prototype-field',
    law: 'a field named __proto__ is an ordinary field',
    check: async ({ create }) => {
      const store = await create()
      const { id } = await createSession(
        store,
        JSON.parse(JSON.stringify(userData()).replace('{', '{"__proto__":{"a":1},')),
      )
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
    law: 'data without a JSON form is rejected with UNSERIALISABLE, an invalid value of a field with INVALID_ARGUMENT',
    check: async ({ create }) => {
      const store = await create()
      for (const lossy of [...lossyValues(), new Uint8Array(2)]) {
        await expectRejection(createSession(store, untyped({ ...userData(), bag: { lossy } })), 'UNSERIALISABLE')
      }
      const wrong: readonly object[] = [
        { userId: undefined },
        { userId: '' },
        { userId: 7 },
        { email: undefined },
        { role: '' },
        { role: 'r'.repeat(65) },
        ...INVALID_TIMES.map((lastActivity) => ({ lastActivity })),
      ]
      for (const fields of wrong)
        await expectRejection(createSession(store, untyped({ ...userData(), ...fields })), 'INVALID_ARGUMENT')
      for (const data of ['text', [1], null])
        await expectRejection(createSession(store, untyped(data)), 'INVALID_ARGUMENT')
      assert.equal((await store.stats()).sessions, 0)
    },
  },
  {
    id: 'sessions/changes-refused',
    law: 'update and rotate reject the same invalid changes, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      const session = await createSession(store)
      const cases: readonly (readonly [code: 'INVALID_ARGUMENT' | 'UNSERIALISABLE', changes: unknown])[] = [
        ['INVALID_ARGUMENT', { userId: 'u2' }],
        ['INVALID_ARGUMENT', { userId: undefined }],
        ['INVALID_ARGUMENT', { role: undefined }],
        ['INVALID_ARGUMENT', { email: 7 }],
        ['INVALID_ARGUMENT', { role: '' }],
        ...[[1], '', 'text', 0, 1, false, true, null].map((changes) => ['INVALID_ARGUMENT', changes] as const),
        ...INVALID_TIMES.map((lastActivity) => ['INVALID_ARGUMENT', { lastActivity }] as const),
        ...lossyValues().map((lossy) => ['UNSERIALISABLE', { a: lossy }] as const),
      ]
      for (const [code, changes] of cases) {
        await expectRejection(store.update(session.id, changes as SessionChanges), code)
        await expectRejection(store.rotate(session.id, changes as SessionChanges), code)
      }
      for (const since of [-1, 1.5, Number.NaN]) {
        await expectRejection(store.update(session.id, { a: 1 }, { since }), 'INVALID_ARGUMENT')
      }
      assert.deepEqual(await store.read(session.id), session)
      for (const [value, json] of faithfulValues()) {
        assert.deepEqual((await store.update(session.id, { a: value as JsonValue })).data.a, json)
      }
    },
  },
  {
    id: 'sessions/too-large',
    law: 'every method rejects data of more than 64 KiB with SESSION_TOO_LARGE, and nothing is stored',
    check: async ({ create }) => {
      const store = await create()
      const frame = JSON.stringify((await createSession(store, userData('u1', { bag: '' }))).data).length
      const max = MAX_SESSION_BYTES - frame
      const full = await createSession(store, userData('u1', { bag: 'x'.repeat(max) }))
      const over = 'x'.repeat(max + 1)
      await expectRejection(createSession(store, userData('u1', { bag: over })), 'SESSION_TOO_LARGE')
      await expectRejection(createSession(store, userData('u1', { bag: 'ä'.repeat(max / 2 + 1) })), 'SESSION_TOO_LARGE')
      // Changes that alone exceed the limit are invalid arguments, even for an unknown session.
      for (const verb of [store.update, store.rotate]) {
        await expectRejection(verb.call(store, 'unknown', { bag: 'x'.repeat(MAX_SESSION_BYTES) }), 'SESSION_TOO_LARGE')
      }
      for (const changes of [{ bag: over }, { b: 0 }]) {
        await expectRejection(store.update(full.id, changes), 'SESSION_TOO_LARGE')
        await expectRejection(store.rotate(full.id, changes), 'SESSION_TOO_LARGE')
      }
      assert.deepEqual(await store.read(full.id), full)
      const exchanged = await store.update(full.id, { bag: undefined, gab: 'y'.repeat(max) })
      assert.equal(JSON.stringify(exchanged.data).length, MAX_SESSION_BYTES)
      assert.deepEqual(await store.read(full.id), exchanged)
    },
  },
]
