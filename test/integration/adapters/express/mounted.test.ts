import { afterEach, describe, expect, it } from '@jest/globals'
import express, { type Express } from 'express'
import { buildShell } from '../../../../src/adapters/express/build-router.js'
import { buildRouter } from '../../../../src/adapters/express/index.js'
import type { Route } from '../../../../src/adapters/express/routes/route.js'
import { EXPRESS_RELEASES } from '../../../support/express-releases.js'
import { RawConnection, routedApp, serveHost } from '../../../support/http-fixture.js'

const echo: readonly Route[] = [
  { method: 'post', path: '/echo', body: 'json', handle: (req, res) => void res.json({ got: req.body }) },
]

describe.each(EXPRESS_RELEASES)('a router in a host on %s', (_name, create) => {
  let close: (() => Promise<void>) | undefined
  afterEach(() => close?.())

  async function serve(host: Express): Promise<string> {
    const server = await serveHost(host)
    close = server.close
    return `http://127.0.0.1:${server.port}`
  }

  const post = (url: string, body: string, type = 'application/json') =>
    fetch(url, { method: 'POST', body, headers: { 'Content-Type': type } })

  it('works under its path, links there, and leaves all others to the host', async () => {
    const app = routedApp()
    const host = create()
    host.use('/sub', buildRouter(app))
    host.get('/own', (_req, res) => void res.send('of the host'))
    const base = await serve(host)
    expect((await fetch(`${base}/sub/health`)).status).toBe(200)
    for (const path of ['/sub', '/sub/'])
      expect(await (await fetch(base + path)).text()).toContain('href="/sub/health"')
    expect(await (await fetch(`${base}/sub/nothing`)).json()).toMatchObject({ code: 'not-found' })
    const own = await fetch(`${base}/own`)
    expect(await own.text()).toBe('of the host')
    expect(own.headers.get('content-security-policy')).toBeNull()
    app.health.close()
  })

  it('shows a mount path with markup as text', async () => {
    const host = create()
    host.use('/:tenant', buildRouter(routedApp()))
    const { port } = new URL(await serve(host))
    // Written by hand: fetch would encode it.
    const connection = new RawConnection(Number(port)).write(
      'GET /a"><b> HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
    )
    const page = await connection.ended()
    expect(page).toContain('Curriculum')
    expect(page).not.toContain('<b>')
  })

  it('works under two paths at once, each with its own app', async () => {
    const [first, second] = [routedApp(), routedApp()]
    const host = create().use('/a', buildRouter(first)).use('/b', buildRouter(second))
    second.lifecycle.markReady()
    const base = await serve(host)
    expect((await fetch(`${base}/a/health/ready`)).status).toBe(503)
    expect((await fetch(`${base}/b/health/ready`)).status).toBe(200)
  })

  it.each<[string, (host: Express) => Express]>([
    ['json', (host) => host.use(express.json())],
    ['raw', (host) => host.use(express.raw({ type: '*/*' }))],
    ['text', (host) => host.use(express.text({ type: '*/*' }))],
    ['no', (host) => host],
  ])('takes over a body that %s parser of the host has read, and checks it', async (_kind, prepare) => {
    const host = prepare(create()).use('/sub', buildShell(routedApp().platform, echo, 1_024))
    const url = `${await serve(host)}/sub/echo`
    const codeOf = async (body: string, type?: string) =>
      ((await (await post(url, body, type)).json()) as { code: string }).code
    expect(await (await post(url, '{"a":1}')).json()).toEqual({ got: { a: 1 } })
    expect(await codeOf(`${'['.repeat(33)}${']'.repeat(33)}`)).toBe('too-deep')
    expect(await codeOf('{"a":{"__proto__":1}}')).toBe('unknown-field')
    expect(await codeOf('{"a":"\\u0000"}')).toBe('invalid-string')
    expect(await codeOf('{}', 'text/plain')).toBe('unsupported-media-type')
  })

  it('does not take a form of the host for JSON', async () => {
    const host = create().use(express.urlencoded(), buildShell(routedApp().platform, echo, 1_024))
    const answer = await post(`${await serve(host)}/echo`, 'a=1', 'application/x-www-form-urlencoded')
    expect(answer.status).toBe(415)
  })

  it('does not wait for a body that the host threw away', async () => {
    const host = create()
    host.use((req, _res, next) => void req.resume().once('end', next))
    host.use(buildShell(routedApp().platform, echo, 1_024))
    expect(await (await post(`${await serve(host)}/echo`, '{}')).json()).toMatchObject({ code: 'malformed-json' })
  })

  it('sets no header that browsers apply to the whole origin of the host', async () => {
    const host = create().use('/sub', buildRouter(routedApp()))
    const base = await serve(host)
    const originWide = [
      'Clear-Site-Data',
      'Origin-Agent-Cluster',
      'Strict-Transport-Security',
      'X-Permitted-Cross-Domain-Policies',
    ]
    for (const path of ['/sub', '/sub/health/live', '/sub/nothing']) {
      const { headers } = await fetch(base + path)
      expect(originWide.filter((name) => headers.has(name))).toEqual([])
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    }
  })

  it('leaves the headers that the host has set for its origin', async () => {
    const host = create()
    host.use((_req, res, next) => {
      res.set('Strict-Transport-Security', 'max-age=60')
      next()
    })
    host.use('/sub', buildRouter(routedApp()))
    const answer = await fetch(`${await serve(host)}/sub/health/live`)
    expect(answer.headers.get('Strict-Transport-Security')).toBe('max-age=60')
  })

  it('keeps the request id that the host gave', async () => {
    const host = create()
    host.use((_req, res, next) => {
      res.set('X-Request-Id', 'of-the-host')
      next()
    })
    host.use(buildRouter(routedApp()))
    const answer = await fetch(`${await serve(host)}/nothing`, { headers: { 'X-Request-Id': 'of-the-client' } })
    expect(await answer.json()).toMatchObject({ requestId: 'of-the-host' })
  })

  it('lets no error out to the host', async () => {
    const seen: unknown[] = []
    const failing: readonly Route[] = [{ method: 'get', path: '/x', handle: () => Promise.reject(new Error('inside')) }]
    const host = create().use('/sub', buildShell(routedApp().platform, failing, 1_024))
    host.use((error: unknown, _req: express.Request, res: express.Response, _next: express.NextFunction) => {
      seen.push(error)
      res.status(500).end()
    })
    expect((await fetch(`${await serve(host)}/sub/x`)).headers.get('content-type')).toBe('application/problem+json')
    expect(seen).toEqual([])
  })
})
