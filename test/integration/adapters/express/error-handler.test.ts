import { afterEach, describe, expect, it } from '@jest/globals'
import type { Express, NextFunction, Request, Response } from 'express'
import { errorHandler, requireRole, sessions } from '../../../../src/adapters/express/index.js'
import { LruSessionStore } from '../../../../src/adapters/memory/index.js'
import { SystemClock } from '../../../../src/adapters/system/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import { EXPRESS_RELEASES } from '../../../support/express-releases.js'
import { serveHost } from '../../../support/http-fixture.js'
import { sessionApp } from '../../../support/sessions/session-host.js'

describe.each(EXPRESS_RELEASES)('errorHandler in %s', (_name, create) => {
  let close: (() => Promise<void>) | undefined
  afterEach(() => close?.())

  async function serve(routes: (host: Express) => void) {
    const app = sessionApp(new LruSessionStore({ clock: new SystemClock() }), { environment: 'development' })
    const host = create()
    host.use(sessions(app))
    routes(host)
    host.use(errorHandler(app))
    const others: unknown[] = []
    host.use((error: unknown, _req: Request, res: Response, _next: NextFunction) => {
      others.push(error)
      if (res.headersSent) res.destroy()
      else res.status(418).send('of the host')
    })
    const server = await serveHost(host)
    close = server.close
    const get = (path: string, headers: { [name: string]: string } = {}) =>
      fetch(`http://127.0.0.1:${server.port}${path}`, { headers })
    return { get, others, logger: app.logger }
  }

  it('answers errors of this package with their status and problem details', async () => {
    const problems = [{ pointer: '/title', expected: 'a text' }]
    const { get, others, logger } = await serve((host) => {
      host.get('/brief', () => {
        throw new AppError('INVALID_PROGRAM', 'secret', { details: { problems } })
      })
      host.get('/outage', (_req, res, next) => {
        res.set({ 'Content-Type': 'text/csv', ETag: '"1"', 'Cache-Control': 'public' })
        next(new AppError('STORE_UNAVAILABLE', 'secret', { retryAfterMs: 2_000 }))
      })
      host.get('/role', requireRole('viewer'), (_req, res) => void res.end())
    })
    const brief = await get('/brief', { 'X-Request-Id': 'r-1' })
    expect([brief.status, brief.headers.get('Content-Type')]).toEqual([422, 'application/problem+json'])
    expect(brief.headers.get('X-Request-Id')).toBe('r-1')
    expect(await brief.json()).toEqual({
      type: 'urn:problem-type:curriculum-generator:invalid-program',
      title: 'The program brief cannot be used',
      status: 422,
      code: 'invalid-program',
      instance: 'urn:request:r-1',
      requestId: 'r-1',
      errors: [{ pointer: '/title', detail: 'expected: a text' }],
    })
    expect(logger.lines).toEqual([])
    const outage = await get('/outage')
    expect([outage.status, outage.headers.get('Retry-After'), outage.headers.get('ETag')]).toEqual([503, '2', null])
    expect(outage.headers.get('Cache-Control')).toBe('no-store')
    expect(await outage.json()).toMatchObject({ requestId: outage.headers.get('X-Request-Id') })
    // The outage has its own warning.
    expect(logger.lines).toEqual([expect.objectContaining({ level: 'debug', message: 'request failed' })])
    expect(await (await get('/role')).json()).toMatchObject({ status: 401, code: 'unauthenticated' })
    expect(others).toEqual([])
  })

  it('leaves other errors, and errors after the response has started, to the host', async () => {
    const own = new Error('of the host')
    const late = new AppError('QUEUE_FULL', 'late')
    const { get, others } = await serve((host) => {
      host.get('/own', (_req, _res, next) => next(own))
      host.get('/late', (_req, res, next) => {
        res.write('begin')
        next(late)
      })
    })
    const answer = await get('/own')
    expect([answer.status, await answer.text()]).toEqual([418, 'of the host'])
    await expect(get('/late').then((started) => started.text())).rejects.toThrow()
    expect(others).toEqual([own, late])
  })
})
