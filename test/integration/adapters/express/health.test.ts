import { afterEach, describe, expect, it } from '@jest/globals'
import { type ListeningServer, listen } from '../../../../src/adapters/express/index.js'
import { gate, type RoutedAppFixture, routedApp } from '../../../support/http-fixture.js'
import { ManualClock } from '../../../support/manual-clock.js'

describe('the health routes', () => {
  let server: ListeningServer | undefined
  let app: RoutedAppFixture
  afterEach(async () => {
    await server?.close()
    app.health.close()
  })

  async function serve(probes?: Parameters<typeof routedApp>[0]): Promise<string> {
    app = routedApp(probes)
    server = await listen(app, { port: 0, idleGraceMs: 0 })
    return `http://127.0.0.1:${server.port}`
  }

  it('GET /health reports services, process and warnings', async () => {
    const base = await serve({
      probes: [{ name: 'cache', adapter: 'memory', check: async () => ({ status: 'healthy', warning: 'lost' }) }],
    })
    const answer = await fetch(`${base}/health`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(await answer.json()).toEqual({
      status: 'healthy',
      services: { cache: { status: 'healthy', responseTime: expect.any(Number), adapter: 'memory', warning: 'lost' } },
      process: { eventLoopLagMs: 0.5, uptimeSeconds: expect.any(Number) },
      warnings: ['a warning'],
    })
  })

  it('GET /health is 200 when degraded, also while a probe hangs: one deadline late at first, then at once', async () => {
    const probeClock = new ManualClock()
    const asked = gate()
    const check = () => {
      asked.open()
      return new Promise<never>(() => {})
    }
    const base = await serve({ probeClock, probes: [{ name: 'jobs', adapter: 'redis', check }] })
    const pending = fetch(`${base}/health`)
    await asked.passed
    await probeClock.advance(500)
    const first = await pending
    expect(first.status).toBe(200)
    expect(await first.json()).toMatchObject({
      status: 'degraded',
      services: { jobs: { status: 'unhealthy', reason: 'no answer for 500 ms' } },
    })
    // The clock stands still: an answer that waited for anything would never come.
    expect((await fetch(`${base}/health`)).status).toBe(200)
  })

  it('HEAD /health has the status and no body', async () => {
    const answer = await fetch(`${await serve()}/health`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
    expect(Number(answer.headers.get('content-length'))).toBeGreaterThan(10)
  })

  it('GET /health/live runs no probe', async () => {
    const base = await serve({
      probes: [
        {
          name: 'cache',
          adapter: 'redis',
          check: () => {
            throw new Error('asked')
          },
        },
      ],
    })
    const answer = await fetch(`${base}/health/live`)
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'live' }])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(app.health.report().services.cache?.reason).toBe('not checked yet')
  })

  it('GET /health/ready follows the phase', async () => {
    const base = await serve()
    const ask = async () => {
      const answer = await fetch(`${base}/health/ready`)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      return [answer.status, await answer.json()]
    }
    expect(await ask()).toEqual([503, { status: 'starting' }])
    app.lifecycle.markReady()
    expect(await ask()).toEqual([200, { status: 'ready' }])
    app.lifecycle.startDraining()
    expect(await ask()).toEqual([503, { status: 'draining' }])
  })

  it('GET / says what this is, under a strict policy', async () => {
    const answer = await fetch(`${await serve()}/`)
    const page = await answer.text()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page).toContain('href="/health"')
    expect(page).not.toMatch(/<script|style=|onclick/)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(answer.headers.get('x-powered-by')).toBeNull()
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })
})
