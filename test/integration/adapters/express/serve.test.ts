import { Agent, get } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type ListeningServer, listen } from '../../../../src/adapters/express/index.js'
import { readBody } from '../../../../src/adapters/express/middleware/json-body.js'
import type { Route } from '../../../../src/adapters/express/routes/route.js'
import {
  bodyOf,
  gate,
  RawConnection,
  type RoutedAppFixture,
  routedApp,
  serveHost,
  serveRoutes,
} from '../../../support/http-fixture.js'

const json: Route = { method: 'post', path: '/json', body: 'json', handle: (req, res) => void res.json(req.body) }
const quick: Route = { method: 'get', path: '/quick', handle: (_req, res) => void res.json({}) }

describe('listening', () => {
  it('refuses a port that is taken, and says what to do', async () => {
    const other = await serveHost(() => {})
    const refused = listen(routedApp(), { port: other.port, host: '127.0.0.1' })
    await refused.catch(() => other.close())
    await expect(refused).rejects.toMatchObject({
      code: 'PORT_UNAVAILABLE',
      message: expect.stringContaining(`127.0.0.1 port ${other.port}`),
      hint: expect.stringContaining('PORT'),
      details: { port: other.port, reason: 'EADDRINUSE' },
    })
  })

  it('sets the headers of its whole origin, also on errors', async () => {
    const server = await listen(routedApp(), { port: 0, host: '127.0.0.1', idleGraceMs: 0 })
    for (const path of ['/', '/nothing']) {
      const { headers } = await fetch(`http://127.0.0.1:${server.port}${path}`)
      expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
      expect(headers.get('Origin-Agent-Cluster')).toBe('?1')
      expect(headers.get('X-Permitted-Cross-Domain-Policies')).toBe('none')
    }
    await server.close()
  })

  it.each([
    [
      { port: 0, host: '192.0.2.1' },
      { code: 'PORT_UNAVAILABLE', details: { reason: 'EADDRNOTAVAIL' } },
    ],
    [{ port: 70_000 }, { code: 'INVALID_ARGUMENT', details: { what: 'port', found: '70000' } }],
  ])('refuses %j', async (where, error) => {
    await expect(listen(routedApp(), where)).rejects.toMatchObject(error)
  })
})

describe('slow clients', () => {
  let server: ListeningServer
  let app: RoutedAppFixture
  afterEach(() => server.close())

  const IMPATIENT = { headersTimeoutMs: 40, requestTimeoutMs: 60, timeoutCheckMs: 10 }

  async function serve(timeouts: Partial<typeof IMPATIENT> = IMPATIENT): Promise<RawConnection> {
    app = routedApp()
    server = await serveRoutes([json, quick], { app, idleGraceMs: 0, ...timeouts })
    return new RawConnection(server.port)
  }

  it.each([
    ['headers', 'GET /quick HTTP/1.1\r\nHost: x\r\n'],
    ['body', 'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a"'],
  ])('with slow %s get 408 and are closed', async (_what, partial) => {
    const connection = await serve()
    connection.write(partial)
    const answer = await connection.ended()
    expect(answer).toMatch(/^HTTP\/1.1 408 Request Timeout\r\n[\s\S]*Connection: close\r\n/)
    expect(bodyOf(answer)).toMatchObject({ status: 408, code: 'request-timeout' })
  })

  it('that leave in the middle of a body do no harm', async () => {
    // With time enough: it is the client that ends this one.
    const connection = await serve({})
    connection.write(
      'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a"',
    )
    await fetch(`http://127.0.0.1:${server.port}/quick`)
    connection.destroy()
    const linesOfRoute = () => app.logger.lines.filter(({ fields }) => fields.route === '/json')
    // The server learns of it when it reads from the connection the next time.
    for (let waited = 0; waited < 60_000 && linesOfRoute().length === 0; waited += 5) await delay(5)
    const lines = linesOfRoute()
    expect(lines).toMatchObject([{ message: 'request', fields: { status: 499, brokenOff: true } }])
  })
})

describe('readBody', () => {
  it('rejects with ABORTED when the client leaves, so that no handler waits for ever', async () => {
    const arrived = gate()
    const outcome = gate()
    let error: unknown
    const handle: Route['handle'] = async (req) => {
      arrived.open()
      error = await readBody(req, 100).catch((reason: unknown) => reason)
      outcome.open()
    }
    const server = await serveRoutes([{ method: 'post', path: '/x', handle }], { idleGraceMs: 0 })
    const connection = new RawConnection(server.port)
    connection.write('POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"a"')
    await arrived.passed
    connection.destroy()
    await outcome.passed
    expect(error).toMatchObject({ code: 'ABORTED' })
    await server.close()
  })
})

