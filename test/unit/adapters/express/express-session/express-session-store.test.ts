import { describe, expect, it, jest } from '@jest/globals'
import expressSession from 'express-session'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { expressFixture, type Plain } from '../../../../support/sessions/express-store-fixture.js'

const ended = { code: 'SESSION_ENDED', status: 401 }

describe('the contract of express-session stores', () => {
  it('is accepted by express-session, with its types', () => {
    const { store } = expressFixture()
    expressSession({ store, secret: 'x', resave: false, saveUninitialized: false })
    expect((store as { generate?: unknown }).generate).toBeInstanceOf(Function)
  })

  it('get returns nothing for any unknown id', async () => {
    const { get } = expressFixture()
    for (const sid of ['unknown', '', '*', 'a\nb', '\0', 'x'.repeat(10_000), '\ud800']) {
      expect(await get(sid)).toBeUndefined()
    }
  })

  it('set and get keep what a session holds, as copies', async () => {
    const { get, set } = expressFixture()
    const session: Plain = {
      cookie: { originalMaxAge: null, expires: null, path: '/' },
      cart: [1, { a: null }],
      userId: 7,
      role: ['any', 'thing'],
      lastActivity: 'never',
      ':odd': '',
      'a.b': 1,
    }
    await set('sid', session)
    const read = await get('sid')
    expect(read).toEqual(session)
    Object.assign(read ?? {}, { cart: 'changed' })
    expect((await get('sid'))?.cart).toEqual([1, { a: null }])
  })

  it('a field named __proto__ is a field', async () => {
    const { get, set } = expressFixture()
    await set('sid', JSON.parse('{"cookie":{},"__proto__":{"admin":true}}') as object)
    const read = await get('sid')
    expect(Object.hasOwn(read ?? {}, '__proto__')).toBe(true)
    expect(read?.admin).toBeUndefined()
  })

  it('set replaces the stored session', async () => {
    const { get, set } = expressFixture()
    await set('sid', { cookie: {}, a: 1, b: 2 })
    await set('sid', { cookie: {}, b: 3, c: 4 })
    expect(await get('sid')).toEqual({ cookie: {}, b: 3, c: 4 })
  })

  it('destroy ends one session, and may be repeated', async () => {
    const { get, set, destroy } = expressFixture()
    await set('a', { cookie: {} })
    await set('b', { cookie: {} })
    await destroy('a')
    await destroy('a')
    await destroy('never')
    expect([await get('a'), await get('b')]).toEqual([undefined, { cookie: {} }])
  })

  it('all, length and clear cover all sessions of express-session, without limit per user, and no others', async () => {
    const { all, length, clear, set, sessions } = expressFixture()
    expect([await all(), await length()]).toEqual([[], 0])
    const own = await sessions.createSession(undefined, { userId: 'u', email: 'e', role: 'viewer' })
    for (let n = 0; n < 200; n++) await set(`sid-${n}`, { cookie: {}, n })
    expect(await length()).toBe(200)
    const numbers = (await all())?.map(({ n }) => Number(n)) ?? []
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n))
    await clear()
    expect([await all(), await length()]).toEqual([[], 0])
    expect(await sessions.getSession(own.id)).toBeDefined()
  })

  it('a session of the app is none of express-session', async () => {
    const { get, set, sessions } = expressFixture()
    const own = await sessions.createSession('own', { userId: 'u', email: 'e', role: 'viewer', ':cookie': {} })
    expect(await get('own')).toBeUndefined()
    await expect(set('own', { cookie: {}, a: 1 })).rejects.toMatchObject({ code: 'SESSION_EXISTS' })
    expect(await sessions.getSession('own')).toEqual(own)
  })

  it('takes calls without a callback', async () => {
    const { store, get } = expressFixture()
    store.set('sid', { cookie: {}, a: 1 } as never)
    expect(await get('sid')).toMatchObject({ a: 1 })
    store.touch('sid', { cookie: {} } as never)
    store.destroy('sid')
    expect(await get('sid')).toBeUndefined()
    store.set('none', {} as never)
    store.clear()
  })

  it('calls back once, also if the callback throws', async () => {
    const { store } = expressFixture()
    const thrown: unknown[] = []
    const catching = (task: CallableFunction, ...args: unknown[]) =>
      queueMicrotask(() => {
        try {
          Reflect.apply(task, undefined, args)
        } catch (error) {
          thrown.push(error)
        }
      })
    const nextTick = jest.spyOn(process, 'nextTick').mockImplementation(catching)
    const fault = new Error('of the callback')
    let calls = 0
    store.get('sid', () => {
      calls += 1
      throw fault
    })
    await new Promise((resolve) => setImmediate(resolve))
    nextTick.mockRestore()
    expect([calls, thrown]).toEqual([1, [fault]])
  })

  it('calls back with what fails, with a status that Express goes by', async () => {
    const mute = new AppError('STORE_UNAVAILABLE', 'mute', { retryAfterMs: 3000 })
    const failing = new Proxy({}, { get: () => () => Promise.reject(mute) })
    const { get, set, destroy, touch, all, length, clear } = expressFixture({}, failing as never)
    const session = { cookie: {} }
    const calls = [get('a'), set('a', session), destroy('a'), touch('a', session), all(), length(), clear()]
    for (const call of calls) {
      await expect(call).rejects.toMatchObject({ status: 503, headers: { 'Retry-After': '3' } })
    }
  })

  it('a destroy that failed does not count', async () => {
    const { set, destroy, get, sessions } = expressFixture()
    await set('sid', { cookie: {}, a: 1 })
    const { deleteSession } = sessions
    Object.assign(sessions, { deleteSession: () => Promise.reject(new AppError('STORE_UNAVAILABLE', 'mute')) })
    await expect(destroy('sid')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
    Object.assign(sessions, { deleteSession })
    await set('sid', { cookie: {}, a: 2 })
    expect(await get('sid')).toMatchObject({ a: 2 })
  })

  it('refuses what has no JSON form or no cookie', async () => {
    const { set } = expressFixture()
    await expect(set('sid', { cookie: {}, n: 1n })).rejects.toThrow('BigInt')
    await expect(set('sid', { a: 1 })).rejects.toThrow('no cookie')
  })
})

