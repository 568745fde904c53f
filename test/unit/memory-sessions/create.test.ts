import { describe, expect, it } from '@jest/globals'
import { LruSessionStore } from '../../../src/adapters/memory/index.js'
import { MAX_SESSION_BYTES } from '../../../src/domain/sessions/index.js'
import { ManualClock } from '../../support/manual-clock.js'
import { ABSOLUTE_MS, IDLE_MS, person, refusal, sessionFixture } from './session-fixture.js'

describe('LruSessionStore, law "create, never upsert"', () => {
  it('makes an id of 32 random bytes and a handle that is not the id', async () => {
    const { create } = sessionFixture()
    const [first, second] = [await create(), await create()]
    expect(first.id).toMatch(/^[\w-]{43}$/)
    expect(new Set([first.id, second.id, first.handle, second.handle]).size).toBe(4)
  })

  it('says when the session began and when it ends', async () => {
    const { clock, create } = sessionFixture()
    const now = clock.now()
    expect(await create(person('u1', { theme: 'dark' }))).toMatchObject({
      data: { ...person(), theme: 'dark', lastActivity: now },
      version: 1,
      createdAt: now,
      expiresAt: now + IDLE_MS,
      absoluteExpiresAt: now + ABSOLUTE_MS,
    })
  })

  it('takes lastActivity as given', async () => {
    const { create } = sessionFixture()
    expect((await create(person('u1', { lastActivity: 5 }))).data.lastActivity).toBe(5)
  })

  it.each(['x', '*', '\n', '\0', '__proto__', 'ä'.repeat(256)])('takes a given id: %#', async (id) => {
    const { store, create } = sessionFixture()
    expect((await create(person(), { id })).id).toBe(id)
    expect(await store.read(id)).toMatchObject({ id, data: person() })
  })

  it.each(['', 'x'.repeat(257), '\ud800'])('refuses an id that is none: %#', async (id) => {
    const { store, create } = sessionFixture()
    expect((await refusal(create(person(), { id }))).code).toBe('INVALID_ID')
    expect((await store.stats()).sessions).toBe(0)
  })

  it('refuses an id that is alive and leaves that session as it was', async () => {
    const { store, create } = sessionFixture()
    const session = await create(person('u1'), { id: 'taken' })
    const error = await refusal(create(person('u2'), { id: 'taken' }))
    expect(error.code).toBe('SESSION_EXISTS')
    expect(error.message).not.toContain('taken')
    expect(await store.read('taken')).toEqual(session)
    expect(await store.listByUser('u2')).toEqual([])
  })

  it('an id whose session is dead is free again', async () => {
    const { clock, store, create } = sessionFixture()
    await create(person('u1'), { id: 'again' })
    await clock.advance(IDLE_MS)
    await create(person('u2'), { id: 'again' })
    await store.delete('again')
    await create(person('u3'), { id: 'again' })
    expect((await store.read('again'))?.data.userId).toBe('u3')
    expect(await store.listByUser('u1')).toEqual([])
  })

  it('refuses a TTL beyond the absolute lifetime and names the setting', async () => {
    const { create } = sessionFixture()
    const error = await refusal(create(person(), { idleMs: ABSOLUTE_MS + 1 }))
    expect(error.code).toBe('INVALID_TTL')
    expect(error.hint).toContain('sessions.absoluteTtl')
    await create(person(), { idleMs: ABSOLUTE_MS })
  })

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the time %p', async (ms) => {
    const { create } = sessionFixture()
    expect((await refusal(create(person(), { idleMs: ms }))).code).toBe('INVALID_TTL')
    expect((await refusal(create(person(), { absoluteMs: ms, idleMs: 1 }))).code).toBe('INVALID_TTL')
  })

  it('refuses what has no JSON form and points at it', async () => {
    const { create } = sessionFixture()
    const error = await refusal(create({ ...person(), bag: { f: () => 1 } } as never))
    expect(error).toMatchObject({ code: 'UNSERIALISABLE', details: { pointer: '/bag/f' } })
  })

  it.each([
    ['no userId', { userId: undefined }],
    ['an empty userId', { userId: '' }],
    ['a userId that is a number', { userId: 7 }],
    ['no email', { email: undefined }],
    ['an empty role', { role: '' }],
    ['a role of 65 characters', { role: 'r'.repeat(65) }],
    ['a lastActivity that is a text', { lastActivity: 'now' }],
    ['a lastActivity that is no number', { lastActivity: Number.NaN }],
  ])('refuses %s', async (_, wrong) => {
    const { create } = sessionFixture()
    expect((await refusal(create({ ...person(), ...wrong } as never))).code).toBe('INVALID_ARGUMENT')
  })

  it.each(['text', [1], null])('refuses data that are no object: %p', async (data) => {
    const { create } = sessionFixture()
    expect((await refusal(create(data as never))).code).toMatch(/INVALID_ARGUMENT/)
  })

  it('a session has at most 64 KiB', async () => {
    const { create } = sessionFixture()
    const rest = JSON.stringify({ ...person('u1', { bag: '' }), lastActivity: Date.UTC(2030, 0, 1) }).length
    await create(person('u1', { bag: 'x'.repeat(MAX_SESSION_BYTES - rest) }))
    const error = await refusal(create(person('u1', { bag: 'x'.repeat(MAX_SESSION_BYTES - rest + 1) })))
    expect(error).toMatchObject({
      code: 'SESSION_TOO_LARGE',
      details: { bytes: MAX_SESSION_BYTES + 1, limit: MAX_SESSION_BYTES },
    })
  })

  it('works without anything but a clock', async () => {
    const store = new LruSessionStore({ clock: new ManualClock() })
    const { id } = await store.create(person(), { idleMs: 1, absoluteMs: 1 })
    expect((await store.read(id))?.id).toBe(id)
  })
})

describe('LruSessionStore, snapshots', () => {
  it('what is read is frozen, and what was passed is not kept', async () => {
    const { store, create } = sessionFixture()
    const list = [1]
    const session = await create(person('u1', { list }), { id: 'x' })
    list.push(2)
    const read = await store.read('x')
    expect(read?.data.list).toEqual([1])
    expect([session, session.data, session.data.list, read, read?.data].every(Object.isFrozen)).toBe(true)
  })

  it('a field named __proto__ is a field', async () => {
    const { store, create } = sessionFixture()
    const data = JSON.parse('{"userId":"u1","email":"e","role":"viewer","__proto__":{"admin":true}}')
    await create(data, { id: 'x' })
    const updated = await store.update('x', JSON.parse('{"constructor":1}'))
    expect(Object.keys(updated.data).sort()).toEqual([
      '__proto__',
      'constructor',
      'email',
      'lastActivity',
      'role',
      'userId',
    ])
    expect((updated.data as { admin?: boolean }).admin).toBeUndefined()
  })
})

describe('LruSessionStore, law "any string may be asked for"', () => {
  it.each(['', '*', '\n', '\0', 'x'.repeat(10_000), '\ud800', '__proto__', undefined as unknown as string])(
    'a hostile id is simply not found: %#',
    async (id) => {
      const { store, create } = sessionFixture()
      await create()
      expect(await store.read(id)).toBeUndefined()
      expect(await store.touch(id)).toBeUndefined()
      expect(await store.delete(id)).toBe(false)
      expect((await refusal(store.update(id, { a: 1 }))).code).toBe('GONE')
      expect((await refusal(store.rotate(id))).code).toBe('GONE')
      expect((await store.stats()).sessions).toBe(1)
    },
  )
})
