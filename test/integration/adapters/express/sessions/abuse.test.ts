import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'
import type { Express } from 'express'
import { requireRole, sessionOf } from '../../../../../src/adapters/express/index.js'
import { LruSessionStore } from '../../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import type { SessionStore } from '../../../../../src/ports/index.js'
import { gate, RawConnection } from '../../../../support/http-fixture.js'
import { type RedisSessionFixture, startRedisSessionServer } from '../../../../support/sessions/redis-session-server.js'
import { ada, outcome, serveSessions, type Verb } from '../../../../support/sessions/session-host.js'

let fixture: RedisSessionFixture
beforeAll(async () => {
  fixture = await startRedisSessionServer()
})
afterAll(() => fixture?.stop())

let served: Awaited<ReturnType<typeof serveSessions>> | undefined
afterEach(async () => {
  await served?.close()
  await served?.app.sessions.revokeUserSessions(ada.userId)
})

const stores: [string, () => SessionStore][] = [
  ['memory', () => new LruSessionStore({ clock: new SystemClock() })],
  ['redis', () => fixture.store],
]

const routes = (host: Express): void => {
  host.get('/mine', requireRole('viewer'), async (req, res) => void res.json((await sessionOf(req).require()).data))
  // Read, then changed: what others have changed meanwhile is noticed.
  host.post('/fields/:field', async (req, res) => {
    const session = sessionOf(req)
    await session.require()
    session.set(req.params.field, String(req.query.value))
    res.sendStatus(204)
  })
  host.post('/rotate', async (req, res) => {
    await sessionOf(req).rotate({ role: 'administrator' })
    res.sendStatus(204)
  })
  host.post('/sign-out', async (req, res) => {
    await sessionOf(req).signOut()
    res.sendStatus(204)
  })
}

async function serve(store: SessionStore) {
  served = await serveSessions(routes, { store })
  return served
}

/** Stops the first call of `verb` before it reaches the store, or after it has. */
function stopAt(hooks: Awaited<ReturnType<typeof serve>>['hooks'], verb: Verb, where: 'before' | 'after') {
  const reached = gate()
  const release = gate()
  let isFirst = true
  hooks[where] = async (called) => {
    if (called !== verb || !isFirst) return
    isFirst = false
    reached.open()
    await release.passed
  }
  return { reached: reached.passed, release: release.open }
}

describe.each(stores)('one session and many requests, on %s', (_name, makeStore) => {
  it('keeps the different fields of 200 requests at once', async () => {
    const { browser, app } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => someone.post(`/fields/f${n}?value=${n}`)))
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 200 }, () => 204))
    const data = (await app.sessions.getSession(someone.id ?? ''))?.data ?? ada
    expect(Object.keys(data).filter((name) => /^f\d+$/.test(name))).toHaveLength(200)
  })

  it('one of several concurrent writes of a field succeeds, the others get 409', async () => {
    const { browser, app, hooks } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    // All read before the first write.
    const allRead = gate()
    let reads = 0
    hooks.after = (verb) => {
      if (verb === 'touch' && ++reads === 200) allRead.open()
    }
    hooks.before = (verb) => (verb === 'update' ? allRead.passed : undefined)
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => {
        const settled = await outcome(await someone.post(`/fields/same?value=${n}`))
        return { n, settled }
      }),
    )
    const winners = answers.filter(({ settled }) => settled[0] === 204)
    expect(winners).toHaveLength(1)
    const losers = answers.filter(({ settled }) => settled[0] === 409 && settled[1] === 'session-conflict')
    expect(losers).toHaveLength(199)
    expect((await app.sessions.getSession(someone.id ?? ''))?.data.same).toBe(String(winners[0]?.n))
  })

  it('is not restored by a slow writer after sign-out', async () => {
    const { browser, app, hooks } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const { cookie = '', id = '' } = someone
    const slow = stopAt(hooks, 'update', 'before')
    const writing = someone.post('/fields/a?value=1', { headers: { Cookie: cookie } })
    await slow.reached
    expect((await someone.post('/sign-out')).status).toBe(204)
    slow.release()
    const written = await writing
    expect(await outcome(written)).toEqual([401, 'session-ended'])
    expect(written.headers.getSetCookie()).toEqual([])
    expect(await app.sessions.getSession(id)).toBeUndefined()
    expect(await app.sessions.listUserSessions(ada.userId)).toEqual([])
  })

  it('a request during a rotation fails, signs no user out, and the old id is invalid', async () => {
    const { browser, hooks } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const old = someone.cookie ?? ''
    const slow = stopAt(hooks, 'update', 'before')
    const writing = someone.post('/fields/a?value=1', { headers: { Cookie: old } })
    await slow.reached
    expect((await someone.post('/rotate')).status).toBe(204)
    slow.release()
    const written = await writing
    expect(await outcome(written)).toEqual([401, 'session-ended'])
    // It must not take back the cookie that the rotation has given.
    expect(written.headers.getSetCookie()).toEqual([])
    expect(someone.cookie).not.toBe(old)
    expect(await (await someone.fetch('/mine')).json()).toMatchObject({ role: 'administrator' })
    expect(await outcome(await someone.fetch('/mine', { headers: { Cookie: old } }))).toEqual([401, 'session-ended'])
  })

  it('does not say that it signed out what a rotation has kept alive', async () => {
    const { browser, hooks } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const old = someone.cookie ?? ''
    const slow = stopAt(hooks, 'delete', 'before')
    const leaving = someone.post('/sign-out', { headers: { Cookie: old } })
    await slow.reached
    await someone.post('/rotate')
    slow.release()
    const left = await leaving
    expect([left.status, left.headers.getSetCookie()]).toEqual([401, []])
    expect((await someone.fetch('/mine')).status).toBe(200)
  })

  it('one of two rotations at once wins', async () => {
    const { browser, app } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const answers = await Promise.all([someone.post('/rotate'), someone.post('/rotate')])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    expect(await app.sessions.listUserSessions(ada.userId)).toHaveLength(1)
    expect((await someone.fetch('/mine')).status).toBe(200)
  })
})

