import { describe, expect, it } from '@jest/globals'
import { AdaptiveBatchSize } from '../../../../../src/adapters/redis/cache/entry-lookup.js'

const KILOBYTE = 1024

describe('AdaptiveBatchSize', () => {
  it('reads one key without a size limit before the first reply', () => {
    const size = new AdaptiveBatchSize()
    expect(size.plainKeys(1)).toBe(1)
    expect(size.plainKeys(100)).toBe(1)
    expect(size.boundedKeys(100)).toBe(100)
    expect(size.boundedKeys(10_000)).toBe(512)
  })

  it('reads as many keys as fit if all have the size of the largest recent entry', () => {
    const size = new AdaptiveBatchSize()
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(100)
    expect(size.plainKeys(10_000)).toBe(512)
    size.succeeded(100 * KILOBYTE, 500 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(5)
    expect(size.boundedKeys(100)).toBe(20)
    for (let reply = 0; reply < 100; reply++) size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(100)
  })

  it('decreases after timeouts and increases after fast replies', () => {
    const size = new AdaptiveBatchSize()
    const max = size.bytes
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    size.failed(250)
    expect(size.bytes).toBe(max / 2)
    expect(size.plainKeys(100)).toBe(1)
    for (let failure = 0; failure < 20; failure++) size.failed(250)
    const min = size.bytes
    expect(min).toBeGreaterThanOrEqual(32 * KILOBYTE)
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.bytes).toBe(min)
    size.succeeded(KILOBYTE, min, 200)
    expect(size.bytes).toBe(min)
    for (let reply = 0; reply < 20; reply++) size.succeeded(KILOBYTE, size.bytes, 20)
    expect(size.bytes).toBe(max)
  })

  it('ignores immediate failures', () => {
    const size = new AdaptiveBatchSize()
    const max = size.bytes
    size.succeeded(KILOBYTE, KILOBYTE, 1)
    size.failed(0)
    expect([size.bytes, size.plainKeys(100)]).toEqual([max, 100])
  })
})
