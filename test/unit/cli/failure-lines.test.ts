import { describe, expect, it } from '@jest/globals'
import { exitCodeOf, failureLines } from '../../../src/adapters/cli/index.js'
import { AppError } from '../../../src/domain/platform/index.js'

describe('failureLines', () => {
  it('says of a known fault what and how to mend, in one line without a stack', () => {
    const error = new AppError('PORT_UNAVAILABLE', 'cannot listen on port 80', { hint: 'set PORT' })
    expect(failureLines(error)).toBe('curriculum: cannot listen on port 80 -> set PORT\n')
    expect(failureLines(new AppError('INTERNAL', 'x'))).toBe('curriculum: x\n')
  })

  it('shows the stack of a fault that nobody foresaw', () => {
    expect(failureLines(new TypeError('oops'))).toMatch(/please report it\nTypeError: oops\n {4}at /)
    expect(failureLines('text')).toContain('text')
  })
})

describe('exitCodeOf', () => {
  it.each([
    [new AppError('CONFIG_INVALID', ''), 4],
    [new AppError('REDIS_REQUIRED', ''), 4],
    [new AppError('PORT_UNAVAILABLE', ''), 1],
    [new Error('x'), 1],
  ])('tells %s by %d', (error, code) => expect(exitCodeOf(error)).toBe(code))
})
