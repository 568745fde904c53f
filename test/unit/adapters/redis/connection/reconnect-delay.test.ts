import { describe, expect, it } from '@jest/globals'
import { reconnectHandshakeMs } from '../../../../../src/adapters/redis/connection/connection-limits.js'
import { reconnectDelay } from '../../../../../src/adapters/redis/connection/reconnect-delay.js'

const least = { next: () => 0 }
const most = { next: () => 1 - Number.EPSILON }

describe('reconnectDelay', () => {
  it('doubles from the first delay up to its cap', () => {
    const delays = [0, 1, 2, 3, 4, 1e6].map((failures) => Math.round(reconnectDelay(failures, 1000, most)))
    expect(delays).toEqual([1000, 2000, 4000, 5000, 5000, 5000])
    expect(Math.round(reconnectDelay(50, 100, most))).toBe(1000)
  })

  it('is random in its upper half', () => {
    expect(reconnectDelay(0, 1000, least)).toBe(500)
    expect(reconnectDelay(9, 1000, least)).toBe(2500)
  })
})

describe('reconnectHandshakeMs', () => {
  it('is shorter for whoever asks for quick reconnects, and never longer than the first', () => {
    expect([1, 100, 200, 1000].map((delay) => reconnectHandshakeMs(3000, delay))).toEqual([1000, 1000, 2000, 3000])
    expect(reconnectHandshakeMs(500, 100)).toBe(500)
  })
})
