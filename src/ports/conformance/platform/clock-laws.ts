import { strict as assert } from 'node:assert'
import type { Clock } from '../../platform/clock.js'
import type { Law } from '../law.js'

/** The laws of the port `Clock`. `advanceTime` of the harness advances the clock. */
export const clockLaws: readonly Law<Clock>[] = [
  {
    id: 'clock/whole-milliseconds',
    law: 'the wall clock counts whole milliseconds since the epoch',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      await advanceTime(0.5)
      const now = clock.now()
      assert.equal(now, Math.floor(now))
      assert.ok(now > Date.UTC(2020, 0, 1), `${now} is before 2020`)
    },
  },
  {
    id: 'clock/monotonic',
    law: 'monotonic time advances with time and never decreases',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      let before = clock.monotonic()
      for (const step of [1, 250, 0, 10_000]) {
        await advanceTime(step)
        const after = clock.monotonic()
        assert.ok(after - before >= step, `${step} ms passed, monotonic time moved by ${after - before}`)
        before = after
      }
    },
  },
  {
    id: 'clock/not-early',
    law: 'a timer fires when its delay has passed and not earlier',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      let fired = 0
      clock.setTimer(100, () => fired++)
      await advanceTime(99)
      assert.equal(fired, 0, 'fired early')
      await advanceTime(1)
      assert.equal(fired, 1, 'did not fire')
    },
  },
  {
    id: 'clock/once',
    law: 'a timer fires once',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      let fired = 0
      clock.setTimer(10, () => fired++)
      for (let round = 0; round < 5; round++) await advanceTime(10)
      assert.equal(fired, 1)
    },
  },
  {
    id: 'clock/cancel',
    law: 'a cancelled timer does not fire, and cancelling twice has no effect',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      let fired = 0
      const timer = clock.setTimer(10, () => fired++)
      await advanceTime(9)
      timer.cancel()
      timer.cancel()
      await advanceTime(100)
      assert.equal(fired, 0)
    },
  },
  {
    id: 'clock/long-delay',
    law: 'delays of more than 24 days work',
    check: async ({ create, advanceTime }) => {
      const clock = await create()
      let fired = 0
      const delay = 30 * 24 * 3_600_000
      clock.setTimer(delay, () => fired++)
      await advanceTime(delay - 1)
      assert.equal(fired, 0, 'fired early')
      await advanceTime(1)
      assert.equal(fired, 1, 'did not fire')
    },
  },
]
