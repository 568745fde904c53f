import { afterEach, beforeEach, expect, it } from '@jest/globals'
import express from 'express'
import { buildShell } from '../../../../../src/adapters/express/build-router.js'
import { sessionUser } from '../../../../../src/adapters/express/routes/authenticate.js'
import { serveRoute } from '../../../../../src/adapters/express/routes/serve-route.js'
import { type SignInAttempt, signInRoutes } from '../../../../../src/adapters/express/routes/sign-in-routes.js'
import { csrfGuard } from '../../../../../src/adapters/express/sessions/guards.js'
import { sessions } from '../../../../../src/adapters/express/sessions/sessions.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import { ADMIN, PASSWORD } from '../../../../support/accounts/accounts-fixture.js'
import { type RoutedAppFixture, routedApp, serveHost } from '../../../../support/http-fixture.js'

let app: RoutedAppFixture
let attempts: SignInAttempt[]
let isRefusing: boolean
let host: Awaited<ReturnType<typeof serveHost>>

beforeEach(async () => {
  app = routedApp()
  attempts = []
  isRefusing = true
  const users = { access: app.access, authenticate: sessionUser, csrf: csrfGuard(app) }
  const routes = signInRoutes(app, async (attempt) => {
    attempts.push(attempt)
    if (isRefusing) throw new AppError('BUSY', 'too many attempts', { retryAfterMs: 30_000 })
  })
  const served = routes.map((route) => serveRoute(route, { users }))
  const router = buildShell(app.platform, served, 10_000, [sessions(app)])
  host = await serveHost(express().use(router))
})
afterEach(async () => {
  await host.close()
  app.health.close()
})

const post = (path: string, json: object, cookie = '') =>
  fetch(`http://127.0.0.1:${host.port}${path}`, {
    method: 'POST',
    headers: { Origin: `http://127.0.0.1:${host.port}`, 'Content-Type': 'application/json', Cookie: cookie },
    body: JSON.stringify(json),
  })

it('every attempt is announced with address and e-mail address, and may be refused before anything is done', async () => {
  const token = await app.accounts.createSetupToken()
  const requests = [
    () => post('/api/setup', { token, ...ADMIN, email: ' ADMIN@example.org' }),
    () => post('/api/sessions', { email: ' Admin@Example.org ', password: PASSWORD }),
  ] as const
  for (const send of requests) {
    const refused = await send()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30'])
    expect(refused.headers.getSetCookie()).toEqual([])
  }
  expect(await app.accounts.isSetUp()).toBe(false)

  isRefusing = false
  for (const send of requests) expect((await send()).status).toBe(201)
  const [cookie = ''] = (await requests[1]()).headers.getSetCookie()
  isRefusing = true
  const change = { current: PASSWORD, password: 'another horse' }
  expect((await post('/api/me/password', change, cookie.replace(/;.*/, ''))).status).toBe(503)
  expect(await app.accounts.signIn(ADMIN.email, PASSWORD)).toMatchObject({ email: ADMIN.email })

  const from = { address: '127.0.0.1', email: ADMIN.email }
  expect(attempts).toEqual(
    ['set-up', 'sign-in', 'set-up', 'sign-in', 'sign-in', 'change-password'].map((action) => ({ action, ...from })),
  )
})

it('a body that cannot be used is no attempt', async () => {
  expect((await post('/api/sessions', { email: ADMIN.email })).status).toBe(422)
  expect(attempts).toEqual([])
})
