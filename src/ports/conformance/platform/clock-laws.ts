import { strict as assert } from 'node:assert'
import type { Clock } from '../../platform/clock.js'
import type { Law } from '../law.js'

/** The laws of the port `Clock`. `elapse` of the harness moves the clock. */
export const clockLaws: readonly Law<Clock>[] = [
  {
    id: 'clock/whole-milliseconds',
    law: 'the wall clock counts whole milliseconds since the epoch',
    check: async ({ create, elapse }) => {
      const clock = await create()
      await elapse(0.5)
      const now = clock.now()
      assert.equal(now, Math.floor(now))
      assert.ok(now > Date.UTC(2020, 0, 1), `${now} is before 2020`)
    },
  },
  {
    id: 'clock/monotonic',
    law: 'monotonic time moves with time and never falls',
    check: async ({ create, elapse }) => {
      const clock = await create()
      let before = clock.monotonic()
      for (const step of [1, 250, 0, 10_000]) {
        await elapse(step)
        const after = clock.monotonic()
        assert.ok(after - before >= step, `${step} ms passed, monotonic time moved by ${after - before}`)
        before = after
      }
    },
  },
  {
    id: 'clock/not-early',
    law: 'a timer does not fire before its time, and fires when it has come',
    check: async ({ create, elapse }) => {
      const clock = await create()
      let fired = 0
      clock.setTimer(100, () => fired++)
      await elapse(99)
      assert.equal(fired, 0, 'fired early')
      await elapse(1)
      assert.equal(fired, 1, 'did not fire')
    },
  },
  {
    id: 'clock/once',
    law: 'a timer fires once',
    check: async ({ create, elapse }) => {
      const clock = await create()
      let fired = 0
      clock.setTimer(10, () => fired++)
      for (let round = 0; round < 5; round++) await elapse(10)
      assert.equal(fired, 1)
    },
  },
  {
    id: 'clock/cancel',
    law: 'a timer that was cancelled does not fire, and cancelling again does no harm',
    check: async ({ create, elapse }) => {
      const clock = await create()
      let fired = 0
      const timer = clock.setTimer(10, () => fired++)
      await elapse(9)
      timer.cancel()
      timer.cancel()
      await elapse(100)
      assert.equal(fired, 0)
    },
  },
  {
    id: 'clock/long-delay',
    law: 'a delay of more than 24 days is kept',
    check: async ({ create, elapse }) => {
      const clock = await create()
      let fired = 0
      const delay = 30 * 24 * 3_600_000
      clock.setTimer(delay, () => fired++)
      await elapse(delay - 1)
      assert.equal(fired, 0, 'fired early')
      await elapse(1)
      assert.equal(fired, 1, 'did not fire')
    },
  },
]
