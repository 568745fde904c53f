import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { SystemClock } from '../../../../src/adapters/system/index.js'

const DAY = 24 * 3600 * 1000

describe('SystemClock', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())

  it('returns whole milliseconds since the epoch, and monotonic time with fractions', () => {
    jest.setSystemTime(1_700_000_000_000)
    const clock = new SystemClock()
    expect(clock.now()).toBe(1_700_000_000_000)
    const before = clock.monotonic()
    jest.advanceTimersByTime(250)
    expect(clock.monotonic() - before).toBeCloseTo(250)
  })

  it('calls a task once, after its delay', () => {
    const task = jest.fn()
    new SystemClock().setTimer(100, task)
    jest.advanceTimersByTime(99)
    expect(task).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1000)
    expect(task).toHaveBeenCalledTimes(1)
  })

  it('supports delays beyond the limit of Node', () => {
    const task = jest.fn()
    new SystemClock().setTimer(60 * DAY, task)
    jest.advanceTimersByTime(60 * DAY - 1)
    expect(task).not.toHaveBeenCalled()
    jest.advanceTimersByTime(1)
    expect(task).toHaveBeenCalledTimes(1)
  })

  it.each([10, 60 * DAY])('does not call a cancelled task (%d ms)', (delay) => {
    const task = jest.fn()
    const timer = new SystemClock().setTimer(delay, task)
    jest.advanceTimersByTime(delay - 1)
    timer.cancel()
    timer.cancel()
    jest.advanceTimersByTime(delay)
    expect(task).not.toHaveBeenCalled()
  })
})
