import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  advanceProgress,
  type JobProgress,
  MAX_FAILURE_LENGTHS,
  MAX_JOB_JSON_BYTES,
  NO_PROGRESS,
  payloadJson,
  resultJson,
  toJobFailure,
} from '../../../../src/domain/jobs/index.js'

/** Of one, two, three and four bytes. */
const CHARACTERS: readonly (readonly [string, number])[] = [
  ['a', 1],
  ['é', 2],
  ['€', 3],
  ['😀', 4],
]

describe.each([
  ['payloadJson', payloadJson, 'payload'],
  ['resultJson', resultJson, 'result'],
] as const)('%s', (_, toBounded, what) => {
  it.each(CHARACTERS)('measures in bytes of UTF-8: %s', (character, bytes) => {
    const count = Math.floor((MAX_JOB_JSON_BYTES - 2) / bytes)
    const max = character.repeat(count)
    expect(toBounded(max) === `"${max}"`).toBe(true)
    expect(() => toBounded(`${max}${character}`)).toThrow(
      expect.objectContaining({
        code: 'JOB_TOO_LARGE',
        message: `the ${what} of the job has ${(count + 1) * bytes + 2} bytes as JSON`,
        details: { what, bytes: (count + 1) * bytes + 2, maxBytes: MAX_JOB_JSON_BYTES },
      }),
    )
  })

  it('measures the JSON form', () => {
    // Each is written as six characters.
    expect(() => toBounded('\u0000'.repeat(MAX_JOB_JSON_BYTES / 6 + 1))).toThrow(
      expect.objectContaining({ code: 'JOB_TOO_LARGE' }),
    )
    expect(() => toBounded({ a: 1n })).toThrow(expect.objectContaining({ code: 'UNSERIALISABLE' }))
  })
})

it('undefined is a valid result, but not a valid payload', () => {
  expect(resultJson(undefined)).toBe('null')
  expect(() => payloadJson(undefined)).toThrow(expect.objectContaining({ code: 'UNSERIALISABLE' }))
})

describe('advanceProgress', () => {
  it.each<[string, number | JobProgress, JobProgress]>([
    ['a number', 5, { percent: 5 }],
    ['0', 0, { percent: 0 }],
    ['100', 100, { percent: 100 }],
    ['a stage', { percent: 5, stage: 'validate' }, { percent: 5, stage: 'validate' }],
    ['all parts', { percent: 5, stage: 's', message: 'm' }, { percent: 5, stage: 's', message: 'm' }],
  ])('takes %s', (_, reported, expected) => {
    expect(advanceProgress(NO_PROGRESS, reported)).toEqual(expected)
  })

  it('uses stage and message of the latest report', () => {
    expect(advanceProgress({ percent: 10, stage: 'a', message: 'b' }, 20)).toEqual({ percent: 20 })
  })

  it.each([-1, 100.1, Number.NaN, Number.POSITIVE_INFINITY])('rejects %d', (percent) => {
    expect(() => advanceProgress(NO_PROGRESS, percent)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(() => advanceProgress(NO_PROGRESS, { percent })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })

  it('never falls, for any reports', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), (reports) => {
        let progress = NO_PROGRESS
        for (const report of reports) {
          const next = advanceProgress(progress, report)
          expect(next.percent).toBe(Math.max(progress.percent, report))
          progress = next
        }
      }),
    )
  })

  it('copies the report', () => {
    const report = { percent: 5, stage: 'a' }
    const progress = advanceProgress(NO_PROGRESS, report)
    report.stage = 'changed'
    expect(progress.stage).toBe('a')
  })

  it('truncates stage and message', () => {
    const long = advanceProgress(NO_PROGRESS, { percent: 1, stage: 's'.repeat(201), message: 'm'.repeat(1001) })
    expect(long).toEqual({ percent: 1, stage: 's'.repeat(200), message: 'm'.repeat(1000) })
  })
})

const cycle: { self?: unknown } = {}
cycle.self = cycle

describe('toJobFailure', () => {
  it('keeps message, code and stack of an Error', () => {
    const error = Object.assign(new TypeError('no'), { code: 'E_NO' })
    expect(toJobFailure(error)).toEqual({ message: 'no', code: 'E_NO', stack: error.stack })
  })

  it.each([
    ['a number as text', 11_000, '11000'],
    ['a number with a fraction', 1.5, '1.5'],
    ['what is no finite number', Number.NaN, undefined],
    ['infinity', Number.POSITIVE_INFINITY, undefined],
    ['an object', { a: 1 }, undefined],
    ['a truth value', true, undefined],
  ])('keeps of codes only strings and numbers: %s', (_, code, kept) => {
    expect(toJobFailure(Object.assign(new Error('no'), { code })).code).toBe(kept)
  })

  it('omits an invalid stack', () => {
    const error = new Error('no')
    error.stack = ''
    expect(toJobFailure(error)).toEqual({ message: 'no' })
  })

  it.each([
    ['a string', 'plain', 'not an Error: plain'],
    ['an object', { a: 1 }, 'not an Error: {"a":1}'],
    ['undefined', undefined, 'not an Error: undefined'],
    ['null', null, 'not an Error: null'],
    ['a BigInt', 1n, 'not an Error: [object BigInt]'],
    ['a cycle', cycle, 'not an Error: [object Object]'],
  ])('wraps %s', (_, thrown, message) => {
    expect(toJobFailure(thrown)).toEqual({ message })
  })

  it('accepts an Error whose message is not a string, and a proxy that throws', () => {
    expect(toJobFailure(Object.assign(new Error(), { message: { odd: true }, stack: 5 }))).toEqual({
      message: '[object Object]',
    })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(toJobFailure(proxy)).toEqual({ message: 'unreadable thrown value' })
  })

  it('never throws and stays within its limits, for any thrown value', () => {
    const long = fc.string({ minLength: 900, maxLength: 1200 })
    const errors = fc.tuple(long, fc.anything()).map(([message, code]) => Object.assign(new Error(message), { code }))
    fc.assert(
      fc.property(fc.oneof(fc.anything({ withBigInt: true, withNullPrototype: true }), long, errors), (thrown) => {
        const failure = toJobFailure(thrown)
        expect(failure.message.length).toBeLessThanOrEqual(MAX_FAILURE_LENGTHS.message)
        expect(failure.code?.length ?? 0).toBeLessThanOrEqual(MAX_FAILURE_LENGTHS.code)
        expect(failure.stack?.length ?? 0).toBeLessThanOrEqual(MAX_FAILURE_LENGTHS.stack)
        expect(JSON.parse(JSON.stringify(failure))).toEqual(failure)
      }),
    )
    expect(toJobFailure(new Error('m'.repeat(5000))).message).toHaveLength(MAX_FAILURE_LENGTHS.message)
    expect(toJobFailure(Object.assign(new Error(), { code: 'c'.repeat(500) })).code).toHaveLength(
      MAX_FAILURE_LENGTHS.code,
    )
  })
})
