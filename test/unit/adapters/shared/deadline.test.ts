import { describe, expect, it } from '@jest/globals'
import { Deadline, EXCEEDED, RequestBudget, settleWithin } from '../../../../src/adapters/shared/deadline.js'
import { SystemClock } from '../../../../src/adapters/system/index.js'
import type { Clock } from '../../../../src/ports/index.js'
import { ManualClock } from '../../../support/manual-clock.js'

describe('settleWithin', () => {
  it('settles like the work, and cancels its timer', async () => {
    const clock = new ManualClock()
    expect(await settleWithin(clock, 100, Promise.resolve('value'))).toBe('value')
    await expect(settleWithin(clock, 100, Promise.reject(new Error('wrong')))).rejects.toThrow('wrong')
    expect(clock.timers).toBe(0)
  })

  it('is exceeded at its time', async () => {
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

  it('accepts an answer that arrived while the event loop was blocked', async () => {
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

  describe('after a pause of the process', () => {
    /** Timers fire `lateMs` late. */
    const lateBy = (clock: ManualClock, lateMs: number): Clock => ({
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      setTimer: (delayMs, task) => clock.setTimer(delayMs + lateMs, task),
    })

    it('gets 50 ms more, once', async () => {
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

    it('gets no extension for a timer that is slightly late', async () => {
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

    it('shares the extension between the steps of an operation', async () => {
      const clock = new ManualClock()
      const deadline = new Deadline(lateBy(clock, 0), 100)
      await clock.advance(180)
      expect(await deadline.settle(Promise.resolve('connected'))).toBe('connected')
      const third = deadline.settle(new Promise(() => undefined))
      await clock.advance(50)
      expect(await third).toBe(EXCEEDED)
    })
  })
})

describe('RequestBudget', () => {
  it('counts waiting only', async () => {
    const clock = new ManualClock()
    const budget = new RequestBudget(clock)
    const leave = budget.enter()
    await clock.advance(200)
    expect(budget.remainingMs()).toBe(250)
    leave()
    leave()
    await clock.advance(5000)
    expect(budget.remainingMs()).toBe(250)
  })

  it('is used once by parallel operations, and is never below 0', async () => {
    const clock = new ManualClock()
    const budget = new RequestBudget(clock, 300)
    const first = budget.enter()
    await clock.advance(50)
    const second = budget.enter()
    await clock.advance(50)
    first()
    await clock.advance(100)
    second()
    expect(budget.remainingMs()).toBe(100)
    budget.enter()
    await clock.advance(1000)
    expect(budget.remainingMs()).toBe(0)
  })
})

it('a deadline ends on a clock whose times have rounding errors', async () => {
  for (let tenth = 1; tenth <= 300; tenth++) {
    const clock = new ManualClock()
    await clock.advance(tenth / 10)
    const settled = settleWithin(clock, 250 + tenth / 7, new Promise<void>(() => undefined))
    await clock.advance(251 + tenth / 7)
    expect(await settled).toBe(EXCEEDED)
  }
})
