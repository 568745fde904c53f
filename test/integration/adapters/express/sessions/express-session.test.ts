import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import express, { type Express } from 'express'
import expressSession from 'express-session'
import { ExpressSessionStore } from '../../../../../src/adapters/express/express-session/index.js'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import type { SessionStore } from '../../../../../src/ports/index.js'
import { gate, serveHost } from '../../../../support/http-fixture.js'
import { type RedisSessionFixture, startRedisSessionServer } from '../../../../support/sessions/redis-session-server.js'
import { Browser, sessionApp, watchedStore } from '../../../../support/sessions/session-host.js'

declare module 'express-session' {
  interface SessionData {
    user: string
    field: string
    [field: `f${number}`]: number
  }
}

let fixture: RedisSessionFixture
beforeAll(async () => {
  fixture = await startRedisSessionServer()
})
afterAll(() => fixture?.stop())
let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

async function serve(
  given: SessionStore,
  more: (host: Express) => void = () => {},
  options: { rolling?: boolean } = {},
) {
  const watched = watchedStore(given)
  const { sessions } = sessionApp(watched.store, undefined)
  const store = new ExpressSessionStore(sessions)
  const host = express().set('env', 'test')
  host.use(
    expressSession({
      store,
      name: 'sid',
      secret: 'secret',
      resave: false,
      saveUninitialized: false,
      cookie: { maxAge: 60_000 },
      ...options,
    }),
  )
  host.post('/sign-in', (req, res, next) => {
    req.session.regenerate((error) => {
      if (error) return next(error)
      req.session.user = 'u-1'
      req.session.save((failure) => (failure ? next(failure) : res.sendStatus(204)))
    })
  })
  host.get('/who', (req, res) => {
    res.json({ user: req.session.user ?? null, methods: typeof req.session.regenerate, cookie: req.session.cookie })
  })
  host.post('/f/:n', (req, res) => {
    req.session[`f${Number(req.params.n)}`] = 1
    res.end()
  })
  host.get('/reload', (req, res, next) => {
    req.session.field = 'given up'
    req.session.reload((error) => (error ? next(error) : res.json(req.session.field ?? null)))
  })
  host.post('/sign-out', (req, res, next) => {
    req.session.destroy((error) => (error ? next(error) : res.sendStatus(204)))
  })
  more(host)
  const served = await serveHost(host)
  close = served.close
  return { ...watched, store, sessions, browser: () => new Browser(`http://127.0.0.1:${served.port}`) }
}

const stores: [string, () => SessionStore][] = [
  ['memory', () => new LruSessionStore({ clock: new SystemClock() })],
  ['redis', () => fixture.store],
]

