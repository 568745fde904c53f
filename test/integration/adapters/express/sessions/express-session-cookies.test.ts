import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import express from 'express'
import expressSession, {
  MemoryStore,
  Session,
  type SessionData,
  type SessionOptions,
  type Store,
} from 'express-session'
import { ExpressSessionStore } from '../../../../../src/adapters/express/express-session/index.js'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import type { SessionStore } from '../../../../../src/ports/index.js'
import { serveHost } from '../../../../support/http-fixture.js'
import { type RedisSessionFixture, startRedisSessionServer } from '../../../../support/sessions/redis-session-server.js'
import { Browser, sessionApp } from '../../../../support/sessions/session-host.js'

const MINUTE_MS = 60_000
const HTTPS = { 'X-Forwarded-Proto': 'https' }
const COOKIE = {
  maxAge: 10 * MINUTE_MS,
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
  domain: 'example.org',
  path: '/',
  priority: 'high',
} as const

let redis: RedisSessionFixture
beforeAll(async () => {
  redis = await startRedisSessionServer()
})
afterAll(() => redis?.stop())
let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

/** Rounds to minutes, so that slow machines get the same result. */
const minutes = (ms: unknown): unknown => (typeof ms === 'number' ? Math.round(ms / MINUTE_MS) : ms)
const minutesFromNow = (end: unknown): unknown =>
  typeof end === 'string' ? minutes(Date.parse(end) - Date.now()) : end

/** The data of a cookie as JSON has it: without undefined attributes. */
const dataOf = (cookie: object) => JSON.parse(JSON.stringify(cookie)) as { [name: string]: unknown }

/** The data of a cookie, with relative times. */
function relative({ expires, originalMaxAge, ...attributes }: { [name: string]: unknown }) {
  return { ...attributes, expires: minutesFromNow(expires), originalMaxAge: minutes(originalMaxAge) }
}

/** The attributes of each Set-Cookie of a response, with a relative Expires. */
function cookiesOf(response: Response): readonly (readonly string[])[] {
  return response.headers.getSetCookie().map((line) => {
    const [, ...attributes] = line.split('; ')
    return attributes.map((each) =>
      each.startsWith('Expires=') ? `Expires in ${minutesFromNow(each.slice('Expires='.length))} min` : each,
    )
  })
}

/** A host on `store` whose routes change the session or its cookie. */
async function serve(store: Store, options: Partial<SessionOptions>): Promise<Browser> {
  const host = express().set('env', 'test').set('trust proxy', 1)
  const settings = {
    name: 'sid',
    secret: 'secret',
    resave: false,
    saveUninitialized: false,
    cookie: COOKIE,
    proxy: true,
  }
  host.use(expressSession({ store, ...settings, ...options }))
  host.post('/sign-in', (req, res, next) => {
    req.session.regenerate((error) => {
      if (error) return next(error)
      Object.assign(req.session, { user: 'u-1' })
      res.end()
    })
  })
  const changes: { readonly [path: string]: (session: SessionData) => void } = {
    '/read': () => {},
    '/field': (session) => Object.assign(session, { field: Math.random() }),
    '/longer': ({ cookie }) => Object.assign(cookie, { maxAge: 60 * MINUTE_MS }),
    '/longer-field': (session) => {
      Object.assign(session, { field: Math.random() })
      session.cookie.maxAge = 60 * MINUTE_MS
    },
    '/no-end': ({ cookie }) => Object.assign(cookie, { expires: false }),
    '/strict': ({ cookie }) => Object.assign(cookie, { sameSite: 'strict' }),
  }
  for (const [path, change] of Object.entries(changes)) {
    host.post(path, (req, res) => {
      const { cookie } = req.session
      const before = { ...relative(dataOf(cookie)), maxAge: minutes(cookie.maxAge) }
      change(req.session as SessionData)
      res.json({ before, isDate: cookie.expires instanceof Date })
    })
  }
  const served = await serveHost(host)
  close = served.close
  return new Browser(`http://127.0.0.1:${served.port}`)
}

/** Responses and cookies of a list of requests. */
async function trace(store: Store, options: Partial<SessionOptions>, paths: readonly string[]) {
  const browser = await serve(store, options)
  const steps: unknown[] = []
  for (const path of paths) {
    const response = await browser.post(path, { headers: HTTPS })
    steps.push({ path, status: response.status, cookies: cookiesOf(response), body: await response.text() })
  }
  await close?.()
  return steps
}

const SCENARIOS: readonly (readonly [name: string, paths: readonly string[]])[] = [
  ['a second and a third response', ['/sign-in', '/read', '/field', '/read', '/field']],
  ['a raised maxAge', ['/sign-in', '/longer', '/read', '/field', '/read']],
  ['a raised maxAge with a field', ['/sign-in', '/longer-field', '/read', '/field']],
  ['expires: false', ['/sign-in', '/no-end', '/read', '/field', '/read']],
  ['a changed sameSite', ['/sign-in', '/strict', '/read', '/field']],
  ['regenerate', ['/sign-in', '/strict', '/longer', '/sign-in', '/read', '/field']],
]
const OPTIONS: readonly (readonly [name: string, options: Partial<SessionOptions>])[] = [
  ['by default', {}],
  ['with rolling', { rolling: true }],
  ['with resave', { resave: true }],
  ['with a cookie that ends with the browser', { cookie: { ...COOKIE, maxAge: undefined } }],
  ['with expires: false', { cookie: { ...COOKIE, maxAge: undefined, expires: false as never } }],
  ['with secure: auto', { cookie: { ...COOKIE, secure: 'auto' } }],
]
const stores: readonly (readonly [name: string, make: () => SessionStore])[] = [
  ['memory', () => new LruSessionStore({ clock: new SystemClock() })],
  ['redis', () => redis.store],
]
const storeOn = (make: () => SessionStore) => new ExpressSessionStore(sessionApp(make(), undefined).sessions)

describe.each(stores)('cookies of express-session on our store, on %s, are as on MemoryStore', (_name, make) => {
  describe.each(OPTIONS)('%s', (_options, options) => {
    it.each(SCENARIOS)('after %s', async (_scenario, paths) => {
      const expected = await trace(new MemoryStore(), options, paths)
      expect(await trace(storeOn(make), options, paths)).toEqual(expected)
    })
  })

  it('after load() of a store without express-session, outside of a request', async () => {
    const load = async (store: Store) => {
      const data = { cookie: { ...COOKIE, originalMaxAge: COOKIE.maxAge }, user: 'u-1' }
      const sid = 'loaded-outside'
      await new Promise((resolve) => store.set(sid, data as never, resolve))
      const loaded = () =>
        new Promise<Session & SessionData>((resolve, reject) => {
          store.load(sid, (error, session) => (error ? reject(error) : resolve(session as Session & SessionData)))
        })
      const session = await loaded()
      expect(session).toBeInstanceOf(Session)
      const { cookie } = session.touch() as unknown as SessionData
      const touched = [relative(dataOf(cookie)), minutes(cookie.maxAge)]
      cookie.maxAge = 60 * MINUTE_MS
      await new Promise((resolve) => session.save(resolve))
      const again = (await loaded()).cookie
      await new Promise((resolve) => store.destroy(sid, resolve))
      const missing = await new Promise((resolve) => store.load(sid, (_error, found) => resolve(found)))
      return [touched, relative(dataOf(again)), minutes(again.maxAge), missing]
    }
    expect(await load(storeOn(make))).toEqual(await load(new MemoryStore()))
  })
})
