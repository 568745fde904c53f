import { describe, expect, it } from '@jest/globals'
import { HealthMonitor, type HealthMonitorOptions } from '../../../../src/app/health/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'
import type { HealthProbe, ProbeResult } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'
import { RecordingLogger } from '../../../support/recording-logger.js'

const lag = { p99Ms: () => 1.26, close: () => {} }

function monitorOf(probes: readonly HealthProbe[], options: Partial<HealthMonitorOptions> = {}) {
  const clock = new ManualClock()
  const logger = new RecordingLogger()
  return { clock, logger, monitor: new HealthMonitor(probes, { clock, logger, lag, warnings: [], ...options }) }
}

function probe(name: string, check: HealthProbe['check']): HealthProbe {
  return { name, adapter: 'redis', check }
}

const healthy: ProbeResult = { status: 'healthy' }

describe('HealthMonitor', () => {
  it('reports the results of the probes with adapter, warning and duration', async () => {
    const { clock, monitor } = monitorOf([], {})
    const timed = new HealthMonitor(
      [
        probe('cache', () => new Promise((resolve) => void clock.setTimer(5, () => resolve(healthy)))),
        { name: 'jobs', adapter: 'memory', check: async () => ({ status: 'healthy', warning: 'lost at restart' }) },
      ],
      { clock, logger: new RecordingLogger(), lag, warnings: ['a typo?'], tls: () => ({}) },
    )
    timed.start()
    await clock.advance(5)
    await timed.first
    expect(timed.report()).toEqual({
      status: 'healthy',
      services: {
        cache: { status: 'healthy', responseTime: 5, adapter: 'redis' },
        jobs: { status: 'healthy', responseTime: 0, adapter: 'memory', warning: 'lost at restart' },
      },
      process: { eventLoopLagMs: 1.3, uptimeSeconds: 0 },
      warnings: ['a typo?'],
    })
    expect(monitor.report().status).toBe('healthy')
  })

  it('is degraded, not unhealthy, when a service fails, and says how to fix it', async () => {
    const { monitor } = monitorOf([
      probe('cache', async () => healthy),
      probe('jobs', async () => {
        throw new AppError('STORE_UNAVAILABLE', 'Redis refuses the connection', { hint: 'start Redis' })
      }),
    ])
    await monitor.first
    expect(monitor.report()).toMatchObject({
      status: 'degraded',
      services: {
        cache: { status: 'healthy' },
        jobs: { status: 'unhealthy', reason: 'Redis refuses the connection; start Redis' },
      },
    })
  })

  it('counts a probe that throws before it returns a promise as unhealthy', async () => {
    const { monitor } = monitorOf([
      probe('cache', () => {
        throw new Error('broken')
      }),
    ])
    await monitor.first
    expect(monitor.report().services.cache).toMatchObject({ status: 'unhealthy', reason: 'broken' })
  })

  it('starts with the first report, for a host that mounts nothing', async () => {
    let calls = 0
    const { clock, monitor } = monitorOf(
      [
        probe('cache', async () => {
          calls++
          return healthy
        }),
      ],
      { intervalMs: 1_000 },
    )
    expect(monitor.report().services.cache).toMatchObject({ status: 'unhealthy', reason: 'not checked yet' })
    await clock.advance(0)
    expect(monitor.report().services.cache).toMatchObject({ status: 'healthy' })
    await clock.advance(2_000)
    monitor.report()
    expect(calls).toBe(3)
    monitor.close()
    await clock.advance(2_000)
    monitor.report()
    expect(calls).toBe(3)
  })

  it('aborts a hanging probe at the deadline and does not restart it before it returns', async () => {
    let calls = 0
    let signal: AbortSignal | undefined
    let release: (result: ProbeResult) => void = () => {}
    const { clock, monitor } = monitorOf(
      [
        probe('cache', (given) => {
          calls++
          signal = given
          return new Promise((resolve) => {
            release = resolve
          })
        }),
      ],
      { intervalMs: 1_000, deadlineMs: 500 },
    )
    monitor.start()
    await clock.advance(499)
    expect(signal?.aborted).toBe(false)
    expect(monitor.report().services.cache).toMatchObject({ reason: 'not checked yet' })
    await clock.advance(1)
    expect(signal?.aborted).toBe(true)
    expect(monitor.report().services.cache).toMatchObject({ status: 'unhealthy', reason: 'no answer for 500 ms' })
    await clock.advance(2_000)
    expect(calls).toBe(1)
    expect(monitor.report().services.cache).toMatchObject({ reason: 'no answer for 2500 ms' })
    release(healthy)
    await clock.advance(0)
    expect(monitor.report().services.cache?.status).toBe('unhealthy')
    await clock.advance(1_000)
    expect(calls).toBe(2)
    release(healthy)
    await clock.advance(0)
    expect(monitor.report().services.cache?.status).toBe('healthy')
  })

  it('survives a probe that rejects after its deadline', async () => {
    const { clock, monitor } = monitorOf([
      probe(
        'cache',
        (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ),
    ])
    monitor.start()
    await clock.advance(500)
    expect(monitor.report().services.cache?.reason).toBe('no answer for 500 ms')
  })

  it.each([
    ['healthy', async () => healthy, 'healthy', []],
    [
      'broken',
      async () => {
        throw new Error('broken')
      },
      'unhealthy',
      ['warn cache is unhealthy'],
    ],
  ] as const)(
    'a service that starts is degraded with the reason, without a log line, until it is %s',
    async (_, then, status, lines) => {
      let isStarting = true
      const slow: HealthProbe = {
        ...probe('cache', () =>
          isStarting ? new Promise((_, reject) => setImmediate(() => reject(new Error('not yet')))) : then(),
        ),
        starting: () => (isStarting ? 'opening' : undefined),
      }
      const hanging: HealthProbe = { ...probe('jobs', () => new Promise(() => {})), starting: () => 'opening' }
      const { clock, logger, monitor } = monitorOf([slow, hanging], { intervalMs: 1_000 })
      monitor.start()
      await clock.advance(500)
      await monitor.first
      const opening = { status: 'degraded', reason: 'opening' }
      expect(monitor.report()).toMatchObject({ status: 'degraded', services: { cache: opening, jobs: opening } })
      await clock.advance(3_000)
      expect(logger.lines).toEqual([])
      isStarting = false
      await clock.advance(2_000)
      expect(monitor.report().services.cache?.status).toBe(status)
      expect(logger.lines.map(({ level, message }) => `${level} ${message}`)).toEqual(lines)
    },
  )

  it('a slow probe does not delay others', async () => {
    const { clock, monitor } = monitorOf([
      probe('slow', () => new Promise(() => {})),
      probe('fast', async () => healthy),
    ])
    monitor.start()
    await clock.advance(1)
    expect(monitor.report().services).toMatchObject({
      slow: { status: 'unhealthy', reason: 'not checked yet' },
      fast: { status: 'healthy' },
    })
  })

  it('first starts a round and resolves within the deadline', async () => {
    let calls = 0
    const { clock, monitor } = monitorOf(
      [
        probe('cache', () => {
          calls++
          return new Promise(() => {})
        }),
      ],
      { deadlineMs: 500 },
    )
    expect(calls).toBe(0)
    let settled = false
    void monitor.first.then(() => {
      settled = true
    })
    await clock.advance(499)
    expect(settled).toBe(false)
    await clock.advance(1)
    expect(settled).toBe(true)
    expect(calls).toBe(1)
  })

  it('probes every interval until it is closed', async () => {
    let calls = 0
    const { clock, monitor } = monitorOf(
      [
        probe('cache', async () => {
          calls++
          return healthy
        }),
      ],
      { intervalMs: 1_000 },
    )
    monitor.start()
    monitor.start()
    await clock.advance(3_000)
    expect(calls).toBe(4)
    monitor.close()
    monitor.close()
    await clock.advance(5_000)
    expect(calls).toBe(4)
    expect(clock.timers).toBe(0)
    expect(monitor.report().status).toBe('healthy')
  })

  it('close aborts a running probe and prevents further ones', async () => {
    let signal: AbortSignal | undefined
    const running = monitorOf([
      probe('cache', (given) => {
        signal = given
        return new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason)))
      }),
    ])
    running.monitor.start()
    running.monitor.close()
    await running.monitor.first
    expect(signal?.aborted).toBe(true)
    expect(running.clock.timers).toBe(0)

    let calls = 0
    const unused = monitorOf([
      probe('cache', async () => {
        calls++
        return healthy
      }),
    ])
    unused.monitor.close()
    await unused.monitor.first
    expect(calls).toBe(0)
    expect(unused.monitor.report().status).toBe('degraded')
  })

  it('logs a change of status once', async () => {
    let answer: ProbeResult = healthy
    const { clock, logger, monitor } = monitorOf([probe('cache', async () => answer)], { intervalMs: 1_000 })
    monitor.start()
    await clock.advance(1_500)
    expect(logger.lines).toEqual([])
    answer = { status: 'degraded', reason: 'slow' }
    await clock.advance(3_000)
    answer = healthy
    await clock.advance(3_000)
    expect(logger.lines.map(({ level, message }) => `${level} ${message}`)).toEqual([
      'warn cache is degraded',
      'info cache is healthy again',
    ])
    expect(logger.lines[0]?.fields).toMatchObject({ service: 'cache', reason: 'slow' })
  })

  it('reports the uptime and the TLS state of Redis', async () => {
    const tls = { enabled: true, verified: false, why: 'self-signed' }
    const { clock, monitor } = monitorOf([], { tls: () => ({ redis: tls }), startedAt: -500 })
    await clock.advance(1_600)
    expect(monitor.report()).toMatchObject({
      tls: { ...tls, connections: { redis: tls } },
      process: { uptimeSeconds: 2 },
    })
  })

  it('throws for two probes with the same name', () => {
    expect(() => monitorOf([probe('cache', async () => healthy), probe('cache', async () => healthy)])).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })
})
