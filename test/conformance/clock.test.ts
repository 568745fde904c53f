import { strict as assert } from 'node:assert'
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import fc from 'fast-check'
import { SystemClock } from '../../src/adapters/system/index.js'
import {
  clockLaws,
  findKillers,
  type HarnessFactory,
  type LawCase,
  lawCases,
  type ModelOptions,
  type ModelSpec,
  type Mutant,
  modelCase,
  type Step,
} from '../../src/ports/conformance/index.js'
import type { Clock, Timer } from '../../src/ports/index.js'
import { ManualClock } from '../support/manual-clock.js'

interface Expected {
  readonly name: number
  readonly due: number
}

/** The timers that should have fired, and those that did. */
interface ClockModel {
  elapsed: number
  pending: Expected[]
  readonly fired: number[]
  readonly seen: number[]
  readonly timers: Timer[]
}

type ClockStep = Step<ClockModel, Clock>

const set = (delay: number): ClockStep => ({
  check: () => true,
  run: async (model, { subject }) => {
    const name = model.timers.length
    model.timers.push(subject.setTimer(delay, () => void model.seen.push(name)))
    model.pending.push({ name, due: model.elapsed + delay })
  },
  toString: () => `set(${delay})`,
})

const cancel = (pick: number): ClockStep => ({
  check: ({ timers }) => timers.length > 0,
  run: async (model) => {
    const name = pick % model.timers.length
    model.timers[name]?.cancel()
    model.pending = model.pending.filter((timer) => timer.name !== name)
  },
  toString: () => `cancel(${pick})`,
})

const advanceTime = (ms: number): ClockStep => ({
  check: () => true,
  run: async (model, real) => {
    await real.advanceTime(ms)
    model.elapsed += ms
    const due = model.pending.filter((timer) => timer.due <= model.elapsed)
    due.sort((a, b) => a.due - b.due || a.name - b.name)
    model.pending = model.pending.filter((timer) => timer.due > model.elapsed)
    model.fired.push(...due.map(({ name }) => name))
  },
  toString: () => `advanceTime(${ms})`,
})

const SPEC: ModelSpec<ClockModel, Clock> = {
  id: 'clock/model',
  law: 'for any sequence of calls, each due timer fires once, in order',
  model: () => ({ elapsed: 0, pending: [], fired: [], seen: [], timers: [] }),
  // Few and small delays, so that many timers fall due together.
  steps: [
    fc.integer({ min: 1, max: 4 }).map(set),
    fc.nat(6).map(cancel),
    fc.integer({ min: 0, max: 3 }).map(advanceTime),
  ],
  observe: async ({ fired, seen }) => assert.deepEqual(seen, fired),
}

function clockModelCase(makeHarness: HarnessFactory<Clock>, options: ModelOptions = {}): LawCase {
  return modelCase(fc, SPEC, makeHarness, options)
}

/** Manual clocks, or mutants of them. */
function manual(change: (clock: ManualClock) => Clock = (clock) => clock): HarnessFactory<Clock> {
  return () => {
    const clocks: ManualClock[] = []
    return {
      create: () => {
        const clock = new ManualClock()
        clocks.push(clock)
        return change(clock)
      },
      advanceTime: async (ms) => {
        for (const clock of clocks) await clock.advance(ms)
      },
      destroy: async () => undefined,
    }
  }
}

const system: HarnessFactory<Clock> = () => ({
  create: () => new SystemClock(),
  advanceTime: async (ms) => void (await jest.advanceTimersByTimeAsync(ms)),
  destroy: async () => jest.clearAllTimers(),
})

const suite = (makeHarness: HarnessFactory<Clock>, options?: ModelOptions) => [
  ...lawCases(clockLaws, makeHarness),
  clockModelCase(makeHarness, options),
]

describe('ManualClock', () => {
  it.each(suite(manual()))('$id: $law', ({ run }) => run())
})

describe('SystemClock', () => {
  beforeEach(() => void jest.useFakeTimers())
  afterEach(() => void jest.useRealTimers())
  it.each(suite(system))('$id: $law', ({ run }) => run())
})

/** A mutant of the manual clock with some methods replaced. */
const mutant = (fault: string, killedBy: string, change: (clock: ManualClock) => Partial<Clock>): Mutant<Clock> => ({
  fault,
  killedBy,
  makeHarness: manual((clock) => ({
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    setTimer: (delay, task) => clock.setTimer(delay, task),
    ...change(clock),
  })),
})

const MUTANTS: readonly Mutant<Clock>[] = [
  mutant('the wall clock has fractions', 'clock/whole-milliseconds', (clock) => ({ now: () => clock.now() + 0.25 })),
  mutant('the wall clock counts seconds', 'clock/whole-milliseconds', (clock) => ({
    now: () => Math.floor(clock.now() / 1000),
  })),
  mutant('monotonic time does not advance', 'clock/monotonic', () => ({ monotonic: () => 1 })),
  mutant('timers fire one millisecond early', 'clock/not-early', (clock) => ({
    setTimer: (delay, task) => clock.setTimer(delay - 1, task),
  })),
  mutant('timers never fire', 'clock/not-early', () => ({ setTimer: () => ({ cancel: () => undefined }) })),
  mutant('timers fire repeatedly', 'clock/once', (clock) => ({
    setTimer: (delay, task) => {
      const again = () => {
        task()
        clock.setTimer(delay, again)
      }
      return clock.setTimer(delay, again)
    },
  })),
  mutant('cancel has no effect', 'clock/cancel', (clock) => ({
    setTimer: (delay, task) => {
      clock.setTimer(delay, task)
      return { cancel: () => undefined }
    },
  })),
  mutant('long delays are truncated', 'clock/long-delay', (clock) => ({
    setTimer: (delay, task) => clock.setTimer(Math.min(delay, 2 ** 31 - 1), task),
  })),
  mutant('cancel cancels the newest timer', 'clock/model', (clock) => {
    let newest: Timer | undefined
    return {
      setTimer: (delay, task) => {
        newest = clock.setTimer(delay, task)
        return { cancel: () => newest?.cancel() }
      },
    }
  }),
  mutant('timers with the same due time fire in the wrong order', 'clock/model', (clock) => {
    let count = 0
    return { setTimer: (delay, task) => clock.setTimer(delay + 1 / 2 ** (count++ + 1) - 1 / 2, task) }
  }),
]

describe('the contract suite of Clock kills the mutant', () => {
  it.each(MUTANTS)('$fault: by $killedBy', async (each) => {
    expect(await findKillers(each, (makeHarness) => suite(makeHarness, { shrink: false }))).toEqual([each.killedBy])
  })
})

it('a failed run of the model can be repeated by its seed', async () => {
  const makeHarness = MUTANTS.at(-1)?.makeHarness ?? manual()
  const failure = async (seed?: number) => {
    const error: unknown = await clockModelCase(makeHarness, seed === undefined ? {} : { seed })
      .run()
      .catch((thrown: unknown) => thrown)
    return error instanceof Error ? error.message : ''
  }
  const first = await failure()
  const [, seed] = /seed (-?\d+), steps: .*advanceTime/.exec(first) ?? []
  expect(await failure(Number(seed))).toBe(first)
})
