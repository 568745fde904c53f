import { afterEach, describe, expect, it } from '@jest/globals'
import express from 'express'
import { type Authenticate, buildRouter } from '../../../../../src/adapters/express/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { EXPRESS_RELEASES } from '../../../../support/express-releases.js'
import { type RoutedAppFixture, routedApp, serveHost } from '../../../../support/http-fixture.js'
import { BRIEF } from '../../../../support/public-calls.js'

const ADA = { userId: 'ada', email: 'ada@example.org', role: 'author' }
const SECRET = 'hunter2'

describe.each(EXPRESS_RELEASES)('a router with the sign-in of its host, in %s', (_name, create) => {
  let app: RoutedAppFixture
  let close: (() => Promise<void>) | undefined
  afterEach(async () => {
    await close?.()
    app.health.close()
  })

  async function serve(authenticate: Authenticate, host = create()): Promise<string> {
    app = routedApp()
    host.use('/curricula', buildRouter(app, { authenticate }))
    const server = await serveHost(host)
    close = server.close
    return `http://127.0.0.1:${server.port}/curricula`
  }

  const failures = () => app.logger.lines.filter(({ fields }) => 'error' in fields)

  it.each<[string, Authenticate]>([
    ['a principal', () => ADA],
    ['the promise of one', async () => ADA],
    ['more than a principal', () => ({ ...ADA, passwordHash: SECRET })],
  ])('takes %s for the user', async (_what, authenticate) => {
    const base = await serve(authenticate)
    const headers = { 'Content-Type': 'application/json' }
    // Without an Origin: protecting the cookies of the host is the task of the host.
    const created = await fetch(`${base}/api/programs`, { method: 'POST', headers, body: JSON.stringify(BRIEF) })
    expect(created.status).toBe(201)
    const location = created.headers.get('location') ?? ''
    expect(location).toMatch(/^\/curricula\/api\/programs\/[\w-]+$/)
    const program = (await (await fetch(new URL(location, base))).json()) as Record<string, unknown>
    expect(program).toMatchObject({ ownerId: 'ada', brief: BRIEF })
  })

  it.each<[string, Authenticate]>([
    ['undefined', () => undefined],
    ['null', () => null],
    ['the promise of undefined', async () => undefined],
  ])('takes %s for nobody', async (_what, authenticate) => {
    const base = await serve(authenticate)
    const answer = await fetch(`${base}/api/programs`)
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ code: 'unauthenticated' })])
    expect(failures()).toEqual([])
  })

  it('does not ask for a public route, and asks once for others', async () => {
    let asked = 0
    const base = await serve(() => {
      asked += 1
      return ADA
    })
    for (const path of ['/', '/health', '/docs', '/openapi.json']) await (await fetch(base + path)).text()
    expect(asked).toBe(0)
    await (await fetch(`${base}/api/programs`)).text()
    expect(asked).toBe(1)
  })

  it.each<[string, Authenticate]>([
    [
      'throws',
      () => {
        throw new Error(SECRET)
      },
    ],
    ['rejects', async () => Promise.reject(new Error(SECRET))],
    ['rejects with a text', async () => Promise.reject(SECRET)],
  ])('that %s is answered with 500, logged, and not leaked', async (_how, authenticate) => {
    const base = await serve(authenticate)
    const answer = await fetch(`${base}/api/programs`)
    const text = await answer.text()
    expect([answer.status, JSON.parse(text).code]).toEqual([500, 'internal'])
    expect(text).not.toContain(SECRET)
    expect(failures()).toHaveLength(1)
    expect(failures()[0]).toMatchObject({ level: 'error', fields: { route: '/api/programs' } })
  })

  it('that reports an outage of its store is answered with 503', async () => {
    const base = await serve(() => Promise.reject(new AppError('STORE_UNAVAILABLE', 'down', { retryAfterMs: 2_000 })))
    const answer = await fetch(`${base}/api/programs`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  })

  it.each<[unknown, string]>([
    ['ada', 'the result of authenticate is a string'],
    [true, 'the result of authenticate is true'],
    [{}, 'the result of authenticate.userId is undefined'],
    [{ ...ADA, userId: 7 }, 'the result of authenticate.userId is 7'],
    [{ ...ADA, email: '' }, 'the result of authenticate.email is a text of 0 characters'],
    [{ ...ADA, role: ['author'] }, 'the result of authenticate.role is an array'],
  ])('that returns %j is answered with 500, and the log names the field', async (result, message) => {
    const base = await serve(() => result as never)
    const answer = await fetch(`${base}/api/programs`)
    const text = await answer.text()
    expect([answer.status, JSON.parse(text).code]).toEqual([500, 'internal'])
    expect(text).not.toContain('authenticate')
    const [failure] = failures()
    expect(failure?.fields.error).toMatchObject({ code: 'INTERNAL', hint: expect.stringContaining('give { userId') })
    expect(String(failure?.fields.error)).toContain(message)
  })

  it('gives a role of the host no rights', async () => {
    const base = await serve(() => ({ ...ADA, role: 'teacher' }))
    expect((await fetch(`${base}/api/programs`)).status).toBe(403)
  })

  it('has no routes of our sessions, ignores our cookie, and says so in its document', async () => {
    const base = await serve(() => undefined)
    const { id } = await app.sessions.createSession(undefined, ADA)
    const headers = { Cookie: `sid=${id}` }
    expect((await fetch(`${base}/api/programs`, { headers })).status).toBe(401)
    for (const path of ['sessions', 'setup', 'me', 'me/password', 'users', 'users/u', 'users/u/password']) {
      for (const method of ['GET', 'POST', 'PATCH', 'PUT']) {
        expect((await fetch(`${base}/api/${path}`, { method, headers })).status).toBe(404)
      }
    }
    const document = await (await fetch(`${base}/openapi.json`)).text()
    expect(document).not.toMatch(/"\/api\/(sessions|setup|me|users)/)
    expect(document).not.toContain('securitySchemes')
  })

  it('uses a body that the host has parsed, and its query parser has no effect', async () => {
    const host = create()
    host.set('query parser', () => ({ limit: { nested: true } }))
    host.use(express.json())
    const base = await serve(() => ADA, host)
    const headers = { 'Content-Type': 'application/json' }
    const created = await fetch(`${base}/api/programs`, { method: 'POST', headers, body: JSON.stringify(BRIEF) })
    expect(created.status).toBe(201)
    expect((await fetch(`${base}/api/programs?limit=5`)).status).toBe(200)
  })
})
