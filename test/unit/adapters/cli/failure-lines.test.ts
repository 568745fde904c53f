import { describe, expect, it } from '@jest/globals'
import { exitCodeOf, failureLines } from '../../../../src/adapters/cli/index.js'
import { AppError } from '../../../../src/domain/platform/index.js'

describe('failureLines', () => {
  it('says of a known fault what and how to fix it, in one line without a stack', () => {
    const error = new AppError('PORT_UNAVAILABLE', 'cannot listen on port 80', { hint: 'set PORT' })
    expect(failureLines(error)).toBe('curriculum: cannot listen on port 80 -> set PORT\n')
    expect(failureLines(new AppError('INTERNAL', 'x'))).toBe('curriculum: x\n')
  })

  it('gives each document that cannot be used a line', () => {
    const refused = Array.from({ length: 22 }, (_, index) => ({
      reason: `${index}.md is\u001b[2J empty`,
      hint: 'fix',
    }))
    const error = new AppError('NO_USABLE_DOCUMENTS', 'all at once', { hint: 'add some', details: { refused } })
    const lines = failureLines(error).split('\n')
    expect(lines.slice(0, 2)).toEqual(['curriculum: no document can be used:', '  0.md is [2J empty -> fix'])
    expect(lines.slice(-4)).toEqual(['  19.md is [2J empty -> fix', '  and 2 more', '  -> add some', ''])
  })

  it('does not pass on what steers a terminal', () => {
    expect(failureLines(new AppError('INTERNAL', 'a\u001b[31m\nb'))).toBe('curriculum: a [31m\nb\n')
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
    [new AppError('INVALID_PROGRAM', ''), 2],
    [new AppError('NO_USABLE_DOCUMENTS', ''), 2],
    [new AppError('OUTPUT_UNUSABLE', ''), 2],
    [new AppError('OUTPUT_NOT_WRITTEN', ''), 1],
    [new AppError('ABORTED', '', { details: { signal: 'SIGINT' } }), 130],
    [new AppError('ABORTED', '', { details: { signal: 'SIGTERM' } }), 143],
    [new AppError('ABORTED', ''), 1],
  ])('tells %s by %d', (error, code) => expect(exitCodeOf(error)).toBe(code))
})
