import { describe, expect, it } from '@jest/globals'
import { ABSOLUTE_MS, IDLE_MS, person, refusal, sessionFixture } from './session-fixture.js'

describe('LruSessionStore, law "expiry"', () => {
  it('a session is dead at its idle end', async () => {
    const { clock, store, create } = sessionFixture()
    const { id } = await create()
    await clock.advance(IDLE_MS - 1)
    expect(await store.read(id)).toBeDefined()
    await clock.advance(1)
    expect(await store.read(id)).toBeUndefined()
  })

  it('reading does not prolong it', async () => {
    const { clock, store, create } = sessionFixture()
    const session = await create()
    await clock.advance(IDLE_MS / 2)
    expect(await store.read(session.id)).toEqual(session)
  })

  it('touch slides the idle end, sets lastActivity and changes nothing else', async () => {
    const { clock, store, create } = sessionFixture()
    const session = await create(person('u1', { a: 1 }))
    await clock.advance(500)
    const touched = await store.touch(session.id)
    expect(touched).toEqual({
      ...session,
      data: { ...session.data, lastActivity: clock.now() },
      expiresAt: clock.now() + IDLE_MS,
    })
    expect(await store.read(session.id)).toEqual(touched)
    await store.update(session.id, { lastActivity: 1, a: 2 }, { since: session.version })
  })

  it('touch is not written until the end moves by more than 5 %', async () => {
    const { clock, store, create } = sessionFixture()
    const session = await create()
    await clock.advance(50)
    expect(await store.touch(session.id)).toEqual(session)
    await clock.advance(1)
    expect((await store.touch(session.id))?.expiresAt).toBe(clock.now() + IDLE_MS)
  })

  it('neither touch nor update goes beyond the absolute end', async () => {
    const { clock, store, create } = sessionFixture()
    const { id, absoluteExpiresAt } = await create()
    for (let time = 0; time < ABSOLUTE_MS - 400; time += 400) {
      await clock.advance(400)
      await store.touch(id)
      await store.update(id, { time })
    }
    expect((await store.read(id))?.expiresAt).toBe(absoluteExpiresAt)
    await clock.advance(399)
    expect(await store.read(id)).toBeDefined()
    await clock.advance(1)
    expect(await store.touch(id)).toBeUndefined()
  })

  it('a new idle timeout is kept from now on, even if it moves the end by little', async () => {
    const { clock, store, create } = sessionFixture()
    const { id } = await create()
    expect((await store.touch(id, { idleMs: IDLE_MS + 1 }))?.expiresAt).toBe(clock.now() + IDLE_MS + 1)
    await clock.advance(500)
    expect((await store.touch(id))?.expiresAt).toBe(clock.now() + IDLE_MS + 1)
    expect((await store.touch(id, { idleMs: 10 }))?.expiresAt).toBe(clock.now() + 10)
    expect((await store.touch(id, { idleMs: ABSOLUTE_MS * 2 }))?.expiresAt).toBe(clock.now() - 500 + ABSOLUTE_MS)
  })

  it.each([0, -1, 0.5, Number.NaN])('touch refuses the idle timeout %p', async (idleMs) => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    expect((await refusal(store.touch(id, { idleMs }))).code).toBe('INVALID_TTL')
  })

  it('sets no timer of its own', async () => {
    const { clock, create } = sessionFixture()
    await create()
    expect(clock.timers).toBe(0)
  })
})

describe('LruSessionStore, law "rotate"', () => {
  it('gives a new id in one step, keeps everything else and kills the old id at once', async () => {
    const { clock, store, create } = sessionFixture()
    const session = await create(person('u1', { a: 1 }), { id: 'mine' })
    await clock.advance(100)
    const rotated = await store.rotate('mine')
    expect(rotated).toEqual({ ...session, id: rotated.id })
    expect(rotated.id).toMatch(/^[\w-]{43}$/)
    expect(await store.read('mine')).toBeUndefined()
    expect(await store.read(rotated.id)).toEqual(rotated)
    expect(await store.listByUser('u1')).toHaveLength(1)
    expect((await store.stats()).sessions).toBe(1)
  })

  it('applies changes in the same step, as update does', async () => {
    const { clock, store, create } = sessionFixture()
    const { id, handle } = await create()
    await clock.advance(100)
    const rotated = await store.rotate(id, { role: 'administrator' })
    expect(rotated).toMatchObject({ handle, version: 2, expiresAt: clock.now() + IDLE_MS })
    expect(rotated.data).toMatchObject({ role: 'administrator', lastActivity: clock.now() })
    expect((await refusal(store.update(rotated.id, { role: 'viewer' }, { since: 1 }))).code).toBe('CONFLICT')
  })

  it('of parallel rotations one wins', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    const results = await Promise.allSettled([1, 2, 3].map(() => store.rotate(id)))
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await store.stats()).sessions).toBe(1)
  })
})
