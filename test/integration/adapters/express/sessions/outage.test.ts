import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Express } from 'express'
import { sessionOf } from '../../../../../src/adapters/express/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { gate } from '../../../../support/http-fixture.js'
import { ManualClock } from '../../../../support/manual-clock.js'
import { runningTime } from '../../../../support/running-time.js'
import { type RedisSessionFixture, startRedisSessionServer } from '../../../../support/sessions/redis-session-server.js'
import {
  ada,
  type Browser,
  outcome,
  type ServeOptions,
  serveSessions,
} from '../../../../support/sessions/session-host.js'

let close: (() => Promise<void>) | undefined
afterEach(() => close?.())

const routes = (host: Express): void => {
  host.get('/who', async (req, res) => void res.json({ userId: (await sessionOf(req).get('userId')) ?? null }))
  host.post('/set', (req, res) => {
    sessionOf(req).set('a', 1)
    res.sendStatus(204)
  })
  host.post('/rotate', async (req, res) => {
    await sessionOf(req).rotate()
    res.sendStatus(204)
  })
  host.post('/sign-out', async (req, res) => {
    await sessionOf(req).signOut()
    res.sendStatus(204)
  })
  // Three ways to tell a lie.
  host.post('/sign-out/caught', async (req, res) => {
    await sessionOf(req)
      .signOut()
      .catch(() => {})
    res.redirect(303, '/')
  })
  host.post('/sign-out/floating', async (req, res) => {
    void sessionOf(req).signOut()
    await new Promise((resolve) => setTimeout(resolve, 20))
    res.sendStatus(204)
  })
  host.post('/sign-out/at-once', (req, res) => {
    void sessionOf(req).signOut()
    res.clearCookie('sid').sendStatus(204)
  })
  host.post('/sign-out/reported', async (req, res) => {
    await sessionOf(req)
      .signOut()
      .catch(() => res.status(502))
    res.send('try again')
  })
  host.post('/twice', async (req, res) => {
    const session = sessionOf(req)
    const first = await session.read().then(String, (error: AppError) => error.code)
    res.json([first, await session.read().then(String, (error: AppError) => error.code)])
  })
}

