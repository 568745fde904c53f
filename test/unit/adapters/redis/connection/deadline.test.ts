import { describe, expect, it } from '@jest/globals'
import { Deadline, EXCEEDED, settleWithin } from '../../../../../src/adapters/redis/connection/deadline.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import type { Clock } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

describe('settleWithin', () => {
  it('gives what the work gives, and takes its timer back', async () => {
    const clock = new ManualClock()
    expect(await settleWithin(clock, 100, Promise.resolve('value'))).toBe('value')
    await expect(settleWithin(clock, 100, Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
    expect(clock.timers).toBe(0)
  })

  it('is exceeded at its time and not before', async () => {
    const clock = new ManualClock()
    let settled: unknown
    void settleWithin(clock, 100, new Promise(() => undefined)).then((value) => {
      settled = value
    })
    await clock.advance(99)
    expect(settled).toBeUndefined()
    await clock.advance(1)
    expect(settled).toBe(EXCEEDED)
  })

  it('does not leave a late rejection unhandled', async () => {
    const clock = new ManualClock()
    const unhandled: unknown[] = []
    const listen = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', listen)
    let fail: (error: Error) => void = () => undefined
    const work = new Promise((_, reject) => {
      fail = reject
    })
    const outcome = settleWithin(clock, 10, work)
    await clock.advance(10)
    fail(new Error('late'))
    expect(await outcome).toBe(EXCEEDED)
    await clock.advance(10)
    process.off('unhandledRejection', listen)
    expect(unhandled).toEqual([])
  })

  it('makes no answer late that had arrived while the event loop was blocked', async () => {
    const { port1, port2 } = new MessageChannel()
    const answer = new Promise((resolve) => port1.addEventListener('message', resolve))
    port1.start()
    const outcome = settleWithin(new SystemClock(), 20, answer)
    port2.postMessage('answer')
    const end = Date.now() + 60
    while (Date.now() < end);
    const found = await outcome
    port1.close()
    expect(found).not.toBe(EXCEEDED)
  })

  describe('in a process that stood still', () => {
    /** Timers come `lateMs` after their time. */
    const lateBy = (clock: ManualClock, lateMs: number): Clock => ({
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (delayMs, task) => clock.setTimer(delayMs + lateMs, task),
    })

    it('gives as much back as it stood still, at most 50 ms', async () => {
      const clock = new ManualClock()
      const answer = (atMs: number): Promise<string> =>
        new Promise((resolve) => clock.setTimer(atMs, () => resolve('answer')))
      const inTime = settleWithin(lateBy(clock, 60), 100, answer(265))
      const tooLate = settleWithin(lateBy(clock, 60), 100, answer(275))
      const muchTooLate = settleWithin(lateBy(clock, 1000), 100, answer(2151))
      await clock.advance(5000)
      expect([await inTime, await tooLate, await muchTooLate]).toEqual(['answer', EXCEEDED, EXCEEDED])
      expect(clock.timers).toBe(0)
    })

    it('gives nothing back for a timer that is a little late', async () => {
      const clock = new ManualClock()
      const outcome = settleWithin(
        lateBy(clock, 49),
        100,
        new Promise((resolve) => clock.setTimer(150, () => resolve(1))),
      )
      await clock.advance(149)
      await clock.advance(100)
      expect(await outcome).toBe(EXCEEDED)
    })

    it('lets the second step be sent that the first one left no time for, but not a third', async () => {
      const clock = new ManualClock()
      const deadline = new Deadline(lateBy(clock, 0), 100)
      await clock.advance(180)
      expect(await deadline.settle(Promise.resolve('connected'))).toBe('connected')
      const third = deadline.settle(new Promise(() => undefined))
      await clock.advance(0)
      expect(await third).toBe(EXCEEDED)
    })
  })
})
