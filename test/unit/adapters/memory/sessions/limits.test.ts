import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import type { SessionRecord } from '../../../../../src/adapters/memory/sessions/session-record.js'
import { SessionTable } from '../../../../../src/adapters/memory/sessions/session-table.js'
import { UNCHANGED } from '../../../../../src/domain/sessions/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { IDLE_MS, person, refusal, sessionFixture } from '../../../../support/sessions/lru-store-fixture.js'

describe('LruSessionStore, law "limits"', () => {
  it('declares that it evicts', () => {
    expect(sessionFixture().store.whenFull).toBe('evicts')
  })

  it('over the limit the least recently used live session is evicted and counted', async () => {
    const { store, create } = sessionFixture({ limits: { maxSessions: 3 } })
    const [a, b, c] = [await create(), await create(), await create()]
    await store.read(a.id)
    const d = await create()
    expect(await store.read(b.id)).toBeUndefined()
    await store.touch(c.id)
    await create()
    expect(await store.read(a.id)).toBeUndefined()
    expect([await store.read(c.id), await store.read(d.id)]).toEqual([c, d])
    expect(await store.stats()).toEqual({ connected: true, sessions: 3, evictions: 2 })
    expect(await store.listByUser('u1')).toHaveLength(3)
  })

  it('expired sessions are removed first, even if used recently, and are not counted', async () => {
    const { clock, store, create } = sessionFixture({ limits: { maxSessions: 2 } })
    const live = await create(person('u1'))
    const short = await create(person('u2'), { idleMs: 10 })
    await store.read(short.id)
    await clock.advance(10)
    await create(person('u3'))
    expect(await store.read(live.id)).toBeDefined()
    expect(await store.stats()).toMatchObject({ sessions: 2, evictions: 0 })
  })

  it('a prolonged session is live, a shortened one is ended', async () => {
    const { clock, store, create } = sessionFixture({ limits: { maxSessions: 2 } })
    const prolonged = await create(person(), { idleMs: 100 })
    const shortened = await create()
    await clock.advance(90)
    await store.touch(prolonged.id)
    await store.touch(shortened.id, { idleMs: 20 })
    expect((await store.stats()).sessions).toBe(2)
    await clock.advance(20)
    expect((await store.stats()).sessions).toBe(1)
    await create()
    expect(await store.read(prolonged.id)).toBeDefined()
    expect((await store.stats()).evictions).toBe(0)
  })

  it('is bounded in bytes, updates included', async () => {
    const { store, create } = sessionFixture({ limits: { maxBytes: 10_000 } })
    const [a, b, c] = [await create(), await create(), await create()]
    await store.update(b.id, { bag: 'x'.repeat(8000) })
    expect([await store.read(a.id), await store.read(c.id)]).toEqual([undefined, undefined])
    expect(await store.read(b.id)).toBeDefined()
    expect((await store.stats()).evictions).toBe(2)
  })

  it('remembered field versions are accounted for', async () => {
    const { store, create } = sessionFixture({ limits: { maxBytes: 34_000 } })
    const other = await create()
    const { id } = await create()
    const names = Array.from({ length: 200 }, (_, index) => `f${index}`)
    await store.update(id, Object.fromEntries(names.map((name) => [name, 1])))
    expect(await store.read(id)).toBeDefined()
    expect(await store.read(other.id)).toBeUndefined()
  })

  // What V8 takes on 64 bits, at least; `test/bench/sessions/heap.mjs` measures it.
  it.each([
    ['arrays', [], 32],
    ['objects', {}, 32],
    ['nested arrays', [[[[[[[[]]]]]]]], 8 * 32],
    ['numbers', 0.5, 8],
  ])(
    'many small %s count for what they need in memory, not for the few characters they are written with',
    async (_, part, partBytes) => {
      const maxBytes = 400_000
      const { store, create } = sessionFixture({ limits: { maxBytes } })
      const count = Math.floor(3000 / (JSON.stringify(part).length + 1))
      const bag = Array.from({ length: count }, () => part)
      for (let session = 0; session < 40; session++) await create({ ...person(), bag })
      const { sessions } = await store.stats()
      expect(sessions).toBeGreaterThan(0)
      // The part, and the place in the array that holds it.
      expect(sessions * count * (partBytes + 8)).toBeLessThan(maxBytes)
    },
  )

  it('a session that could never fit is refused and nothing else is dropped', async () => {
    const { store, create } = sessionFixture({ limits: { maxBytes: 5000 } })
    const session = await create()
    const bag = 'x'.repeat(5000)
    expect((await refusal(create(person('u1', { bag }), { maxPerUser: 1 }))).code).toBe('STORE_FULL')
    expect((await refusal(store.update(session.id, { bag }))).code).toBe('STORE_FULL')
    expect((await refusal(store.rotate(session.id, { bag }))).code).toBe('STORE_FULL')
    expect(await store.read(session.id)).toEqual(session)
    expect(await store.stats()).toMatchObject({ sessions: 1, evictions: 0 })
  })

  it('the sessions of a user that go make room before those of another', async () => {
    const { store, create } = sessionFixture({ limits: { maxSessions: 2 } })
    const other = await create(person('u2'))
    await create()
    await create(person(), { maxPerUser: 1 })
    expect(await store.read(other.id)).toBeDefined()
    expect((await store.stats()).evictions).toBe(0)
  })

  it('keeps 10,000 sessions by default', async () => {
    const { store, create } = sessionFixture()
    for (let index = 0; index <= 10_000; index++) await create(person(`u${index}`))
    expect(await store.stats()).toEqual({ connected: true, sessions: 10_000, evictions: 1 })
  })

  it.each([{ maxSessions: 0 }, { maxBytes: Number.NaN }, { maxSessions: 1.5 }])(
    'a bound that bounds nothing is refused: %p',
    (limits) => {
      expect(() => new LruSessionStore({ clock: new ManualClock(), limits })).toThrow(
        expect.objectContaining({ code: 'CONFIG_INVALID' }),
      )
    },
  )

  it('close gives everything back, may be repeated and breaks nothing', async () => {
    const { store, create } = sessionFixture()
    await create()
    await store.close()
    await store.close()
    expect(await store.stats()).toEqual({ connected: true, sessions: 0, evictions: 0 })
    expect(await store.listByUser('u1')).toEqual([])
    await create()
  })
})

