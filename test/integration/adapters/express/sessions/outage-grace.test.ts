import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Express } from 'express'
import { requireRole, sessionOf } from '../../../../../src/adapters/express/index.js'
import { RecentSessions } from '../../../../../src/app/sessions/recent-sessions.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { type RedisSessionFixture, startRedisSessionServer } from '../../../../support/sessions/redis-session-server.js'
import { ada, outcome, serveSessions } from '../../../../support/sessions/session-host.js'

const GRACE_MS = 10_000
const UNAVAILABLE = [503, 'store-unavailable']
let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

const routes = (host: Express): void => {
  host.use('/mine', requireRole('viewer'))
  host.all('/mine', async (req, res) => {
    const session = sessionOf(req)
    const userId = (await session.get('userId')) ?? null
    res.set('Cache-Control', 'public, max-age=60').json({ userId, isStale: session.isStale })
  })
  // Requests that ought to be safe and are not.
  host.get('/set', async (req, res) => {
    await sessionOf(req).require()
    sessionOf(req).set('a', 1)
    res.send('done')
  })
  host.get('/:verb/change', async (req, res) => {
    const session = sessionOf(req)
    await session.require()
    if (req.params.verb === 'sign-in') await session.signIn(ada)
    if (req.params.verb === 'rotate') await session.rotate({ role: 'administrator' })
    if (req.params.verb === 'sign-out') await session.signOut()
    res.send('done')
  })
  host.post('/sign-out', async (req, res) => {
    await sessionOf(req).signOut()
    res.sendStatus(204)
  })
}

const recalled = { userId: ada.userId, isStale: true }
const known = { userId: ada.userId, isStale: false }

async function serve(graceMs: number, fixture?: RedisSessionFixture) {
  // Only the age of what was read goes by it.
  const clock = new ManualClock(Date.now())
  const served = await serveSessions(routes, {
    ...(fixture ? { store: fixture.store } : {}),
    app: graceMs > 0 ? { recent: new RecentSessions(clock, graceMs) } : {},
  })
  close = served.close
  const someone = served.browser()
  await someone.post('/sign-in')
  expect(await (await someone.fetch('/mine')).json()).toEqual(known)
  return { ...served, clock, someone }
}

