import { describe, expect, it } from '@jest/globals'
import { MAX_SESSION_BYTES } from '../../../src/domain/sessions/index.js'
import { IDLE_MS, person, refusal, sessionFixture } from './session-fixture.js'

describe('LruSessionStore, law "no lost updates"', () => {
  it('200 of 200 parallel changes of different fields are kept', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    const since = 1
    await Promise.all(Array.from({ length: 200 }, (_, index) => store.update(id, { [`f${index}`]: index }, { since })))
    const session = await store.read(id)
    for (let index = 0; index < 200; index++) expect(session?.data[`f${index}`]).toBe(index)
    expect(session?.version).toBe(201)
  })

  it('with since, the same field gives one winner and CONFLICT to the others', async () => {
    const { store, create } = sessionFixture()
    const { id, version } = await create()
    const results = await Promise.allSettled([1, 2, 3].map((n) => store.update(id, { n }, { since: version })))
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(results[1]).toMatchObject({ reason: { code: 'CONFLICT', details: { field: 'n' } } })
    expect((await store.read(id))?.data.n).toBe(1)
  })

  it('without since the last one wins', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    for (const n of [1, 2]) await store.update(id, { n })
    expect((await store.read(id))?.data.n).toBe(2)
  })

  it('a conflict stores nothing, not even the other fields', async () => {
    const { clock, store, create } = sessionFixture()
    const { id } = await create()
    const current = await store.update(id, { a: 1 })
    await clock.advance(10)
    expect((await refusal(store.update(id, { b: 2, a: 2 }, { since: 1 }))).code).toBe('CONFLICT')
    expect(await store.read(id)).toEqual(current)
  })

  it('a removed field conflicts like a changed one, and so does a field set anew', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create(person('u1', { a: 1, b: 1 }))
    await store.update(id, { a: undefined })
    expect((await refusal(store.update(id, { a: 2 }, { since: 1 }))).code).toBe('CONFLICT')
    expect((await refusal(store.update(id, { a: undefined }, { since: 1 }))).code).toBe('CONFLICT')
    await store.update(id, { b: 2 }, { since: 1 })
    expect((await store.update(id, { a: 3 }, { since: 2 })).data).toMatchObject({ a: 3, b: 2 })
  })

  it('of many removed fields none conflicts unnoticed, though not each is remembered', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    const names = Array.from({ length: 100 }, (_, index) => `f${index}`)
    for (const name of names) await store.update(id, { [name]: 1 })
    const { version } = await store.update(id, { last: 1 })
    for (const name of names) await store.update(id, { [name]: undefined })
    for (const name of names)
      expect((await refusal(store.update(id, { [name]: 2 }, { since: version }))).code).toBe('CONFLICT')
    const now = await store.read(id)
    expect((await store.update(id, { f0: 3 }, { since: now?.version ?? 0 })).data.f0).toBe(3)
  })

  it('changes single fields, removes with undefined, raises the version, keeps handle and absolute end', async () => {
    const { clock, store, create } = sessionFixture()
    const before = await create(person('u1', { a: 1, b: 2 }))
    await clock.advance(100)
    const after = await store.update(before.id, { a: undefined, c: [3], role: 'author' })
    expect(after).toEqual({
      ...before,
      data: { ...person('u1', { b: 2, c: [3] }), role: 'author', lastActivity: clock.now() },
      version: 2,
      expiresAt: clock.now() + IDLE_MS,
    })
    expect(await store.read(before.id)).toEqual(after)
  })

  it('sets lastActivity to the store time, whatever the caller says, and that is no conflict', async () => {
    const { clock, store, create } = sessionFixture()
    const { id } = await create()
    await store.update(id, { lastActivity: 5, a: 1 })
    const session = await store.update(id, { lastActivity: 6, b: 1 }, { since: 1 })
    expect(session.data.lastActivity).toBe(clock.now())
  })

  it('no change at all is a change', async () => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    expect((await store.update(id, {})).version).toBe(2)
  })

  it.each([
    ['of userId', { userId: 'u2' }, 'INVALID_ARGUMENT'],
    ['that removes userId', { userId: undefined }, 'INVALID_ARGUMENT'],
    ['that removes the role', { role: undefined }, 'INVALID_ARGUMENT'],
    ['of the email to a number', { email: 7 }, 'INVALID_ARGUMENT'],
    ['of the role to nothing', { role: '' }, 'INVALID_ARGUMENT'],
    ['to a function', { a: { f: () => 1 } }, 'UNSERIALISABLE'],
    ['that is no object', [1], 'INVALID_ARGUMENT'],
    ['that is too large', { a: 'x'.repeat(MAX_SESSION_BYTES) }, 'SESSION_TOO_LARGE'],
  ])('refuses a change %s; update and rotate alike, and nothing is stored', async (_, changes, code) => {
    const { store, create } = sessionFixture()
    const session = await create()
    expect((await refusal(store.update(session.id, changes as never))).code).toBe(code)
    expect((await refusal(store.rotate(session.id, changes as never))).code).toBe(code)
    expect(await store.read(session.id)).toEqual(session)
    expect(await store.listByUser('u1')).toHaveLength(1)
  })

  it.each([-1, 1.5, Number.NaN, '1' as unknown as number])('refuses since %p', async (since) => {
    const { store, create } = sessionFixture()
    const { id } = await create()
    expect((await refusal(store.update(id, { a: 1 }, { since }))).code).toBe('INVALID_ARGUMENT')
  })
})

describe('LruSessionStore, law "a dead session never comes back"', () => {
  const ends = {
    delete: (store, { id }) => store.delete(id),
    rotate: (store, { id }) => store.rotate(id),
    revoke: (store) => store.revokeByUser('u1'),
    expire: (_, __, clock) => clock.advance(IDLE_MS),
  } satisfies Record<
    string,
    (store: Fixture['store'], session: { id: string }, clock: Fixture['clock']) => Promise<unknown>
  >
  type Fixture = ReturnType<typeof sessionFixture>

  it.each(Object.keys(ends) as (keyof typeof ends)[])(
    'a slow writer after %s gets GONE and stores nothing',
    async (end) => {
      const { clock, store, create } = sessionFixture()
      const session = await create()
      await ends[end](store, session, clock)
      const living = (await store.stats()).sessions
      expect((await refusal(store.update(session.id, { a: 1 }, { since: session.version }))).code).toBe('GONE')
      expect((await refusal(store.update(session.id, {}))).code).toBe('GONE')
      expect((await refusal(store.rotate(session.id, { a: 1 }))).code).toBe('GONE')
      expect(await store.touch(session.id)).toBeUndefined()
      expect(await store.touch(session.id, { idleMs: 5000 })).toBeUndefined()
      expect(await store.delete(session.id)).toBe(false)
      expect(await store.read(session.id)).toBeUndefined()
      expect((await store.stats()).sessions).toBe(living)
    },
  )
})
