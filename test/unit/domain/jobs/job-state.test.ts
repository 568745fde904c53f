import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isFinal, JOB_STATES, JOB_TRANSITIONS, type JobEvent, nextState } from '../../../../src/domain/jobs/index.js'

const EVENTS: readonly JobEvent[] = [
  'due',
  'claimed',
  'succeeded',
  'requeued',
  'postponed',
  'exhausted',
  'stalled',
  'cancelled',
  'retried',
]

/** The contract's table, written once more by hand: state, event, next state. */
const LEGAL = [
  ['waiting', 'claimed', 'active'],
  ['waiting', 'cancelled', 'cancelled'],
  ['delayed', 'due', 'waiting'],
  ['delayed', 'cancelled', 'cancelled'],
  ['active', 'succeeded', 'completed'],
  ['active', 'requeued', 'waiting'],
  ['active', 'postponed', 'delayed'],
  ['active', 'exhausted', 'failed'],
  ['active', 'stalled', 'waiting'],
  ['active', 'cancelled', 'cancelled'],
  ['failed', 'retried', 'waiting'],
] as const

const PAIRS = JOB_STATES.flatMap((state) => EVENTS.map((event) => [state, event] as const))
const ILLEGAL = PAIRS.filter(([state, event]) => !LEGAL.some(([from, by]) => from === state && by === event))

describe('job states', () => {
  it.each(LEGAL)('a %s job that is %s becomes %s', (state, event, next) => {
    expect(nextState(state, event)).toBe(next)
  })

  it.each(ILLEGAL)('a %s job cannot be %s', (state, event) => {
    expect(() => nextState(state, event)).toThrow(
      expect.objectContaining({ code: 'ILLEGAL_JOB_STATE', details: { state, event } }),
    )
  })

  it('lists the possible events in the hint, or says that the state is final', () => {
    expect(() => nextState('delayed', 'claimed')).toThrow(
      expect.objectContaining({ hint: 'while delayed it can be: due, cancelled' }),
    )
    expect(() => nextState('cancelled', 'retried')).toThrow(expect.objectContaining({ hint: 'cancelled is final' }))
  })

  it('are six; completed, failed and cancelled are final', () => {
    expect(JOB_STATES.filter(isFinal)).toEqual(['completed', 'failed', 'cancelled'])
    expect(JOB_STATES.filter((state) => !isFinal(state))).toEqual(['waiting', 'delayed', 'active'])
  })

  it('can reach a final state from every other state', () => {
    const reachable = (from: (typeof JOB_STATES)[number], seen = new Set<string>()): boolean =>
      isFinal(from) ||
      (!seen.has(from) && Object.values(JOB_TRANSITIONS[from]).some((next) => reachable(next, new Set(seen).add(from))))
    for (const state of JOB_STATES) expect(reachable(state)).toBe(true)
  })

  it('keep a completed or cancelled job unchanged for any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 }), (events) => {
        let state: (typeof JOB_STATES)[number] = 'waiting'
        for (const event of events) {
          const before: string = state
          try {
            state = nextState(state, event)
          } catch {
            // Rejected: the state must not change.
            expect(state).toBe(before)
          }
          if (before === 'completed' || before === 'cancelled') expect(state).toBe(before)
        }
      }),
    )
  })
})