describe('while Redis is frozen', () => {
  let fixture: RedisSessionFixture
  beforeAll(async () => {
    fixture = await startRedisSessionServer()
  })
  afterAll(() => fixture?.stop())

  /**
   * Freezes Redis for the time of `work`, and returns when it answers again. The work begins when operations fail at
   * once, so that no test waits for their deadline, which is long enough for any machine.
   */
  async function withoutRedis(work: () => Promise<void>): Promise<void> {
    const { redis, connection } = fixture
    const ping = (deadlineMs?: number) => connection.run((client) => client.ping(), deadlineMs ? { deadlineMs } : {})
    redis.freeze()
    try {
      while (!connection.counters.breakerOpen) await ping(200).catch(() => undefined)
      await work()
      expect(connection.counters.breakerOpen).toBe(true)
    } finally {
      redis.thaw()
    }
    while (connection.counters.breakerOpen) await new Promise((resolve) => setTimeout(resolve, 20))
    await ping()
  }

  it('every request fails unless a grace is set', async () => {
    const { someone } = await serve(0, fixture)
    await withoutRedis(async () => {
      expect(await outcome(await someone.fetch('/mine'))).toEqual(UNAVAILABLE)
    })
    expect(await (await someone.fetch('/mine')).json()).toEqual(known)
  })

  it('a recently read session serves safe requests only, and no cache stores the responses', async () => {
    const { someone, browser, app } = await serve(GRACE_MS, fixture)
    await withoutRedis(async () => {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const answer = await someone.fetch('/mine', { method })
        expect([method, answer.status, answer.headers.get('cache-control')]).toEqual([method, 200, 'no-store'])
        if (method !== 'HEAD') expect(await answer.json()).toEqual(recalled)
      }
      for (const method of ['POST', 'PUT', 'DELETE', 'PROPFIND']) {
        expect((await someone.fetch('/mine', { method })).status).toBe(503)
      }
      // One that was not read.
      const cookie = `sid=${'x'.repeat(43)}`
      expect(await outcome(await browser().fetch('/mine', { headers: { Cookie: cookie } }))).toEqual(UNAVAILABLE)
      const warning = 'sessions: the store does not answer; serving stale sessions to safe requests'
      expect(app.logger.messages('warn').filter((line) => line === warning)).toEqual([warning])
      expect(app.logger.messages('info')).toEqual([])
    })
    const back = await someone.fetch('/mine')
    expect([await back.json(), back.headers.get('cache-control')]).toEqual([known, 'public, max-age=60'])
    await someone.fetch('/mine')
    expect(app.logger.messages('info')).toEqual(['sessions: the store answers again'])
  })

  it('what changes the session fails, in a request that only reads too', async () => {
    const { someone } = await serve(GRACE_MS, fixture)
    const { cookie } = someone
    await withoutRedis(async () => {
      expect(await (await someone.fetch('/mine')).json()).toEqual(recalled)
      for (const path of ['/set', '/sign-in/change', '/rotate/change', '/sign-out/change']) {
        expect([path, (await someone.fetch(path)).status]).toEqual([path, 503])
      }
    })
    expect(someone.cookie).toBe(cookie)
  })

  it('a session serves no longer than the grace, however often it is used', async () => {
    const { someone, clock } = await serve(GRACE_MS, fixture)
    await withoutRedis(async () => {
      await clock.advance(GRACE_MS - 1)
      expect(await (await someone.fetch('/mine')).json()).toEqual(recalled)
      await clock.advance(1)
      expect(await outcome(await someone.fetch('/mine'))).toEqual(UNAVAILABLE)
    })
  })

  it('an attempted sign-out ends it, with any outcome', async () => {
    const { someone } = await serve(GRACE_MS, fixture)
    await withoutRedis(async () => {
      expect((await someone.post('/sign-out')).status).toBe(503)
      expect(await outcome(await someone.fetch('/mine'))).toEqual(UNAVAILABLE)
    })
  })

  it('what another process revoked before is seen as soon as Redis answers', async () => {
    const { someone } = await serve(GRACE_MS, fixture)
    await fixture.store.revokeByUser(ada.userId)
    await withoutRedis(async () => {
      expect(await (await someone.fetch('/mine')).json()).toEqual(recalled)
    })
    expect(await outcome(await someone.fetch('/mine'))).toEqual([401, 'session-ended'])
  })
})

describe('while the store refuses', () => {
  it.each(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const)(
    'with %s, a recently read session serves',
    async (code) => {
      const { someone, hooks } = await serve(GRACE_MS)
      hooks.before = async () => {
        throw new AppError(code, 'injected')
      }
      expect(await (await someone.fetch('/mine')).json()).toEqual(recalled)
    },
  )

  it.each(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const)(
    'with %s for a sign-out, that is the end of the session',
    async (code) => {
      const { someone, hooks } = await serve(GRACE_MS)
      hooks.before = async () => {
        throw new AppError(code, 'injected')
      }
      expect((await someone.post('/sign-out')).status).toBe(503)
      expect(await outcome(await someone.fetch('/mine'))).toEqual(UNAVAILABLE)
    },
  )

  it('any other reason is reported', async () => {
    const { someone, hooks } = await serve(GRACE_MS)
    for (const fault of [
      new AppError('INTERNAL', 'injected'),
      new AppError('STORE_FULL', 'injected'),
      new Error('bug'),
    ]) {
      hooks.before = async () => {
        throw fault
      }
      const [status, code] = await outcome(await someone.fetch('/mine'))
      expect([status, code]).toEqual(
        fault instanceof AppError && fault.code === 'STORE_FULL' ? [503, 'store-full'] : [500, 'internal'],
      )
    }
  })

  it('the first real answer of a request wins over what was recalled before', async () => {
    const { someone, hooks, app } = await serve(GRACE_MS)
    let asked = 0
    hooks.before = async () => {
      asked += 1
      if (asked === 1) throw new AppError('STORE_UNAVAILABLE', 'injected')
    }
    // `requireRole` gets what is recalled, the handler what the store says.
    expect(await (await someone.fetch('/mine')).json()).toEqual(known)
    expect([asked, app.logger.messages('info')]).toEqual([2, ['sessions: the store answers again']])
  })
})
