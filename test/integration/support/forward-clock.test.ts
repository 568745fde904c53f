import { expect, it } from '@jest/globals'
import { ForwardClock } from '../../support/forward-clock.js'

it('calls at once what falls due when it is put forward, in its order, and once', async () => {
  const clock = new ForwardClock()
  const called: string[] = []
  clock.setTimer(20_000, () => called.push('second'))
  clock.setTimer(10_000, () => called.push('first'))
  clock.setTimer(15_000, () => called.push('cancelled')).cancel()
  clock.setTimer(90_000, () => called.push('later'))
  const before = clock.monotonic()
  clock.forward(20_000)
  expect(called).toEqual(['first', 'second'])
  expect(clock.monotonic() - before).toBeGreaterThanOrEqual(20_000)
  clock.forward(20_000)
  expect(called).toEqual(['first', 'second'])
})

it('also calls what falls due by itself', async () => {
  const clock = new ForwardClock()
  await new Promise<void>((resolve) => {
    clock.setTimer(5, resolve)
    // The timers of the clock keep no process alive.
    const alive = setInterval(() => undefined, 1000)
    clock.setTimer(5, () => clearInterval(alive))
  })
})