describe('SessionTable', () => {
  const record = (userId: string, handle: string, expiresAt: number): SessionRecord => ({
    handle,
    content: { data: { ...person(userId), lastActivity: 0 }, bytes: 100 },
    version: 1,
    fields: UNCHANGED,
    idleMs: IDLE_MS,
    createdAt: 0,
    expiresAt,
    absoluteExpiresAt: 1e6,
    written: 0,
  })

  it('the index of users never outlives their sessions', () => {
    const hash = fc.constantFrom('h1', 'h2', 'h3', 'h4', 'h5')
    const step = fc.tuple(
      fc.constantFrom('put', 'remove', 'move', 'find', 'list', 'advanceTime', 'count'),
      hash,
      hash,
      fc.constantFrom('u1', 'u2', 'u3'),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const table = new SessionTable({ maxSessions: 3, maxBytes: 1e6 }, () => undefined)
        let now = 0
        for (const [index, [verb, at, other, userId]] of steps.entries()) {
          const found = verb === 'put' || verb === 'move' ? table.find(at, now) : undefined
          if (verb === 'put' && !found) table.put(at, record(userId, `handle${index}`, now + 20), now)
          if (verb === 'move' && found && !table.find(other, now)) table.put(other, found, now, at)
          if (verb === 'remove') table.remove(at)
          if (verb === 'find') table.find(at, now)
          if (verb === 'list') table.ofUser(userId, now)
          if (verb === 'advanceTime') now += 8
          if (verb === 'count') table.count(now)
        }
        const live = ['h1', 'h2', 'h3', 'h4', 'h5'].flatMap((name) => table.find(name, now) ?? [])
        expect(live.length).toBe(table.count(now))
        expect(live.length).toBeLessThanOrEqual(3)
        const users = ['u1', 'u2', 'u3'].filter((userId) => live.some(({ content }) => content.data.userId === userId))
        expect(table.users).toBe(users.length)
        const listed = users.flatMap((userId) => table.ofUser(userId, now).map(([, { handle }]) => handle))
        expect(listed.sort()).toEqual(live.map(({ handle }) => handle).sort())
      }),
      { numRuns: 300 },
    )
  })
})
