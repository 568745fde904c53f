import { describe, expect, it } from '@jest/globals'
import { CircuitBreaker } from '../../../../../src/adapters/redis/connection/connection-health.js'
import { ManualClock } from '../../../../support/manual-clock.js'

function setUp(threshold = 3) {
  const clock = new ManualClock()
  const changes: boolean[] = []
  const store = { works: false, probes: 0 }
  const breaker = new CircuitBreaker({
    clock,
    threshold,
    delay: (failures) => 100 * 2 ** failures,
    probe: async () => {
      store.probes++
      return store.works
    },
    onChange: (open) => changes.push(open),
  })
  return { clock, changes, store, breaker }
}

describe('CircuitBreaker', () => {
  it('opens after the given number of failures in a row', () => {
    const { breaker, changes } = setUp()
    breaker.failed()
    breaker.failed()
    breaker.succeeded()
    breaker.failed()
    breaker.failed()
    expect(breaker.open).toBe(false)
    breaker.failed()
    breaker.failed()
    expect(breaker.open).toBe(true)
    expect(breaker.retryAfterMs).toBe(100)
    expect(changes).toEqual([true])
  })

  it('probes with growing delays until the store responds', async () => {
    const { breaker, clock, store, changes } = setUp(1)
    breaker.failed()
    await clock.advance(99)
    expect(store.probes).toBe(0)
    await clock.advance(1)
    expect(store.probes).toBe(1)
    await clock.advance(199)
    expect(store.probes).toBe(1)
    store.works = true
    await clock.advance(1)
    expect(store.probes).toBe(2)
    expect(breaker.open).toBe(false)
    expect(changes).toEqual([true, false])
    expect(clock.timers).toBe(0)
  })

  it('closes with any success and stops probing', async () => {
    const { breaker, clock, store } = setUp(1)
    breaker.failed()
    breaker.succeeded()
    expect(breaker.retryAfterMs).toBe(0)
    await clock.advance(10_000)
    expect(store.probes).toBe(0)
  })

  it('has no timer after stop', async () => {
    const { breaker, clock, store } = setUp(1)
    breaker.failed()
    breaker.stop()
    await clock.advance(10_000)
    expect([clock.timers, store.probes]).toEqual([0, 0])
  })
})
