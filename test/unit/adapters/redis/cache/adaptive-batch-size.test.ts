import { describe, expect, it } from '@jest/globals'
import { AdaptiveBatchSize } from '../../../../../src/adapters/redis/cache/entry-lookup.js'

const KILOBYTE = 1024

describe('AnswerSize', () => {
  it('asks without a bound for one key only, as long as nothing is known', () => {
    const size = new AdaptiveBatchSize()
    expect(size.plainKeys(1)).toBe(1)
    expect(size.plainKeys(100)).toBe(1)
    expect(size.boundedKeys(100)).toBe(100)
    expect(size.boundedKeys(10_000)).toBe(512)
  })

  it('asks for as many keys as fit if all are like the largest of late', () => {
    const size = new AdaptiveBatchSize()
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(100)
    expect(size.plainKeys(10_000)).toBe(512)
    size.succeeded(100 * KILOBYTE, 500 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(5)
    expect(size.boundedKeys(100)).toBe(20)
    for (let answer = 0; answer < 100; answer++) size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.plainKeys(100)).toBe(100)
  })

  it('asks for less where answers do not come in time, and for more again when they do', () => {
    const size = new AdaptiveBatchSize()
    const most = size.bytes
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    size.failed(250)
    expect(size.bytes).toBe(most / 2)
    expect(size.plainKeys(100)).toBe(1)
    for (let failure = 0; failure < 20; failure++) size.failed(250)
    const least = size.bytes
    expect(least).toBeGreaterThanOrEqual(32 * KILOBYTE)
    size.succeeded(KILOBYTE, 10 * KILOBYTE, 1)
    expect(size.bytes).toBe(least)
    size.succeeded(KILOBYTE, least, 200)
    expect(size.bytes).toBe(least)
    for (let answer = 0; answer < 20; answer++) size.succeeded(KILOBYTE, size.bytes, 20)
    expect(size.bytes).toBe(most)
  })

  it('learns nothing from what failed at once', () => {
    const size = new AdaptiveBatchSize()
    const most = size.bytes
    size.succeeded(KILOBYTE, KILOBYTE, 1)
    size.failed(0)
    expect([size.bytes, size.plainKeys(100)]).toEqual([most, 100])
  })
})
