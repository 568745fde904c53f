import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type ListeningServer, listen } from '../../../../../src/adapters/express/index.js'
import type { App } from '../../../../../src/app/app.js'
import { BRIEF } from '../../../../support/public-calls.js'
import { RedisServer } from '../../../../support/redis-server.js'
import { AppFixture, addSmallSample } from '../../../curriculum-job/app-fixture.js'

// Two apps as two processes have them: one Redis, one database, each with its own memory in front of Redis.

let redis: RedisServer
const fixture = new AppFixture()
let apps: readonly [App, App]
let servers: readonly [ListeningServer, ListeningServer]
const cookies = new Map<string, string>()

beforeAll(async () => {
  redis = await RedisServer.start()
  const open = () => fixture.open({ environment: 'test', redis: { url: redis.url }, jobs: { workers: 'off' } })
  apps = [await open(), await open()]
  await Promise.all(apps.map(({ ready }) => ready))
  const serve = (app: App) => listen(app, { port: 0, host: '127.0.0.1', idleGraceMs: 0 })
  servers = [await serve(apps[0]), await serve(apps[1])]
  for (const userId of ['user-1', 'guest']) {
    const data = { userId, email: `${userId}@example.org`, role: 'author' }
    cookies.set(userId, `sid=${(await apps[0].sessions.createSession(undefined, data)).id}`)
  }
})
afterAll(async () => {
  for (const server of servers ?? []) await server.close()
  await fixture.end()
  await redis?.stop()
})

async function send(
  process: 0 | 1,
  line: string,
  user = 'user-1',
  json?: unknown,
  headers: Record<string, string> = {},
) {
  const [method = '', path = ''] = line.split(' ')
  const base = `http://127.0.0.1:${servers[process].port}`
  const answer = await fetch(base + path, {
    method,
    headers: {
      Origin: base,
      Cookie: cookies.get(user) ?? '',
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  return { status: answer.status, text, etag: answer.headers.get('etag') }
}

describe('a change through one process', () => {
  it('is seen by the next read of the other one, also of cached answers', async () => {
    const { id } = await addSmallSample(apps[0])
    await apps[0].curricula.generate(id, { userId: 'user-1' })
    const paths = [`/api/curricula/${id}~1`, `/api/curricula/${id}~1/report`, `/api/curricula/${id}~1/exports/markdown`]
    const readAll = async (process: 0 | 1, user: string) =>
      Promise.all(paths.map(async (path) => send(process, `GET ${path}`, user)))
    const statuses = async (process: 0 | 1, user: string) => (await readAll(process, user)).map(({ status }) => status)

    const first = await readAll(0, 'user-1')
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200])
    // The same bytes and tags from both, also from the memory of each.
    for (const process of [1, 0, 1] as const) expect(await readAll(process, 'user-1')).toEqual(first)

    for (let times = 0; times < 3; times++) {
      expect(await statuses(1, 'guest')).toEqual([404, 404, 404])
      await send(0, `PUT /api/programs/${id}/viewers`, 'user-1', { viewers: ['guest'] })
      expect(await statuses(1, 'guest')).toEqual([200, 200, 200])
      await send(0, `PUT /api/programs/${id}/viewers`, 'user-1', { viewers: [] })
    }

    const program = await send(1, `GET /api/programs/${id}`)
    const changed = await send(0, `PUT /api/programs/${id}`, 'user-1', BRIEF, { 'If-Match': program.etag ?? '' })
    expect(changed.status).toBe(200)
    const seen = await send(1, `GET /api/programs/${id}`, 'user-1', undefined, { 'If-None-Match': program.etag ?? '' })
    expect([seen.status, seen.etag]).toEqual([200, changed.etag])

    expect((await send(0, `DELETE /api/programs/${id}`)).status).toBe(204)
    expect(await statuses(1, 'user-1')).toEqual([404, 404, 404])
  })

  it('ends sessions in the other one', async () => {
    expect((await send(1, 'GET /api/programs', 'guest')).status).toBe(200)
    expect((await send(0, 'DELETE /api/sessions/current', 'guest')).status).toBe(204)
    expect((await send(1, 'GET /api/programs', 'guest')).status).toBe(401)
  })
})

describe('a cache that does not answer', () => {
  it('costs no answer: content is read from the database', async () => {
    const { id } = await addSmallSample(apps[0])
    await apps[0].curricula.generate(id, { userId: 'user-1' })
    const before = await send(0, `GET /api/curricula/${id}~1`)
    await apps[1].cache.clearNamespace('api')
    const after = await send(1, `GET /api/curricula/${id}~1`)
    expect(after).toEqual(before)
  })
})