describe('the end of a cookie', () => {
  it('is that of the session: maxAge is the idle timeout', async () => {
    const { get, set, touch, clock } = expressFixture()
    const session = { cookie: { originalMaxAge: 10_000, expires: new Date(clock.now() + 10_000) }, a: 1 }
    await set('sid', session)
    expect((await get('sid'))?.cookie.expires).toBe(new Date(clock.now() + 10_000).toISOString())
    await clock.advance(9_999)
    await touch('sid', { cookie: { originalMaxAge: 10_000, expires: new Date(clock.now() + 10_000) } })
    await clock.advance(9_999)
    expect((await get('sid'))?.cookie).toEqual({
      originalMaxAge: 10_000,
      expires: new Date(clock.now() + 1).toISOString(),
    })
    await clock.advance(1)
    expect(await get('sid')).toBeUndefined()
  })

  it.each([
    ['maxAge', () => ({ maxAge: 5000 })],
    ['expires as a date', (now: number) => ({ expires: new Date(now + 5000) })],
    ['expires as a text', (now: number) => ({ expires: new Date(now + 5000).toISOString() })],
  ])('is read from %s of a plain object too', async (_what, cookieAt) => {
    const { get, set, clock } = expressFixture()
    await set('sid', { cookie: cookieAt(clock.now()) })
    await clock.advance(4999)
    expect(await get('sid')).toBeDefined()
    await clock.advance(1)
    expect(await get('sid')).toBeUndefined()
  })

  it('of a cookie that ends with the browser is the ttl given, or that of the configuration', async () => {
    for (const [options, ms] of [[{ ttl: 60 }, 60_000] as const, [{}, 1_800_000] as const]) {
      const { get, set, clock } = expressFixture(options)
      await set('sid', { cookie: { originalMaxAge: null, expires: null } })
      await clock.advance(ms - 1)
      expect(await get('sid')).toBeDefined()
      await clock.advance(1)
      expect(await get('sid')).toBeUndefined()
    }
  })

  it('that is past ends the session, with set and with touch', async () => {
    const { get, set, touch, clock } = expressFixture()
    const past = { cookie: { originalMaxAge: 1000, expires: new Date(clock.now()) } }
    await set('new', past)
    expect(await get('new')).toBeUndefined()
    for (const end of [set, touch]) {
      await set(end.name, { cookie: {} })
      await end(end.name, past)
      expect(await get(end.name)).toBeUndefined()
    }
  })

  it('that changes counts from the change on', async () => {
    const { get, load, set, clock } = expressFixture()
    await set('sid', { cookie: { originalMaxAge: 1000 } })
    const loaded = await load('sid')
    loaded.cookie = { originalMaxAge: 60_000 }
    loaded.remember = true
    await set('sid', loaded)
    await clock.advance(59_999)
    expect(await get('sid')).toMatchObject({ remember: true })
  })
})

