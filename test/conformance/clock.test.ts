import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { SystemClock } from '../../src/adapters/system/index.js'
import {
  catchFault,
  clockLaws,
  type HarnessFactory,
  lawCases,
  type PlantedFault,
} from '../../src/ports/conformance/index.js'
import type { Clock, Timer } from '../../src/ports/index.js'
import { ManualClock } from '../support/manual-clock.js'
import { clockModelCase } from './clock-model.js'

/** Clocks that the test moves, each changed as `change` says. */
function manual(change: (clock: ManualClock) => Clock = (clock) => clock): HarnessFactory<Clock> {
  return () => {
    const clocks: ManualClock[] = []
    return {
      create: () => {
        const clock = new ManualClock()
        clocks.push(clock)
        return change(clock)
      },
      elapse: async (ms) => {
        for (const clock of clocks) await clock.advance(ms)
      },
      destroy: async () => undefined,
    }
  }
}

const system: HarnessFactory<Clock> = () => ({
  create: () => new SystemClock(),
  elapse: async (ms) => void (await jest.advanceTimersByTimeAsync(ms)),
  destroy: async () => jest.clearAllTimers(),
})

const kit = (makeHarness: HarnessFactory<Clock>) => [...lawCases(clockLaws, makeHarness), clockModelCase(makeHarness)]

describe('ManualClock', () => {
  it.each(kit(manual()))('$id: $law', ({ run }) => run())
})

describe('SystemClock', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())
  it.each(kit(system))('$id: $law', ({ run }) => run())
})

/** A clock whose methods are changed; the others stay. */
const wrong = (
  fault: string,
  caughtBy: string,
  change: (clock: ManualClock) => Partial<Clock>,
): PlantedFault<Clock> => ({
  fault,
  caughtBy,
  makeHarness: manual((clock) => ({
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (delay, task) => clock.setTimer(delay, task),
    ...change(clock),
  })),
})

const PLANTED: readonly PlantedFault<Clock>[] = [
  wrong('time with fractions', 'clock/whole-milliseconds', (clock) => ({ now: () => clock.now() + 0.25 })),
  wrong('seconds in place of milliseconds', 'clock/whole-milliseconds', (clock) => ({
    now: () => Math.floor(clock.now() / 1000),
  })),
  wrong('monotonic time that stands still', 'clock/monotonic', () => ({ monotonic: () => 1 })),
  wrong('timers one millisecond early', 'clock/not-early', (clock) => ({
    setTimer: (delay, task) => clock.setTimer(delay - 1, task),
  })),
  wrong('timers that never fire', 'clock/not-early', () => ({ setTimer: () => ({ cancel: () => undefined }) })),
  wrong('timers that fire again and again', 'clock/once', (clock) => ({
    setTimer: (delay, task) => {
      const again = () => {
        task()
        clock.setTimer(delay, again)
      }
      return clock.setTimer(delay, again)
    },
  })),
  wrong('cancelling without effect', 'clock/cancel', (clock) => ({
    setTimer: (delay, task) => {
      clock.setTimer(delay, task)
      return { cancel: () => undefined }
    },
  })),
  wrong('long delays cut to what one timer holds', 'clock/long-delay', (clock) => ({
    setTimer: (delay, task) => clock.setTimer(Math.min(delay, 2 ** 31 - 1), task),
  })),
  wrong('cancelling that cancels the newest timer instead', 'clock/model', (clock) => {
    let newest: Timer | undefined
    return {
      setTimer: (delay, task) => {
        newest = clock.setTimer(delay, task)
        return { cancel: () => newest?.cancel() }
      },
    }
  }),
  wrong('timers due together in the wrong order', 'clock/model', (clock) => {
    let count = 0
    return { setTimer: (delay, task) => clock.setTimer(delay + 1 / 2 ** (count++ + 1) - 1 / 2, task) }
  }),
]

describe('the kit of Clock catches', () => {
  it.each(PLANTED)('$fault', async (fault) => {
    expect(await catchFault(fault, kit)).toContain(fault.caughtBy)
  })

  it('and a failing run is seen again by its seed', async () => {
    const makeHarness = PLANTED.at(-1)?.makeHarness ?? manual()
    const failure = async (seed?: number) => {
      const error: unknown = await clockModelCase(makeHarness, seed)
        .run()
        .catch((thrown: unknown) => thrown)
      return error instanceof Error ? error.message : ''
    }
    const first = await failure()
    const [, seed] = /seed (-?\d+), steps: .*elapse/.exec(first) ?? []
    expect(await failure(Number(seed))).toBe(first)
  })
})
