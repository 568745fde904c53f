import { describe, expect, it } from '@jest/globals'
import { Breaker } from '../../../../../src/adapters/redis/connection/breaker.js'
import { ManualClock } from '../../../../support/manual-clock.js'

function setUp(threshold = 3) {
  const clock = new ManualClock()
  const changes: boolean[] = []
  const store = { works: false, probes: 0 }
  const breaker = new Breaker({
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

describe('Breaker', () => {
  it('opens after the given number of failures in a row, and not before', () => {
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

  it('probes with growing delays until the store works', async () => {
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

  it('closes with any success and probes no more', async () => {
    const { breaker, clock, store } = setUp(1)
    breaker.failed()
    breaker.succeeded()
    expect(breaker.retryAfterMs).toBe(0)
    await clock.advance(10_000)
    expect(store.probes).toBe(0)
  })

  it('leaves no timer behind when it is stopped', async () => {
    const { breaker, clock, store } = setUp(1)
    breaker.failed()
    breaker.stop()
    await clock.advance(10_000)
    expect([clock.timers, store.probes]).toEqual([0, 0])
  })
})
