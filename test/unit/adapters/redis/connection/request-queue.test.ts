import { describe, expect, it } from '@jest/globals'
import { RequestQueue } from '../../../../../src/adapters/redis/connection/request-queue.js'
import { ManualClock } from '../../../../support/manual-clock.js'

function makeQueue() {
  const clock = new ManualClock()
  const queue = new RequestQueue(clock, () => new Error('too late'))
  const started: string[] = []
  const wait = (name: string, ms: number): Promise<string> => {
    const result = queue.wait(ms, (remainingMs) => {
      started.push(name)
      return `${name} ${remainingMs}`
    })
    return result.catch((error: Error) => `${name} ${error.message}`)
  }
  return { clock, queue, started, wait }
}

describe('RequestQueue', () => {
  it('starts one request at a time, in order, with its remaining time', async () => {
    const { clock, queue, started, wait } = makeQueue()
    const results = [wait('a', 100), wait('b', 200)]
    expect(queue.length).toBe(2)
    await clock.advance(30)
    queue.next()
    expect(started).toEqual(['a'])
    queue.next()
    queue.next()
    expect(await Promise.all(results)).toEqual(['a 70', 'b 170'])
    expect([queue.length, clock.timers]).toEqual([0, 0])
  })

  it('rejects requests when their time is up, and skips them', async () => {
    const { clock, queue, started, wait } = makeQueue()
    const results = [wait('a', 100), wait('b', 50), wait('c', 200)]
    await clock.advance(60)
    expect(queue.length).toBe(2)
    await clock.advance(39.5)
    queue.next()
    expect(await Promise.all(results)).toEqual(['a too late', 'b too late', 'c 100.5'])
    expect(started).toEqual(['c'])
    expect(clock.timers).toBe(0)
  })

  it('rejects all requests at once', async () => {
    const { clock, queue, started, wait } = makeQueue()
    const results = [wait('a', 100), wait('b', 100)]
    queue.rejectAll(new Error('closed'))
    expect(await Promise.all(results)).toEqual(['a closed', 'b closed'])
    expect([started.length, queue.length, clock.timers]).toEqual([0, 0, 0])
  })
})
