import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from '@jest/globals'
import { RESOLUTION_MS, SystemEventLoopLag } from '../../../../src/adapters/system/event-loop-lag.js'
import { ManualClock } from '../../../support/manual-clock.js'

/** Keeps the loop from everything else. */
function block(ms: number): void {
  const end = performance.now() + ms
  while (performance.now() < end);
}

describe('SystemEventLoopLag', () => {
  const opened: SystemEventLoopLag[] = []
  function open(clock: ManualClock): SystemEventLoopLag {
    const lag = new SystemEventLoopLag({ clock, intervalMs: 1_000 })
    opened.push(lag)
    return lag
  }
  afterEach(() => {
    for (const lag of opened.splice(0)) lag.close()
  })

  it('measures a blocked loop and keeps the value for the interval', async () => {
    const clock = new ManualClock()
    const lag = open(clock)
    expect(lag.p99Ms()).toBeGreaterThanOrEqual(0)
    await delay(50)
    block(90)
    await delay(25)
    expect(lag.p99Ms()).toBeGreaterThan(50)
    await clock.advance(1_000)
    expect(lag.p99Ms()).toBeGreaterThan(50)
  })

  it('returns the time beyond the sampling interval, for each interval', async () => {
    const clock = new ManualClock()
    // The loop of a real process is late whenever others have the machine: these samples are the test's.
    const samples: number[] = []
    const histogram = {
      enable: () => true,
      disable: () => true,
      reset: () => void samples.splice(0),
      percentile: () => Math.max(0, ...samples) * 1e6,
    }
    const lag = new SystemEventLoopLag({ clock, intervalMs: 1_000, histogram })
    opened.push(lag)
    samples.push(RESOLUTION_MS, RESOLUTION_MS + 90)
    expect(lag.p99Ms()).toBe(90)
    await clock.advance(1_000)
    samples.push(RESOLUTION_MS + 1)
    expect(lag.p99Ms()).toBe(90)
    await clock.advance(1_000)
    expect(lag.p99Ms()).toBe(1)
    await clock.advance(1_000)
    expect(lag.p99Ms()).toBe(0)
  })

  it('keeps its last value after close', async () => {
    const clock = new ManualClock()
    const lag = open(clock)
    await clock.advance(1_000)
    const last = lag.p99Ms()
    lag.close()
    lag.close()
    expect(lag.p99Ms()).toBe(last)
    expect(clock.timers).toBe(0)
  })

  it('does not keep a process alive', () => {
    const script = `require('node:perf_hooks').monitorEventLoopDelay({ resolution: 20 }).enable()`
    expect(spawnSync(process.execPath, ['-e', script], { timeout: 60_000 }).status).toBe(0)
  })
})
