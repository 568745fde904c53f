import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { MAX_FAILURE_LENGTHS, toJobFailure } from '../../../src/domain/jobs/index.js'

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

  it('leaves out a stack that is none', () => {
    const error = new Error('no')
    error.stack = ''
    expect(toJobFailure(error)).toEqual({ message: 'no' })
  })

  it.each([
    ['a string', 'plain', 'thrown, and not an Error: plain'],
    ['an object', { a: 1 }, 'thrown, and not an Error: {"a":1}'],
    ['undefined', undefined, 'thrown, and not an Error: undefined'],
    ['null', null, 'thrown, and not an Error: null'],
    ['a BigInt', 1n, 'thrown, and not an Error: [object BigInt]'],
    ['a cycle', cycle, 'thrown, and not an Error: [object Object]'],
  ])('wraps %s', (_, thrown, message) => {
    expect(toJobFailure(thrown)).toEqual({ message })
  })

  it('survives an Error whose message is no string, and a proxy that throws', () => {
    expect(toJobFailure(Object.assign(new Error(), { message: { odd: true }, stack: 5 }))).toEqual({
      message: '[object Object]',
    })
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(toJobFailure(proxy)).toEqual({ message: 'thrown, and cannot be read' })
  })

  it('never throws and stays within its bounds, whatever was thrown', () => {
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
