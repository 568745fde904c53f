import { describe, expect, it } from '@jest/globals'
import { reconnectDelay, reconnectTimeoutMs } from '../../../../../src/adapters/redis/connection/connection-limits.js'

const lowest = { next: () => 0 }
const highest = { next: () => 1 - Number.EPSILON }

describe('reconnectDelay', () => {
  it('doubles from the first delay up to the maximum', () => {
    const delays = [0, 1, 2, 3, 4, 1e6].map((failures) => Math.round(reconnectDelay(failures, 1000, highest)))
    expect(delays).toEqual([1000, 2000, 4000, 5000, 5000, 5000])
    expect(Math.round(reconnectDelay(50, 100, highest))).toBe(1000)
  })

  it('is random between half and all of it', () => {
    expect(reconnectDelay(0, 1000, lowest)).toBe(500)
    expect(reconnectDelay(9, 1000, lowest)).toBe(2500)
  })
})

describe('reconnectTimeoutMs', () => {
  it('is shorter for short retry delays, and at most the connect timeout', () => {
    const withDelay = (retryDelayMs: number) => reconnectTimeoutMs({ connectTimeoutMs: 10_000, retryDelayMs })
    expect([1, 100, 200, 1000, 5000].map(withDelay)).toEqual([1000, 1000, 2000, 10_000, 10_000])
    expect(reconnectTimeoutMs({ connectTimeoutMs: 500, retryDelayMs: 100 })).toBe(500)
  })
})
