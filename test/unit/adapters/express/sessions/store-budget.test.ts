import { describe, expect, it } from '@jest/globals'
import { defaultDeadlineMs, StoreBudget } from '../../../../../src/adapters/express/sessions/store-budget.js'
import { SystemClock } from '../../../../../src/adapters/system/index.js'
import { AppError } from '../../../../../src/domain/platform/index.js'
import type { Clock } from '../../../../../src/ports/index.js'
import { ManualClock } from '../../../../support/manual-clock.js'

const mute = () => new Promise<never>(() => {})

describe('StoreBudget', () => {
  it('lets through what comes in time, and leaves no timer', async () => {
    const clock = new ManualClock()
    const time = new StoreBudget(clock, 100)
    expect(await time.run(async () => 'value')).toBe('value')
    const fault = new AppError('SESSION_CONFLICT', 'x')
    await expect(time.run(() => Promise.reject(fault))).rejects.toBe(fault)
    expect(fault).toMatchObject({ status: 409 })
    expect(Object.keys(fault)).not.toContain('status')
    expect(clock.timers).toBe(0)
  })

  it('is shared by consecutive operations; operations without await do not count', async () => {
    const clock = new ManualClock()
    const time = new StoreBudget(clock, 100)
    const slow = time.run(() => new Promise((resolve) => void clock.setTimer(60, () => resolve(1))))
    await clock.advance(60)
    await slow
    await clock.advance(1000)
    const late = expect(time.run(mute, 'read')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', status: 503 })
    await clock.advance(39)
    expect(clock.timers).toBe(1)
    await clock.advance(1)
    await late
    let asked = false
    const none = time.run(async () => {
      asked = true
    })
    await expect(none).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', headers: { 'Retry-After': '1' } })
    expect(asked).toBe(false)
  })

  it('does not know the outcome of a change that was not awaited', async () => {
    const clock = new ManualClock()
    const change = new StoreBudget(clock, 100).run(mute)
    const rejection = expect(change).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN', status: 503 })
    await clock.advance(100)
    await rejection
  })

  it('is used up once by operations side by side', async () => {
    const clock = new ManualClock()
    const time = new StoreBudget(clock, 100)
    const answerIn = (ms: number) => () => new Promise<void>((resolve) => void clock.setTimer(ms, resolve))
    const both = [time.run(answerIn(60)), time.run(answerIn(60))]
    await clock.advance(20)
    both.push(time.run(answerIn(60)))
    await clock.advance(60)
    await Promise.all(both)
    await clock.advance(1000)
    const last = time.run(answerIn(19))
    await clock.advance(19)
    await last
    const late = expect(time.run(mute)).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    await clock.advance(1)
    await late
  })

  it('does not leave a late rejection unhandled', async () => {
    const clock = new ManualClock()
    const unhandled: unknown[] = []
    const listen = (error: unknown): void => void unhandled.push(error)
    process.on('unhandledRejection', listen)
    let fail: (error: Error) => void = () => undefined
    const change = new StoreBudget(clock, 10).run(
      () =>
        new Promise((_, reject) => {
          fail = reject
        }),
    )
    const rejection = expect(change).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' })
    await clock.advance(10)
    await rejection
    fail(new Error('late'))
    await clock.advance(10)
    process.off('unhandledRejection', listen)
    expect(unhandled).toEqual([])
  })
})

describe('StoreBudget after a pause of the process', () => {
  it('makes no answer late that had arrived while the event loop was blocked', async () => {
    const { port1, port2 } = new MessageChannel()
    const answer = new Promise((resolve) => port1.addEventListener('message', resolve))
    port1.start()
    const outcome = new StoreBudget(new SystemClock(), 20).run(() => answer)
    port2.postMessage('answer')
    const end = Date.now() + 40
    while (Date.now() < end);
    const found = await outcome.finally(() => port1.close())
    expect(found).toBeInstanceOf(MessageEvent)
  })

  /** Timers come `lateMs` after their time. */
  const lateBy = (clock: ManualClock, lateMs: number): Clock => ({
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (delayMs, task) => clock.setTimer(delayMs + lateMs, task),
  })

  /** What becomes of an operation that takes `ms`. */
  async function outcomeAfter(ms: number, lateMs: number): Promise<unknown> {
    const clock = new ManualClock()
    const time = new StoreBudget(lateBy(clock, lateMs), 100)
    const outcome = time
      .run(() => new Promise((resolve) => clock.setTimer(ms, () => resolve('answer'))))
      .catch((error: AppError) => error.code)
    await clock.advance(5000)
    expect(clock.timers).toBe(0)
    return outcome
  }

  it('gives 50 ms back, once', async () => {
    // Each of the two timers comes late: at 160 ms, and at 160 + 50 + 60.
    expect(await outcomeAfter(265, 60)).toBe('answer')
    expect(await outcomeAfter(275, 60)).toBe('OUTCOME_UNKNOWN')
    expect(await outcomeAfter(2151, 1000)).toBe('OUTCOME_UNKNOWN')
  })

  it('gives nothing back for a timer that is a little late', async () => {
    expect(await outcomeAfter(148, 49)).toBe('answer')
    expect(await outcomeAfter(150, 49)).toBe('OUTCOME_UNKNOWN')
  })

  it('lets the second operation be sent that the first one left no time for, but not a third', async () => {
    const clock = new ManualClock()
    const time = new StoreBudget(lateBy(clock, 1000), 100)
    const slow = time.run(() => new Promise<void>((resolve) => void clock.setTimer(180, resolve)))
    await clock.advance(180)
    await slow
    const second = time.run(() => new Promise<void>((resolve) => void clock.setTimer(110, resolve)))
    await clock.advance(110)
    await second
    await expect(time.run(async () => 'asked')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' })
  })
})

it('a request may wait a little longer than its store does, and 450 ms at least', () => {
  expect([defaultDeadlineMs(), defaultDeadlineMs(10), defaultDeadlineMs(400), defaultDeadlineMs(3000)]).toEqual([
    450, 450, 450, 3050,
  ])
})