describe('an ended session', () => {
  it('does not come back when a request that had loaded it saves it', async () => {
    const { get, load, set, destroy } = expressFixture()
    await set('sid', { cookie: {}, a: 1 })
    const loaded = await load('sid')
    const unchanged = await load('sid')
    loaded.a = 2
    await destroy('sid')
    await expect(set('sid', loaded)).rejects.toMatchObject(ended)
    await expect(set('sid', unchanged)).rejects.toMatchObject(ended)
    expect(await get('sid')).toBeUndefined()
  })

  it('does not come back when the request that created it saves it', async () => {
    const { get, set, destroy } = expressFixture()
    const created = { cookie: {}, a: 1 }
    await set('sid', created)
    await destroy('sid')
    await expect(set('sid', created)).rejects.toMatchObject(ended)
    await expect(set('sid', { cookie: {}, a: 1 })).rejects.toMatchObject(ended)
    expect(await get('sid')).toBeUndefined()
  })

  it('that another process destroyed is not restored', async () => {
    const { set, get, sessions } = expressFixture()
    const created = { cookie: {}, a: 1 }
    await set('sid', created)
    await sessions.deleteSession('sid')
    created.a = 2
    await expect(set('sid', created)).rejects.toMatchObject(ended)
    expect(await get('sid')).toBeUndefined()
  })

  it('is not restored by touch, which reports no error', async () => {
    const { get, set, touch, destroy, clock } = expressFixture()
    await set('a', { cookie: { maxAge: 1000 } })
    await set('b', { cookie: {} })
    await destroy('b')
    await clock.advance(1000)
    for (const sid of ['a', 'b', 'never']) {
      await touch(sid, { cookie: {} })
      expect(await get(sid)).toBeUndefined()
    }
  })

  it('that timed out does not come back when a request that had loaded it saves it', async () => {
    const { get, load, set, clock } = expressFixture()
    await set('sid', { cookie: { originalMaxAge: 1000 }, a: 1 })
    const loaded = await load('sid')
    await clock.advance(1000)
    loaded.cookie.expires = new Date(clock.now() + 1000)
    await expect(set('sid', loaded)).rejects.toMatchObject(ended)
    loaded.a = 2
    await expect(set('sid', loaded)).rejects.toMatchObject(ended)
    expect(await get('sid')).toBeUndefined()
  })
})

describe('requests side by side', () => {
  it('keep the fields of one another; of the same field the last wins', async () => {
    const { get, load, set } = expressFixture()
    await set('sid', { cookie: {}, a: 1, b: 1, c: 1 })
    const [one, two] = [await load('sid'), await load('sid')]
    Object.assign(one, { a: 2, c: 2 })
    delete two.b
    Object.assign(two, { c: 3, d: 3 })
    await Promise.all([set('sid', one), set('sid', two)])
    expect(await get('sid')).toEqual({ cookie: {}, a: 2, c: 3, d: 3 })
  })

  it('write nothing where nothing has changed', async () => {
    const { load, set, sessions, clock } = expressFixture()
    await set('sid', { cookie: { originalMaxAge: 60_000, expires: new Date(clock.now() + 60_000) }, a: 1 })
    const before = await sessions.getSession('sid')
    await clock.advance(1000)
    const loaded = await load('sid')
    loaded.cookie.expires = new Date(clock.now() + 60_000)
    await set('sid', loaded)
    expect(await sessions.getSession('sid')).toEqual(before)
  })
})

describe('a cookie that outlives all sessions', () => {
  const TWO_WEEKS_MS = 14 * 24 * 3_600_000

  it('is kept until the absolute lifetime ends, and one warning says so', async () => {
    const warn = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined)
    try {
      const { get, set, clock } = expressFixture()
      for (const sid of ['one', 'two']) {
        await set(sid, {
          cookie: { originalMaxAge: TWO_WEEKS_MS, expires: new Date(clock.now() + TWO_WEEKS_MS) },
          user: sid,
        })
      }
      expect((await get('two'))?.user).toBe('two')
      expect(warn.mock.calls).toEqual([
        [
          'cookies of express-session last 1209600 s, but sessions end after 43200 s',
          expect.objectContaining({
            code: 'CURRICULUM_SESSION_MAX_AGE',
            detail: expect.stringContaining('sessions.absoluteTtl'),
          }),
        ],
      ])
      await clock.advance(43_200_000)
      expect(await get('two')).toBeUndefined()
    } finally {
      warn.mockRestore()
    }
  })

  it('is refused as the ttl of the store', () => {
    expect(() => expressFixture({ ttl: TWO_WEEKS_MS / 1000 })).toThrow(
      expect.objectContaining({ code: 'INVALID_TTL', hint: expect.stringContaining('43200 seconds') }),
    )
  })
})