describe.each(stores)('a client that makes ids up, on %s', (_name, makeStore) => {
  it('never has one adopted: signing in gives another (fixation)', async () => {
    const { browser, app } = await serve(makeStore())
    const someone = browser()
    someone.cookie = `sid=${'A'.repeat(43)}`
    await someone.post('/sign-in')
    expect(someone.id).toMatch(/^[\w-]{43}$/)
    expect(someone.id).not.toBe('A'.repeat(43))
    expect(await app.sessions.getSession('A'.repeat(43))).toBeUndefined()
  })

  it('the session of a signed-in attacker is not used for the victim', async () => {
    const { browser } = await serve(makeStore())
    const attacker = browser()
    await attacker.post('/sign-in')
    const { cookie = '' } = attacker
    const victim = browser()
    victim.cookie = cookie
    await victim.post('/sign-in')
    expect(victim.cookie).not.toBe(cookie)
    expect((await attacker.fetch('/mine')).status).toBe(401)
    expect((await victim.fetch('/mine')).status).toBe(200)
  })

  it('replays one after signing out, and one after a rotation: 401 session-ended', async () => {
    const { browser, app } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const first = someone.cookie ?? ''
    await someone.post('/rotate')
    const second = someone.cookie ?? ''
    await someone.post('/sign-out')
    for (const cookie of [first, second]) {
      for (const answer of [
        await someone.fetch('/mine', { headers: { Cookie: cookie } }),
        await someone.post('/fields/a?value=1', { headers: { Cookie: cookie } }),
        await someone.post('/rotate', { headers: { Cookie: cookie } }),
        await someone.post('/sign-out', { headers: { Cookie: cookie } }),
      ]) {
        expect(answer.headers.getSetCookie()).toEqual([])
        expect(await outcome(answer)).toEqual([401, 'session-ended'])
      }
    }
    expect(await app.sessions.listUserSessions(ada.userId)).toEqual([])
  })

  it('tampers with its cookie, doubles it, makes it long or hostile: 401, and nothing else happens', async () => {
    const { browser, calls, port } = await serve(makeStore())
    const someone = browser()
    await someone.post('/sign-in')
    const { cookie = '', id = '' } = someone
    calls.length = 0
    const tampered = `sid=${id.slice(0, -1)}${id.endsWith('A') ? 'B' : 'A'}`
    // Well-formed, so it looks like the id of an ended session.
    const forged = await someone.fetch('/mine', { headers: { Cookie: tampered } })
    expect(await outcome(forged)).toEqual([401, 'session-ended'])
    expect(calls.splice(0)).toEqual(['touch'])
    const hostile = [
      cookie.slice(0, -1),
      `${cookie}; ${cookie}`,
      `${cookie};sid=`,
      'sid=',
      'sid',
      `sid="${id}"`,
      `sid=${'x'.repeat(10_000)}`,
      'sid=*',
      'sid=%00%0a',
      `SID=${id}`,
      `__Host-sid=${id}`,
    ]
    for (const header of hostile) {
      const answer = await someone.fetch('/mine', { headers: { Cookie: header } })
      expect(await outcome(answer)).toEqual([401, 'unauthenticated'])
    }
    expect(calls).toEqual([])
    const raw = new RawConnection(port).write(
      `GET /mine HTTP/1.1\r\nHost: x\r\nCookie: sid=${'x'.repeat(40_000)}\r\nConnection: close\r\n\r\n`,
    )
    expect(await raw.ended()).toMatch(/^HTTP\/1\.1 431 /)
    expect((await someone.fetch('/mine')).status).toBe(200)
  })
})
