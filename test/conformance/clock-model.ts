import { strict as assert } from 'node:assert'
import fc from 'fast-check'
import type { HarnessFactory, LawCase } from '../../src/ports/conformance/index.js'
import { type ModelSpec, modelCase, type Step } from '../../src/ports/conformance/index.js'
import type { Clock, Timer } from '../../src/ports/index.js'

interface Expected {
  readonly name: number
  readonly due: number
}

/** What a clock should have done, and what the adapter's timers did. */
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

const elapse = (ms: number): ClockStep => ({
  check: () => true,
  run: async (model, reality) => {
    await reality.elapse(ms)
    model.elapsed += ms
    const due = model.pending.filter((timer) => timer.due <= model.elapsed)
    due.sort((a, b) => a.due - b.due || a.name - b.name)
    model.pending = model.pending.filter((timer) => timer.due > model.elapsed)
    model.fired.push(...due.map(({ name }) => name))
  },
  toString: () => `elapse(${ms})`,
})

const SPEC: ModelSpec<ClockModel, Clock> = {
  id: 'clock/model',
  law: 'whatever is set, cancelled and waited for, the timers that are due fire once each, in their order',
  model: () => ({ elapsed: 0, pending: [], fired: [], seen: [], timers: [] }),
  // Few and small delays, so that many timers fall due together.
  steps: [fc.integer({ min: 1, max: 4 }).map(set), fc.nat(6).map(cancel), fc.integer({ min: 0, max: 3 }).map(elapse)],
  observe: async ({ fired, seen }) => assert.deepEqual(seen, fired),
}

export function clockModelCase(makeHarness: HarnessFactory<Clock>, seed?: number): LawCase {
  return modelCase(fc, SPEC, makeHarness, seed === undefined ? {} : { seed })
}
