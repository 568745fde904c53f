import { afterEach, describe, expect, it } from '@jest/globals'
import { ERROR_MAPPING, type TransportCode } from '../../../../src/adapters/express/error-mapping.js'
import type { ListeningServer } from '../../../../src/adapters/express/index.js'
import { HttpProblem } from '../../../../src/adapters/express/problem-details.js'
import type { Route } from '../../../../src/adapters/express/routes/route.js'
import { AppError, ERROR_CODES, type ErrorCode } from '../../../../src/domain/platform/index.js'
import { RawConnection, type RoutedAppFixture, routedApp, serveRoutes } from '../../../support/http-fixture.js'

const SECRET = 'hunter2'

describe('errors', () => {
  let server: ListeningServer | undefined
  let app: RoutedAppFixture
  afterEach(() => server?.close())

  async function serve(handle: Route['handle'], path = '/x'): Promise<string> {
    app = routedApp()
    server = await serveRoutes([{ method: 'get', path, handle }], { app, idleGraceMs: 0 })
    return `http://127.0.0.1:${server.port}`
  }

  const failures = () => app.logger.lines.filter(({ fields }) => 'error' in fields)

  it.each(Object.entries(ERROR_MAPPING))(
    '%s reaches the client as its row says',
    async (key, { status, code, title }) => {
      const base = await serve(() => {
        if (key in ERROR_CODES) throw new AppError(key as ErrorCode, SECRET, { hint: SECRET, retryAfterMs: 2_500 })
        throw new HttpProblem(key as TransportCode)
      })
      const answer = await fetch(`${base}/x`)
      const text = await answer.text()
      expect(answer.status).toBe(status)
      expect(answer.headers.get('content-type')).toBe('application/problem+json')
      expect(answer.headers.get('cache-control')).toBe('no-store')
      expect(answer.headers.get('retry-after')).toBe(key in ERROR_CODES ? '3' : null)
      expect(JSON.parse(text)).toMatchObject({ status, code, title, requestId: answer.headers.get('x-request-id') })
      expect(text).not.toContain(SECRET)
      expect(failures()).toHaveLength(status >= 500 ? 1 : 0)
    },
  )

  it.each<[string, Route['handle']]>([
    [
      'thrown',
      () => {
        throw new Error(SECRET)
      },
    ],
    [
      'rejected',
      async () => {
        throw new Error(SECRET)
      },
    ],
    ['passed on', (_req, _res, next) => next(new Error(SECRET))],
    ['rejected with nothing', () => Promise.reject()],
    [
      'thrown as a text',
      () => {
        throw SECRET
      },
    ],
  ])('an unknown error that is %s is an internal one, logged once with its cause', async (_how, handle) => {
    const base = await serve(handle)
    const answer = await fetch(`${base}/x`)
    const text = await answer.text()
    expect([answer.status, JSON.parse(text).code]).toEqual([500, 'internal'])
    expect(text).not.toContain(SECRET)
    expect(failures()).toHaveLength(1)
    expect(failures()[0]).toMatchObject({
      level: 'error',
      message: 'request failed',
      fields: { requestId: answer.headers.get('x-request-id'), route: '/x', error: expect.anything() },
    })
  })

  it('drop the headers of the answer that was not to be', async () => {
    const base = await serve((_req, res) => {
      res.set({
        ETag: '"1"',
        'Content-Length': '9',
        'Content-Encoding': 'gzip',
        'Cache-Control': 'public',
        Location: '/y',
      })
      throw new AppError('SESSION_CONFLICT', 'changed')
    })
    const answer = await fetch(`${base}/x`)
    expect(await answer.json()).toMatchObject({ code: 'session-conflict' })
    for (const name of ['etag', 'content-encoding', 'location']) expect(answer.headers.get(name)).toBeNull()
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('after the headers were sent close the connection, are logged once, and the process lives', async () => {
    let fail = true
    const base = await serve((_req, res) => {
      if (!fail) return void res.json({ well: true })
      res.type('text').write('the first half')
      throw new Error(SECRET)
    })
    await expect(fetch(`${base}/x`).then((answer) => answer.text())).rejects.toThrow()
    expect(failures()).toHaveLength(1)
    expect(failures()[0]).toMatchObject({ level: 'error', message: 'request failed after the response started' })
    fail = false
    expect((await fetch(`${base}/x`)).status).toBe(200)
  })

  it('after the whole answer was sent leave it as it is', async () => {
    const base = await serve(async (_req, res) => {
      // More than the connection takes at once, so that most of it is still to be sent.
      res.end(Buffer.alloc(8_000_000))
      throw new Error(SECRET)
    })
    expect((await (await fetch(`${base}/x`)).arrayBuffer()).byteLength).toBe(8_000_000)
    expect(failures()).toHaveLength(1)
  })

  it('of writing after the end are logged, and the process lives', async () => {
    const base = await serve((_req, res) => {
      res.end('done')
      res.write('more')
    })
    expect(await (await fetch(`${base}/x`)).text()).toBe('done')
    expect((await fetch(`${base}/x`)).status).toBe(200)
    expect(failures().map(({ message }) => message)).toEqual(['response failed', 'response failed'])
  })

  it('keep the connection, so that the next request can use it', async () => {
    await serve(() => {
      throw new AppError('SESSION_CONFLICT', 'changed')
    })
    const connection = new RawConnection(server?.port ?? 0)
    for (let times = 1; times <= 3; times++) {
      connection.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n')
      await connection.until(new RegExp(`(HTTP/1.1 409 [\\s\\S]*"requestId":"[^"]+"\\}){${times}}$`))
    }
    connection.end()
  })
})

describe('request ids and log lines', () => {
  let server: ListeningServer | undefined
  let app: RoutedAppFixture
  afterEach(() => server?.close())

  async function serve(): Promise<string> {
    app = routedApp()
    server = await serveRoutes(
      [
        { method: 'get', path: '/programs/:id', handle: (_req, res) => void res.json({}) },
        { method: 'get', path: '/health', handle: (_req, res) => void res.json({}) },
      ],
      { app, idleGraceMs: 0 },
    )
    return `http://127.0.0.1:${server.port}`
  }

  const requests = () => app.logger.lines.filter(({ message }) => message === 'request')

  it('takes a sane id and makes one else', async () => {
    const base = await serve()
    const idFor = async (id?: string) => {
      const answer = await fetch(`${base}/health`, id === undefined ? {} : { headers: { 'X-Request-Id': id } })
      return answer.headers.get('x-request-id')
    }
    expect(await idFor('trace-1.a:b_C')).toBe('trace-1.a:b_C')
    for (const bad of [undefined, 'a b', '<script>', 'x'.repeat(129), 'a"b', '-', 'ä']) {
      const made = await idFor(bad)
      expect(made).not.toBe(bad)
      expect(made).toMatch(/^[\w-]{22,}$/)
    }
  })

  it('logs template, status and duration, and neither path nor query', async () => {
    const base = await serve()
    await (await fetch(`${base}/programs/private?token=secret`)).text()
    await (await fetch(`${base}/nothing/secret?token=secret`)).text()
    await (await fetch(`${base}/programs/1`, { method: 'PUT' })).text()
    await (await fetch(`${base}/health`)).text()
    // A line is written when the answer is through, which the client may see first.
    await server?.close()
    expect(
      requests().map(({ level, fields }) => [level, fields.method, fields.route, fields.status, fields.code]),
    ).toEqual([
      ['info', 'GET', '/programs/:id', 200, undefined],
      ['info', 'GET', '(none)', 404, 'not-found'],
      ['info', 'PUT', '/programs/:id', 405, 'method-not-allowed'],
      ['debug', 'GET', '/health', 200, undefined],
    ])
    for (const { fields } of requests()) expect(fields.durationMs).toEqual(expect.any(Number))
    expect(JSON.stringify(app.logger.lines)).not.toMatch(/secret|private/)
  })
})