describe.each(stores)('express-session on our store, on %s', (_name, make) => {
  it('signs in, reads the user, reloads, signs out', async () => {
    const { browser } = await serve(make())
    const someone = browser()
    expect(await (await someone.fetch('/who')).json()).toMatchObject({ user: null })
    expect(someone.cookie).toBeUndefined()
    const signedInAt = Date.now()
    await someone.post('/sign-in')
    const body = (await (await someone.fetch('/who')).json()) as {
      cookie: { expires: string; originalMaxAge: number }
    }
    expect(body).toMatchObject({ user: 'u-1', methods: 'function', cookie: { path: '/' } })
    // express-session reads the clock twice to make it: what passes in between is missing.
    expect(body.cookie.originalMaxAge).toBeLessThanOrEqual(60_000)
    expect(body.cookie.originalMaxAge).toBeGreaterThanOrEqual(60_000 - (Date.now() - signedInAt))
    const expiresInMs = Date.parse(body.cookie.expires) - signedInAt
    expect(expiresInMs).toBeGreaterThan(59_000)
    expect(expiresInMs).toBeLessThan(60_000 + Date.now() - signedInAt + 1000)
    expect(await (await someone.fetch('/reload')).json()).toBeNull()
    const { cookie = '' } = someone
    expect((await someone.post('/sign-out')).status).toBe(204)
    expect(await (await someone.fetch('/who', { headers: { Cookie: cookie } })).json()).toMatchObject({ user: null })
  })

  it('gives a new id at sign-in, and the old one is invalid', async () => {
    const { browser } = await serve(make())
    const someone = browser()
    await someone.post('/f/1')
    const old = someone.cookie ?? ''
    await someone.post('/sign-in')
    expect(someone.cookie).not.toBe(old)
    expect(await (await someone.fetch('/who', { headers: { Cookie: old } })).json()).toMatchObject({ user: null })
  })

  it('keeps the fields of 100 requests at once', async () => {
    const { browser, store } = await serve(make())
    const someone = browser()
    await someone.post('/sign-in')
    await Promise.all(Array.from({ length: 100 }, (_, n) => someone.post(`/f/${n}`)))
    const all = await new Promise<object[]>((resolve) => store.all((_error, found) => resolve(found ?? [])))
    const counts = all.map((session) => Object.keys(session).filter((name) => /^f\d+$/.test(name)).length)
    expect(counts).toContain(100)
  })

  it('a slow request that ends after sign-out does not restore the session', async () => {
    const reached = gate()
    const release = gate()
    const { browser } = await serve(make(), (host) => {
      host.post('/slow', async (req, res) => {
        req.session.field = 'late'
        reached.open()
        await release.passed
        req.session.save((error: unknown) => void res.json(error instanceof AppError ? error.code : null))
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    const { cookie = '' } = someone
    const slow = someone.post('/slow', { headers: { Cookie: cookie } })
    await reached.passed
    await someone.post('/sign-out')
    release.open()
    expect(await (await slow).json()).toBe('SESSION_ENDED')
    expect(await (await someone.fetch('/who', { headers: { Cookie: cookie } })).json()).toMatchObject({ user: null })
  })

  it('a request that only reads makes two store calls and no write', async () => {
    const { browser, calls, sessions, store } = await serve(make())
    const someone = browser()
    await someone.post('/sign-in')
    calls.length = 0
    await someone.fetch('/who')
    await someone.fetch('/who')
    expect(calls).toEqual(['read', 'touch', 'read', 'touch'])
    const count = await new Promise((resolve) => store.length((_error, length) => resolve(length)))
    expect(Number(count)).toBeGreaterThan(0)
    expect(sessions).toBeDefined()
  })

  it('sends a cookie with every answer if it is to roll', async () => {
    const { browser } = await serve(make(), () => {}, { rolling: true })
    const someone = browser()
    await someone.post('/sign-in')
    expect((await someone.fetch('/who')).headers.getSetCookie()).toHaveLength(1)
  })
})

describe('express-session while our store refuses', () => {
  it('answers 503 with Retry-After instead of a session that is none, and no request without a cookie', async () => {
    const { browser, hooks } = await serve(new LruSessionStore({ clock: new SystemClock() }))
    const someone = browser()
    await someone.post('/sign-in')
    hooks.before = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'injected', { retryAfterMs: 4000 })
    }
    const refused = await someone.fetch('/who')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '4'])
    expect((await someone.post('/sign-out')).status).toBe(503)
    expect((await browser().fetch('/who')).status).toBe(200)
    hooks.before = async () => {}
    expect(await (await someone.fetch('/who')).json()).toMatchObject({ user: 'u-1' })
  })

  it('load makes a session for no request', async () => {
    const { browser, store } = await serve(new LruSessionStore({ clock: new SystemClock() }))
    const someone = browser()
    await someone.post('/sign-in')
    const sid =
      decodeURIComponent(someone.id ?? '')
        .slice(2)
        .split('.')[0] ?? ''
    const load = (id: string) =>
      new Promise<expressSession.Session | undefined>((resolve, reject) => {
        store.load(id, (error, session) =>
          error ? reject(error) : resolve(session as expressSession.Session | undefined),
        )
      })
    const session = await load(sid)
    expect(session).toMatchObject({ id: sid, user: 'u-1' })
    expect(session).toBeInstanceOf((expressSession as unknown as { Session: new () => object }).Session)
    expect(await load('unknown')).toBeUndefined()
  })
})

describe('2,000 sessions of express-session', () => {
  const MANY = 2000

  it('are counted, listed and ended without keeping Redis from others: one group after the other', async () => {
    const { store, sessions, hooks } = await serve(fixture.store)
    const call = <T>(method: (done: (error?: unknown, value?: T) => void) => void) =>
      new Promise<T | undefined>((resolve, reject) => {
        method((error, value) => (error ? reject(error) : resolve(value)))
      })
    await call((done) => store.clear(done))
    const session = { cookie: { originalMaxAge: 1_800_000 }, bag: 'x'.repeat(100) }
    for (let n = 0; n < MANY; n += 500) {
      const sids = Array.from({ length: 500 }, (_, i) => `sid-${n + i}`)
      await Promise.all(sids.map((sid) => call((done) => store.set(sid, { ...session } as never, done))))
    }
    let underWay = 0
    let max = 0
    hooks.before = () => {
      max = Math.max(max, ++underWay)
    }
    hooks.after = () => {
      underWay -= 1
    }
    expect(await call<number>((done) => store.length(done))).toBe(MANY)
    expect(await call<object[]>((done) => store.all(done))).toHaveLength(MANY)
    await call((done) => store.clear(done))
    expect(await call<number>((done) => store.length(done))).toBe(0)
    expect([max, underWay]).toEqual([1, 0])
    expect(await sessions.listUserSessions('express-session:0')).toEqual([])
  })
})