describe('draining', () => {
  let server: ListeningServer | undefined
  afterEach(() => server?.close())

  it('fails readiness and ends when nothing is open', async () => {
    const app = routedApp()
    app.lifecycle.markReady()
    server = await listen(app, { port: 0 })
    await Promise.all([server.close(), server.close()])
    expect(app.lifecycle.phase).toBe('draining')
    await expect(fetch(`http://127.0.0.1:${server.port}/health`)).rejects.toThrow()
  })

  it('answers started requests with Connection: close and accepts no new connection', async () => {
    const { open, passed } = gate()
    const arrived = gate()
    const slow: Route = {
      method: 'get',
      path: '/slow',
      handle: async (_req, res) => {
        arrived.open()
        await passed
        res.json({ done: true })
      },
    }
    server = await serveRoutes([slow], { idleGraceMs: 0 })
    const base = `http://127.0.0.1:${server.port}`
    const answer = fetch(`${base}/slow`)
    await arrived.passed
    const closed = server.close()
    await expect(fetch(`${base}/slow`)).rejects.toThrow()
    open()
    const { status, headers } = await answer
    expect([status, headers.get('connection')]).toEqual([200, 'close'])
    await closed
  })

  it('lets a request on its way over an idle connection arrive', async () => {
    server = await serveRoutes([quick], { idleGraceMs: 5_000 })
    const connection = new RawConnection(server.port)
    connection.write('GET /quick HTTP/1.1\r\nHost: x\r\n\r\n')
    await connection.until(/\{\}$/)
    const closed = server.close()
    connection.write('GET /quick HTTP/1.1\r\nHost: x\r\n\r\n')
    expect(await connection.ended()).toMatch(
      /keep-alive[\s\S]*\{\}HTTP\/1.1 200 OK[\s\S]*Connection: close[\s\S]*\{\}$/i,
    )
    await closed
  })

  it('closes idle and unused connections after the grace', async () => {
    server = await serveRoutes([quick], { idleGraceMs: 20, drainDeadlineMs: 60_000 })
    const used = new RawConnection(server.port)
    used.write('GET /quick HTTP/1.1\r\nHost: x\r\n\r\n')
    await used.until(/\{\}$/)
    const unused = new RawConnection(server.port)
    await fetch(`http://127.0.0.1:${server.port}/quick`)
    await server.close()
    await Promise.all([used.ended(), unused.ended()])
  })

  it('ends a connection whose answer had promised to keep it', async () => {
    const { open, passed } = gate()
    const streaming: Route = {
      method: 'get',
      path: '/stream',
      handle: async (_req, res) => {
        res.write('one')
        await passed
        res.end('two')
      },
    }
    server = await serveRoutes([streaming], { idleGraceMs: 0, drainDeadlineMs: 60_000 })
    const connection = new RawConnection(server.port)
    connection.write('GET /stream HTTP/1.1\r\nHost: x\r\n\r\n')
    await connection.until(/one/)
    const closed = server.close()
    // The grace is over before the answer is.
    await delay(20)
    open()
    await closed
    expect(await connection.ended()).toMatch(/one[\s\S]*two[\s\S]*0\r\n\r\n$/)
  })

  it('cuts off at the deadline, and says how many', async () => {
    const app = routedApp()
    const arrived = gate()
    const stuck: Route = { method: 'get', path: '/stuck', handle: () => arrived.open() }
    server = await serveRoutes([stuck], { app, idleGraceMs: 0, drainDeadlineMs: 30 })
    const answer = fetch(`http://127.0.0.1:${server.port}/stuck`)
    const failed = expect(answer).rejects.toThrow()
    await arrived.passed
    await Promise.all([server.close(), server.close()])
    await failed
    expect(app.logger.lines.filter(({ level }) => level === 'warn')).toEqual([
      { level: 'warn', message: 'requests aborted at the drain deadline', fields: { requests: 1, deadlineMs: 30 } },
    ])
  })

  it('cuts off as soon as its signal aborts, and says how many', async () => {
    const app = routedApp()
    const arrived = gate()
    const stuck: Route = { method: 'get', path: '/stuck', handle: () => arrived.open() }
    server = await serveRoutes([stuck], { app, idleGraceMs: 0, drainDeadlineMs: 3_600_000 })
    const failed = expect(fetch(`http://127.0.0.1:${server.port}/stuck`)).rejects.toThrow()
    await arrived.passed
    const hurry = new AbortController()
    const closed = server.close({ signal: hurry.signal })
    hurry.abort()
    await closed
    await failed
    expect(app.logger.lines.filter(({ level }) => level === 'warn')).toEqual([
      { level: 'warn', message: 'requests aborted: the close was told not to wait', fields: { requests: 1 } },
    ])
  })

  it('fails none of the requests of busy clients that keep their connections', async () => {
    const app = routedApp()
    let turn = 0
    const busy: Route = {
      method: 'get',
      path: '/busy',
      handle: (_req, res) => void app.platform.clock.setTimer(turn++ % 7, () => void res.json({ turn })),
    }
    server = await serveRoutes([busy], { app, idleGraceMs: 60_000 })
    const { port } = server
    let draining = false
    const outcomes = { answered: 0, failed: 0 }
    /** Uses one connection until it is stopped. */
    const client = async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      for (;;) {
        const keep = await new Promise<boolean | undefined>((resolve) => {
          get({ port, host: '127.0.0.1', path: '/busy', agent }, (res) => {
            res.resume().on('end', () => resolve(res.headers.connection !== 'close'))
          }).on('error', () => resolve(undefined))
        })
        if (keep === undefined) outcomes.failed++
        else outcomes.answered++
        if (!keep) return agent.destroy()
        if (outcomes.answered === 200 && !draining) {
          draining = true
          void server?.close()
        }
      }
    }
    await Promise.all(Array.from({ length: 10 }, client))
    await server.close()
    expect(outcomes.failed).toBe(0)
    expect(outcomes.answered).toBeGreaterThanOrEqual(200)
  })
})
