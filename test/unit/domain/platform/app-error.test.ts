import { describe, expect, it } from '@jest/globals'
import { AppError, ERROR_CODES, isAppError, messageOf } from '../../../../src/domain/platform/index.js'

describe('AppError', () => {
  it('has code, message, hint, details, retry time and cause', () => {
    const cause = new Error('root')
    const error = new AppError('STORE_FULL', 'no room', {
      hint: 'make room',
      details: { limit: 1 },
      retryAfterMs: 5,
      cause,
    })
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: 'AppError', code: 'STORE_FULL', message: 'no room', hint: 'make room' })
    expect(error.details).toEqual({ limit: 1 })
    expect(error.retryAfterMs).toBe(5)
    expect(error.cause).toBe(cause)
  })

  it('has no cause and empty details unless given', () => {
    const error = new AppError('INTERNAL', 'x')
    expect('cause' in error).toBe(false)
    expect(error.details).toEqual({})
    expect(error.hint).toBeUndefined()
  })

  it('distinguishes a cause of undefined from no cause', () => {
    expect('cause' in new AppError('INTERNAL', 'x', { cause: undefined })).toBe(true)
  })
})

describe('isAppError', () => {
  it('checks the class and, if given, the code', () => {
    const error = new AppError('SESSION_ENDED', 'x')
    expect(isAppError(error)).toBe(true)
    expect(isAppError(error, 'SESSION_CONFLICT', 'SESSION_ENDED')).toBe(true)
    expect(isAppError(error, 'SESSION_CONFLICT')).toBe(false)
    expect(isAppError(new Error('SESSION_ENDED'))).toBe(false)
    expect(isAppError(undefined)).toBe(false)
  })
})

describe('messageOf', () => {
  it('returns the message of an error and the text of other values', () => {
    expect(messageOf(new TypeError('t'))).toBe('t')
    expect(messageOf('plain')).toBe('plain')
    expect(messageOf(undefined)).toBe('undefined')
  })
})

describe('ERROR_CODES', () => {
  it('are upper case with underscores and each has a meaning', () => {
    for (const [code, meaning] of Object.entries(ERROR_CODES)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
      expect(meaning.length).toBeGreaterThan(10)
    }
  })
})