/** A store with a short deadline may be late on a busy machine. */
async function untilSignedIn(someone: Browser): Promise<void> {
  const end = runningTime() + 60_000
  for (;;) {
    const { status } = await someone.post('/sign-in')
    if (status === 204) return
    if (runningTime() > end) throw new Error(`still ${status}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function serve(options?: ServeOptions) {
  const served = await serveSessions(routes, options)
  close = served.close
  const someone = served.browser()
  await untilSignedIn(someone)
  return { ...served, someone }
}

const CHANGES = [
  '/sign-in',
  '/set',
  '/rotate',
  '/sign-out',
  '/sign-out/caught',
  '/sign-out/floating',
  '/sign-out/at-once',
]

describe('while the store refuses', () => {
  it.each(['STORE_UNAVAILABLE', 'OUTCOME_UNKNOWN'] as const)(
    'with %s, everything that needs the store is 503, and no user is signed out',
    async (code) => {
      const { someone, hooks } = await serve()
      const { cookie } = someone
      hooks.before = async () => {
        throw new AppError(code, 'injected')
      }
      // Reading changes nothing, so that there is no outcome which could be unknown.
      expect(await outcome(await someone.fetch('/who'))).toEqual([503, 'store-unavailable'])
      const answers = [await someone.fetch('/who'), ...(await Promise.all(CHANGES.map((path) => someone.post(path))))]
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 503))
      for (const answer of answers) {
        expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
        expect(answer.headers.getSetCookie().filter((line) => line.startsWith('sid='))).toEqual([])
        expect(answer.headers.get('cache-control')).toBe('no-store')
      }
      expect((await someone.post('/sign-out/reported')).status).toBe(502)
      hooks.before = async () => {}
      expect(someone.cookie).toBe(cookie)
      expect(await (await someone.fetch('/who')).json()).toEqual({ userId: ada.userId })
    },
  )

  it('a request without a cookie continues', async () => {
    const { browser, hooks } = await serve()
    hooks.before = async () => {
      throw new AppError('STORE_UNAVAILABLE', 'injected')
    }
    const anonymous = browser()
    expect(await (await anonymous.fetch('/who')).json()).toEqual({ userId: null })
    expect((await anonymous.post('/sign-out')).status).toBe(204)
    expect(await outcome(await anonymous.post('/set'))).toEqual([401, 'unauthenticated'])
  })

  it('a sign-out that works the second time is a success', async () => {
    let refused = false
    const { someone, hooks, app } = await serve()
    const id = someone.id ?? ''
    hooks.before = async (verb) => {
      if (verb === 'delete' && !refused) {
        refused = true
        throw new AppError('OUTCOME_UNKNOWN', 'injected')
      }
    }
    expect((await someone.post('/sign-out')).status).toBe(503)
    expect((await someone.post('/sign-out')).status).toBe(204)
    expect(await app.sessions.getSession(id)).toBeUndefined()
  })

  it('a silent store delays a request by one deadline, for any number of calls', async () => {
    const clock = new ManualClock()
    const { someone, hooks, calls } = await serve({ storeDeadlineMs: 150, app: { clock } })
    /** The answer to a request, whose store is asked and never answers, after its deadline. */
    const late = async (path: string): Promise<Response> => {
      const asked = gate()
      hooks.before = () => {
        asked.open()
        return new Promise(() => {})
      }
      const answer = someone.post(path)
      await asked.passed
      await clock.advance(150)
      // Time stands still from here on: who waited for another deadline would wait for ever.
      return answer
    }
    calls.length = 0
    expect(await (await late('/twice')).json()).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE'])
    expect(calls).toEqual(['touch'])
    expect((await late('/set')).status).toBe(503)
  })
})

it('a store that takes its time is given what the configuration gives it', async () => {
  const clock = new ManualClock()
  const { someone, hooks } = await serve({ app: { deadlineMs: 10_000, clock } })
  const asked = gate()
  const release = gate()
  hooks.before = () => {
    asked.open()
    return release.passed
  }
  const answer = someone.fetch('/who')
  await asked.passed
  await clock.advance(10_000)
  release.open()
  expect((await answer).status).toBe(200)
})

describe('while Redis is frozen', () => {
  const DEADLINE_MS = 400
  let fixture: RedisSessionFixture
  beforeAll(async () => {
    fixture = await startRedisSessionServer(DEADLINE_MS)
  })
  afterAll(() => fixture?.stop())

  it('every request is answered, 503 or as before, and all is well afterwards', async () => {
    const { someone, browser } = await serve({ store: fixture.store, app: { deadlineMs: DEADLINE_MS } })
    const { cookie } = someone
    fixture.redis.freeze()
    const timed = async (request: Promise<Response>) => {
      const startedAt = runningTime()
      const { status, headers } = await request
      return {
        status,
        ms: runningTime() - startedAt,
        cookies: headers.getSetCookie(),
        retry: headers.get('retry-after'),
      }
    }
    const asked = await Promise.all([timed(someone.fetch('/who')), ...CHANGES.map((path) => timed(someone.post(path)))])
    for (const { status, ms, cookies, retry } of asked) {
      expect({ status, cookies: cookies.filter((line) => line.startsWith('sid=')) }).toEqual({
        status: 503,
        cookies: [],
      })
      expect(Number(retry)).toBeGreaterThan(0)
      // A bound that only a request that hangs exceeds.
      expect(ms).toBeLessThan(20 * DEADLINE_MS)
    }
    expect((await timed(browser().fetch('/who'))).status).toBe(200)
    fixture.redis.thaw()
    expect(someone.cookie).toBe(cookie)
    // What was sent before the deadline may be carried out late: signing out among it.
    await untilSignedIn(someone)
    expect(await (await someone.fetch('/who')).json()).toEqual({ userId: ada.userId })
  })
})
