import { Readable } from 'node:stream'
import { afterEach, describe, expect, it } from '@jest/globals'
import express, { type Express } from 'express'
import { requireRole, sessionOf, sessions } from '../../../../../src/adapters/express/index.js'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { gate } from '../../../../support/http-fixture.js'
import {
  ada,
  outcome,
  type ServeOptions,
  serveSessions,
  sessionApp,
  watchedStore,
} from '../../../../support/sessions/session-host.js'

let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

async function serve(routes: (host: Express) => void, options?: ServeOptions) {
  const served = await serveSessions(routes, options)
  close = served.close
  return served
}

const whoAmI = (host: Express): void => {
  host.get('/me', async (req, res) => {
    res.json({ userId: (await sessionOf(req).get('userId')) ?? null })
  })
}

describe('the session of a request', () => {
  it('is signed in when a redirect is followed at once, 20 of 20', async () => {
    const { browser, hooks } = await serve((host) => {
      whoAmI(host)
      host.post('/enter', (req, res) => {
        // Not awaited: the answer waits by itself.
        void sessionOf(req).signIn(ada)
        res.redirect(303, '/me')
      })
    })
    hooks.after = () => new Promise((resolve) => setTimeout(resolve, 5))
    for (let attempt = 0; attempt < 20; attempt++) {
      const someone = browser()
      const answer = await someone.post('/enter')
      expect([answer.status, answer.headers.get('location')]).toEqual([303, '/me'])
      expect(await (await someone.fetch('/me')).json()).toEqual({ userId: 'u-1' })
    }
  })

  it('reads the store only when the session is used, and never without our cookie', async () => {
    const { browser, calls } = await serve((host) => {
      whoAmI(host)
      host.get('/public', (_req, res) => void res.send('for all'))
      host.get('/often', requireRole('viewer'), async (req, res) => {
        await Promise.all([sessionOf(req).get('a'), sessionOf(req).read()])
        res.end()
      })
    })
    const someone = browser()
    await someone.fetch('/me')
    expect(calls).toEqual([])
    await someone.post('/sign-in')
    expect(calls.splice(0)).toEqual(['create'])
    await someone.fetch('/public')
    expect(calls).toEqual([])
    await someone.fetch('/me')
    expect(calls.splice(0)).toEqual(['touch'])
    await someone.fetch('/often')
    expect(calls.splice(0)).toEqual(['touch'])
    for (const cookie of ['sid=short', `sid=${'*'.repeat(43)}`, `xsid=${someone.id}`, `sid=${'x'.repeat(10_000)}`]) {
      await someone.fetch('/me', { headers: { Cookie: cookie } })
    }
    expect(calls).toEqual([])
  })

  it('is saved before the headers are sent, by any method of the response', async () => {
    const sends: { [path: string]: (res: express.Response) => unknown } = {
      end: (res) => res.end('text'),
      json: (res) => res.json({ a: 1 }),
      head: (res) => res.writeHead(200, { 'Content-Type': 'text/plain', 'X-Own': 'yes' }).end('text'),
      write: (res) => {
        res.write('te')
        res.write('xt', () => res.end())
      },
      flush: (res) => {
        res.flushHeaders()
        setTimeout(() => res.end('text'), 5)
      },
      pipe: (res) => Readable.from(Array.from({ length: 200 }, () => 'x'.repeat(1000))).pipe(res),
      file: (res) => res.sendFile('package.json', { root: process.cwd() }),
    }
    const { browser, hooks, app } = await serve((host) => {
      for (const [path, send] of Object.entries(sends)) {
        host.get(`/${path}`, (req, res) => {
          sessionOf(req).set('seen', path)
          send(res)
        })
      }
    })
    hooks.before = () => new Promise((resolve) => setTimeout(resolve, 10))
    const someone = browser()
    await someone.post('/sign-in')
    for (const path of Object.keys(sends)) {
      const answer = await someone.fetch(`/${path}`)
      // Headers are here, the body perhaps not yet.
      expect((await app.sessions.getSession(someone.id ?? ''))?.data.seen).toBe(path)
      const text = await answer.text()
      expect(text.length).toBe(
        { pipe: 200_000, json: 7, file: Number(answer.headers.get('content-length')) }[path] ?? 4,
      )
      expect(answer.headers.get('set-cookie')).toBeNull()
      expect(answer.headers.get('x-own')).toBe(path === 'head' ? 'yes' : null)
    }
  })

  it('sets its cookie besides others on sign-in and rotation, and on no other response', async () => {
    const { browser } = await serve((host) => {
      host.use('/me', (_req, res, next) => next(void res.vary('Accept-Encoding')))
      whoAmI(host)
      host.post('/promote', async (req, res) => {
        await sessionOf(req).rotate({ role: 'administrator' })
        res.writeHead(200, ['Set-Cookie', 'own=1', 'Set-Cookie', 'other=2']).end()
      })
      host.post('/twice', async (req, res) => {
        res.cookie('own', '1')
        await sessionOf(req).signIn(ada)
        await sessionOf(req).rotate()
        res.setHeader('Set-Cookie', 'late=1')
        res.end()
      })
    })
    const someone = browser()
    const [cookie] = (await someone.post('/sign-in')).headers.getSetCookie()
    expect(cookie).toMatch(/^sid=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/)
    const first = someone.id
    const rotated = await someone.post('/promote')
    expect(rotated.headers.getSetCookie()).toEqual(['own=1', 'other=2', expect.stringMatching(/^sid=/)])
    expect(rotated.headers.get('cache-control')).toBe('no-store')
    expect(someone.id).not.toBe(first)
    const read = await someone.fetch('/me')
    expect([read.headers.getSetCookie(), read.headers.get('vary')]).toEqual([[], 'Accept-Encoding, Cookie'])
    expect((await someone.post('/twice')).headers.getSetCookie()).toEqual(['late=1', expect.stringMatching(/^sid=/)])
    expect(await (await someone.fetch('/me')).json()).toEqual({ userId: 'u-1' })
  })

  it.each([-10, 10])('its cookie lives as long as the session, on a node whose clock is %d min ahead', async (min) => {
    const behind = new SystemClock()
    const clock = {
      now: () => behind.now() - min * 60_000,
      monotonic: () => behind.monotonic(),
      setTimer: behind.setTimer.bind(behind),
    }
    const { browser } = await serve(
      (host) => {
        host.post('/rotate', async (req, res) => {
          await sessionOf(req).rotate()
          res.end()
        })
      },
      { store: new LruSessionStore({ clock }) },
    )
    const someone = browser()
    for (const path of ['/sign-in', '/rotate']) {
      const [cookie] = (await someone.post(path)).headers.getSetCookie()
      expect(cookie).toContain('Max-Age=43200;')
    }
  })

  it('reads what it set, keeps fields of others, removes with undefined', async () => {
    const { browser, app } = await serve((host) => {
      host.get('/fields', async (req, res) => {
        const session = sessionOf(req)
        session.set('a', { deep: [1] })
        const before = [await session.get('a'), await session.get('b'), await session.get('toString')]
        session.set('a', undefined)
        session.set('b', 2)
        await session.save()
        res.json([...before, (await session.get('a')) ?? null, await session.get('b')])
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    expect(await (await someone.fetch('/fields')).json()).toEqual([{ deep: [1] }, null, null, null, 2])
    const data = (await app.sessions.getSession(someone.id ?? ''))?.data
    expect(data).toEqual({ ...ada, b: 2, lastActivity: expect.any(Number) })
  })

  it.each(['userId', 'email', 'role', 'lastActivity', '__proto__', 'constructor'])(
    'does not let %s be set',
    async (f) => {
      const { browser } = await serve((host) => {
        host.get('/set', (req, res) => {
          expect(() => sessionOf(req).set(f, 'administrator')).toThrow(
            expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
          )
          res.end()
        })
      })
      expect((await browser().fetch('/set')).status).toBe(200)
    },
  )

  it('has the fields that were set before sign-in, and ends the previous session', async () => {
    const { browser, app } = await serve((host) => {
      host.post('/enter', async (req, res) => {
        sessionOf(req).set('theme', 'dark')
        const lastActivity = '2026-02-28T21:30:15.250Z'
        await sessionOf(req).signIn({ ...ada, userId: 'u-2', lastActivity }, { ttl: 60 })
        res.end()
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    const former = someone.id ?? ''
    await someone.post('/enter')
    const session = await app.sessions.getSession(someone.id ?? '')
    expect(session?.data).toMatchObject({
      userId: 'u-2',
      theme: 'dark',
      lastActivity: Date.UTC(2026, 1, 28, 21, 30, 15, 250),
    })
    expect(Number(session?.expiresAt) - Number(session?.createdAt)).toBe(60_000)
    expect(await app.sessions.getSession(former)).toBeUndefined()
  })

  it('ends with signing out, which takes the cookie back', async () => {
    const { browser, calls } = await serve((host) => {
      whoAmI(host)
      host.post('/sign-out', async (req, res) => {
        await sessionOf(req).signOut()
        res.sendStatus(204)
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    const cookie = someone.cookie ?? ''
    const answer = await someone.post('/sign-out')
    expect(answer.headers.getSetCookie()).toEqual(['sid=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax'])
    expect(await (await someone.fetch('/me', { headers: { Cookie: cookie } })).json()).toEqual({ userId: null })
    calls.length = 0
    expect((await someone.post('/sign-out')).status).toBe(204)
    expect(calls).toEqual([])
    // The same cookie again: nothing was signed out by that, and it is not said that it was.
    const again = await someone.post('/sign-out', { headers: { Cookie: cookie } })
    expect([again.status, again.headers.getSetCookie()]).toEqual([401, []])
  })

  it('is not set once the headers have left', async () => {
    const { browser } = await serve((host) => {
      host.get('/late', (req, res) => {
        res.write('started ')
        expect(() => sessionOf(req).set('a', 1)).toThrow('the response headers are already sent')
        expect(() => sessionOf(req).signIn(ada)).toThrow('the response headers are already sent')
        expect(() => sessionOf(req).rotate()).toThrow('the response headers are already sent')
        res.end('ended')
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    expect(await (await someone.fetch('/late')).text()).toBe('started ended')
  })

  it('cannot be had where the middleware is not mounted', async () => {
    const { browser } = await serve(() => {}, {
      before: (host) => {
        host.get('/unmounted', (req, res) => {
          expect(() => sessionOf(req)).toThrow('did not come through the sessions middleware')
          res.end()
        })
      },
    })
    expect((await browser().fetch('/unmounted')).status).toBe(200)
  })
})

describe('an answer that waits for its session', () => {
  it('is the first one from the handler, independent of later calls', async () => {
    let seen: boolean[] = []
    const { browser, hooks } = await serve((host) => {
      host.get('/then-throws', (req, res) => {
        sessionOf(req).set('a', 1)
        const before = res.headersSent
        res.status(201).set('X-Own', 'yes').json({ ok: true })
        seen = [before, res.headersSent, res.writableEnded]
        res.status(500).set('X-Own', 'no').set('X-Late', 'yes')
        res.removeHeader('Content-Type')
        res.end('another')
      })
    })
    hooks.before = () => new Promise((resolve) => setTimeout(resolve, 10))
    const someone = browser()
    await someone.post('/sign-in')
    const answer = await someone.fetch('/then-throws')
    expect([answer.status, await answer.json()]).toEqual([201, { ok: true }])
    expect([answer.headers.get('x-own'), answer.headers.get('x-late')]).toEqual(['yes', null])
    expect(seen).toEqual([false, true, true])
  })

  it('is replaced as a whole if the session cannot be saved', async () => {
    const errors: unknown[] = []
    const { browser, hooks, app } = await serve((host) => {
      host.get('/save', (req, res) => {
        sessionOf(req).set('a', 1)
        res.statusMessage = 'Everything Fine'
        res.set({ ETag: '"1"', 'Cache-Control': 'public, max-age=3600', 'Content-Language': 'en', 'X-Own': 'kept' })
        res.write('part of ', (error) => {
          if (!error) return
          errors.push(error)
          // Continues to write, at once and later, despite the error.
          res.write('more')
          setTimeout(() => res.write('more'), 20)
        })
        res.end('an answer')
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    hooks.before = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'injected', { retryAfterMs: 2000 })
    }
    const answer = await someone.fetch('/save')
    expect(answer.headers.get('retry-after')).toBe('2')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect([answer.headers.get('etag'), answer.headers.get('content-language')]).toEqual([null, null])
    expect([answer.statusText, answer.headers.get('x-own')]).toEqual(['Service Unavailable', 'kept'])
    expect(await outcome(answer)).toEqual([503, 'store-unavailable'])
    expect(app.logger.messages('warn')).toEqual(['session not saved'])
    expect(errors).toEqual([expect.any(Error)])
    hooks.before = async () => {}
    expect((await someone.fetch('/save')).status).toBe(200)
  })

  it('still sets the cookie of the changes before the failure: no user is signed out', async () => {
    const { browser } = await serve((host) => {
      whoAmI(host)
      host.post('/rotate-and-fail', async (req, res) => {
        await sessionOf(req).rotate()
        sessionOf(req).set('a', 'x'.repeat(70_000))
        res.clearCookie('sid').cookie('own', '1').send('all well')
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    const old = someone.cookie
    const answer = await someone.post('/rotate-and-fail')
    expect(answer.headers.getSetCookie()).toEqual(['own=1; Path=/', expect.stringMatching(/^sid=[\w-]{43};/)])
    expect(await outcome(answer)).toEqual([413, 'session-too-large'])
    expect(someone.cookie).not.toBe(old)
    expect(await (await someone.fetch('/me')).json()).toEqual({ userId: 'u-1' })
  })

  it('does not take a stream into memory, and ends one whose answer is replaced', async () => {
    const reached = gate()
    const release = gate()
    let read = 0
    let closed = false
    const { browser, hooks } = await serve((host) => {
      host.get('/stream', (req, res) => {
        sessionOf(req).set('a', 1)
        const source = new Readable({
          highWaterMark: 64 * 1024,
          read() {
            read += 16_384
            this.push(read > 4_000_000 ? null : Buffer.alloc(16_384))
          },
        })
        source.once('close', () => {
          closed = true
        })
        res.once('unpipe', () => source.destroy())
        source.pipe(res)
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    hooks.before = async () => {
      reached.open()
      await release.passed
      throw new AppError('SESSION_CONFLICT', 'injected')
    }
    const answer = someone.fetch('/stream')
    await reached.passed
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(read).toBeLessThan(300_000)
    release.open()
    expect(await outcome(await answer)).toEqual([409, 'session-conflict'])
    expect(closed).toBe(true)
  })

  it('is a problem if what the handler wrote cannot be sent', async () => {
    const { browser } = await serve((host) => {
      host.get('/bad', (req, res) => {
        sessionOf(req).set('a', 1)
        res.writeHead(200, { 'X-Bad': 'a\nb' })
        res.end()
      })
    })
    const someone = browser()
    await someone.post('/sign-in')
    expect(await outcome(await someone.fetch('/bad'))).toEqual([500, 'internal'])
  })
})

describe('in a host application', () => {
  it('works mounted twice, with parsers, and behind a proxy that ends TLS', async () => {
    const { base } = await serve(
      (host) => {
        whoAmI(host)
        host.post('/echo', async (req, res) => {
          sessionOf(req).set('body', req.body)
          res.json(await sessionOf(req).get('body'))
        })
      },
      {
        before: (host) => {
          host.set('trust proxy', 1)
          host.use(express.json(), express.urlencoded())
          // As cookie-parser does.
          host.use((req, _res, next) => {
            Object.assign(req, { cookies: { sid: 'of the parser' }, secret: 'x' })
            next()
          })
        },
      },
    )
    const secure = { 'X-Forwarded-Proto': 'https' }
    const entered = await fetch(`${base}/sign-in`, { method: 'POST', headers: secure })
    const [cookie = ''] = entered.headers.getSetCookie()
    expect(cookie).toMatch(/^__Host-sid=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; Secure; SameSite=Lax$/)
    const [pair = ''] = cookie.split(';')
    const echoed = await fetch(`${base}/echo`, {
      method: 'POST',
      headers: { ...secure, Cookie: `a=1; ${pair}; b=2`, 'Content-Type': 'application/json' },
      body: '{"x":1}',
    })
    expect(await echoed.json()).toEqual({ x: 1 })
    // The same id under the name that another origin of the host could set is none.
    const plain = await fetch(`${base}/me`, { headers: { ...secure, Cookie: pair.replace('__Host-', '') } })
    expect(await plain.json()).toEqual({ userId: null })
  })

  it('the second mount of the same app changes nothing, that of another app has its own sessions', async () => {
    const other = sessionApp(watchedStore().store, { environment: 'development' })
    const { browser } = await serve((host) => {
      host.use('/again', (_req, _res, next) => next())
      host.use('/other', sessions(other), (req, res) => void res.json(sessionOf(req).belongsTo(other.sessions)))
    })
    expect(await (await browser().fetch('/other')).json()).toBe(true)
    const app = sessionApp(watchedStore().store, { environment: 'development' })
    const host = express().use(sessions(app), (req, res, next) => {
      const before = sessionOf(req)
      sessions(app)(req, res, () => {
        expect(sessionOf(req)).toBe(before)
        next()
      })
    })
    host.get('/', (req, res) => void res.json((req as { session?: unknown }).session === sessionOf(req)))
    await close?.()
    const served = await serveSessions((outer) => outer.use('/twice', host))
    close = served.close
    expect(await (await served.browser().fetch('/twice')).json()).toBe(true)
  })

  it('leaves the session of another middleware on req.session', async () => {
    const foreign = { cookie: {} }
    const { browser } = await serve(
      (host) => void host.get('/', (req, res) => void res.json((req as { session?: unknown }).session === foreign)),
      { before: (host) => void host.use((req, _res, next) => next(void Object.assign(req, { session: foreign }))) },
    )
    expect(await (await browser().fetch('/')).json()).toBe(true)
  })

  it.each([
    ['production', undefined, '__Host-sid'],
    ['production', false, 'sid'],
    ['development', true, '__Host-sid'],
    ['development', undefined, 'sid'],
  ] as const)('in %s with secure %s the cookie is %s', async (environment, secure, name) => {
    const { browser } = await serve(() => {}, { environment, ...(secure === undefined ? {} : { secure }) })
    const [cookie = ''] = (await browser().post('/sign-in')).headers.getSetCookie()
    expect([cookie.split('=')[0], cookie.includes('; Secure;')]).toEqual([name, name === '__Host-sid'])
  })

  it('failed reads have a status that Express uses when the app does not handle our errors', async () => {
    const { browser, hooks } = await serve(whoAmI, { plainErrors: true })
    const someone = browser()
    await someone.post('/sign-in')
    hooks.before = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'injected', { retryAfterMs: 2000 })
    }
    const answer = await someone.fetch('/me')
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  })
})
