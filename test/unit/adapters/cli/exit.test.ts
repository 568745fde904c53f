import { describe, expect, it } from '@jest/globals'
import { exitCodeOf, failureText } from '../../../../src/adapters/cli/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'

describe('failureText', () => {
  it('has message and hint of a known error in one line, without a stack', () => {
    const error = new AppError('PORT_UNAVAILABLE', 'cannot listen on port 80', { hint: 'set PORT' })
    expect(failureText(error)).toBe('curriculum: cannot listen on port 80 -> set PORT\n')
    expect(failureText(new AppError('INTERNAL', 'x'))).toBe('curriculum: x\n')
  })

  it('has one line for each document that cannot be used', () => {
    const refused = Array.from({ length: 22 }, (_, index) => ({
      reason: `${index}.md is\u001b[2J empty`,
      hint: 'fix it',
    }))
    const error = new AppError('NO_USABLE_DOCUMENTS', 'all at once', { hint: 'add some', details: { refused } })
    const lines = failureText(error).split('\n')
    expect(lines.slice(0, 2)).toEqual(['curriculum: no document can be used:', '  0.md is [2J empty -> fix it'])
    expect(lines.slice(-4)).toEqual(['  19.md is [2J empty -> fix it', '  and 2 more', '  -> add some', ''])
  })

  it('has no control characters', () => {
    expect(failureText(new AppError('INTERNAL', 'a\u001b[31m\nb'))).toBe('curriculum: a [31m\nb\n')
  })

  it('shows the stack of an unexpected error', () => {
    expect(failureText(new TypeError('oops'))).toMatch(/please report it\nTypeError: oops\n {4}at /)
    expect(failureText('text')).toContain('text')
  })
})

describe('exitCodeOf', () => {
  it.each([
    [new AppError('CONFIG_INVALID', ''), 4],
    [new AppError('REDIS_REQUIRED', ''), 4],
    [new AppError('REDIS_REQUIRED', '', { details: { reason: 'unreachable' } }), 6],
    [new AppError('PORT_UNAVAILABLE', ''), 1],
    [new Error('x'), 1],
    [new AppError('INVALID_PROGRAM', ''), 2],
    [new AppError('INVALID_USER', ''), 2],
    [new AppError('USER_EXISTS', ''), 1],
    [new AppError('NO_USABLE_DOCUMENTS', ''), 2],
    [new AppError('OUTPUT_UNUSABLE', ''), 2],
    [new AppError('OUTPUT_NOT_WRITTEN', ''), 1],
    [new AppError('ABORTED', '', { details: { signal: 'SIGHUP' } }), 129],
    [new AppError('ABORTED', '', { details: { signal: 'SIGINT' } }), 130],
    [new AppError('ABORTED', '', { details: { signal: 'SIGTERM' } }), 143],
    [new AppError('ABORTED', ''), 1],
  ])('%s: %d', (error, code) => expect(exitCodeOf(error)).toBe(code))
})
