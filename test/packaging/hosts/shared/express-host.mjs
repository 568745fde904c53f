import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createApp } from 'curriculum-generator'
import { buildRouter, csrfGuard, errorHandler, requireRole, sessionOf, sessions } from 'curriculum-generator/express'
import { CONFIG, generateCurriculum } from './keeping-bees.mjs'

/** Uses everything that the package offers to an Express host, with the Express of the host. */
export async function tryExpressHost(express) {
  const app = await createApp(CONFIG)
  const host = express()
  host.use(express.json())
  host.use('/curricula', buildRouter(app))
  host.use(csrfGuard(app), sessions(app))
  host.post('/sign-in', (req, res, next) => {
    sessionOf(req)
      .signIn({ userId: 'u-1', email: 'ada@example.org', role: 'author' })
      .then(() => res.status(204).end(), next)
  })
  host.post('/courses', requireRole('author'), (req, res, next) => {
    app.programs.createProgram(req.body, { ownerId: 'u-1' }).then((program) => res.json(program), next)
  })
  host.use(errorHandler(app))
  const server = host.listen(0)
  await once(server, 'listening')
  const origin = `http://localhost:${server.address().port}`
  const json = { Origin: origin, 'Content-Type': 'application/json' }
  const post = (path, headers, body) => fetch(origin + path, { method: 'POST', headers, body })
  const codeOf = async (answer) => [answer.status, (await answer.json()).code]

  const health = await fetch(`${origin}/curricula/health`)
  assert.equal(health.status, 200)
  assert.equal(health.headers.get('Strict-Transport-Security'), null)
  assert.deepEqual(await codeOf(await fetch(`${origin}/curricula/nothing`)), [404, 'not-found'])
  assert.deepEqual(await codeOf(await post('/courses', json, '{}')), [401, 'unauthenticated'])
  assert.deepEqual(await codeOf(await post('/sign-in', { Origin: 'https://evil.example' })), [403, 'csrf'])
  const entered = await post('/sign-in', { Origin: origin })
  assert.equal(entered.status, 204)
  const [cookie] = entered.headers.getSetCookie()
  const signedIn = { ...json, Cookie: cookie.split(';')[0] }
  assert.deepEqual(await codeOf(await post('/courses', signedIn, '{"title": "Bees"}')), [422, 'invalid-program'])
  await generateCurriculum(app)

  server.close()
  server.closeAllConnections()
  await app.close()
}
