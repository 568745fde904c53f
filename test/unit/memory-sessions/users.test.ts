import { describe, expect, it } from '@jest/globals'
import { IDLE_MS, person, refusal, sessionFixture } from './session-fixture.js'

describe('LruSessionStore, law "per-user index"', () => {
  it('lists the living sessions of a user, most recently active first, without ids', async () => {
    const { clock, store, create } = sessionFixture()
    const first = await create()
    await clock.advance(10)
    const second = await create()
    await create(person('u2'))
    await clock.advance(100)
    await store.touch(first.id)
    const list = await store.listByUser('u1')
    expect(list.map(({ handle }) => handle)).toEqual([first.handle, second.handle])
    const { id, data, ...rest } = second
    expect(list[1]).toEqual({ ...rest, userId: 'u1', role: 'viewer', lastActivity: data.lastActivity })
    expect(JSON.stringify(list)).not.toContain(id)
    expect(await store.listByUser('nobody')).toEqual([])
    expect(await store.listByUser('__proto__')).toEqual([])
  })

  it('lists no session that ended', async () => {
    const { clock, store, create } = sessionFixture()
    const deleted = await create()
    await create(person(), { idleMs: 10 })
    const living = await create()
    await store.delete(deleted.id)
    await clock.advance(10)
    expect((await store.listByUser('u1')).map(({ handle }) => handle)).toEqual([living.handle])
  })

  it('revokes all sessions of a user, or all but one, or one by its handle', async () => {
    const { store, create } = sessionFixture()
    const [a, b, c, d] = [await create(), await create(), await create(), await create()]
    const other = await create(person('u2'))
    expect(await store.revokeByUser('u1', { handle: other.handle })).toBe(0)
    expect(await store.revokeByUser('u1', { handle: d.handle })).toBe(1)
    expect(await store.revokeByUser('u1', { except: b.id })).toBe(2)
    expect([await store.read(a.id), await store.read(c.id), await store.read(d.id)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(await store.read(b.id)).toEqual(b)
    expect(await store.revokeByUser('u1')).toBe(1)
    expect(await store.revokeByUser('u1')).toBe(0)
    expect(await store.read(other.id)).toEqual(other)
  })

  it('an exception that is no session of the user spares none', async () => {
    const { store, create } = sessionFixture()
    const other = await create(person('u2'))
    for (const except of [other.id, 'unknown', '\ud800', '']) {
      await create()
      expect(await store.revokeByUser('u1', { except })).toBe(1)
    }
  })

  it('counts only living ones as revoked', async () => {
    const { clock, store, create } = sessionFixture()
    await create()
    await clock.advance(IDLE_MS)
    expect(await store.revokeByUser('u1')).toBe(0)
  })

  it('a rotated session is revoked and listed under its new id', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    const rotated = await store.rotate(id)
    expect(await store.revokeByUser('u1', { except: rotated.id })).toBe(0)
    expect(await store.revokeByUser('u1', { except: id })).toBe(1)
    expect(await store.read(rotated.id)).toBeUndefined()
  })

  it('maxPerUser: the least recently active ones beyond are revoked, never the new one', async () => {
    const { clock, store, create } = sessionFixture()
    const other = await create(person('u2'))
    const a = await create()
    await clock.advance(1)
    const b = await create()
    await clock.advance(100)
    await store.touch(a.id)
    const c = await create(person('u1', { lastActivity: 0 }), { maxPerUser: 2 })
    expect(await store.read(b.id)).toBeUndefined()
    const d = await create(person(), { maxPerUser: 1 })
    expect((await store.listByUser('u1')).map(({ handle }) => handle)).toEqual([d.handle])
    expect([await store.read(a.id), await store.read(c.id)]).toEqual([undefined, undefined])
    expect(await store.read(other.id)).toBeDefined()
  })

  it('maxPerUser: dead sessions take no place', async () => {
    const { clock, store, create } = sessionFixture()
    await create(person(), { idleMs: 10 })
    const living = await create()
    await clock.advance(10)
    await create(person(), { maxPerUser: 2 })
    expect(await store.read(living.id)).toBeDefined()
  })

  it('maxPerUser: a refused creation revokes nothing', async () => {
    const { store, create } = sessionFixture()
    const session = await create(person(), { id: 'x' })
    await refusal(create(person(), { id: 'x', maxPerUser: 1 }))
    await refusal(create(person('u1', { a: 'x'.repeat(70_000) }), { maxPerUser: 1 }))
    expect(await store.read('x')).toEqual(session)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses the maximum %p', async (maxPerUser) => {
    const { create } = sessionFixture()
    expect((await refusal(create(person(), { maxPerUser }))).code).toBe('INVALID_ARGUMENT')
  })
})
