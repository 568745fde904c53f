import { describe, expect, it } from '@jest/globals'
import { ERROR_MAPPING, type ProblemKind, type TransportCode } from '../../../../src/adapters/express/error-mapping.js'
import { HttpProblem, problemOf } from '../../../../src/adapters/express/problem-details.js'
import { AppError, ERROR_CODES, type ErrorCode } from '../../../../src/domain/platform/index.js'

const rows = Object.entries(ERROR_MAPPING)
const isDomainCode = (key: string): key is ErrorCode => key in ERROR_CODES

describe('ERROR_MAPPING', () => {
  it('has a row for every code of the domain', () => {
    expect(Object.keys(ERROR_CODES).filter((code) => !(code in ERROR_MAPPING))).toEqual([])
  })

  it('gives every row a code of its own, in kebab-case, and an error status', () => {
    expect(new Set(rows.map(([, { code }]) => code)).size).toBe(rows.length)
    for (const [, { status, code, title }] of rows) {
      expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(600)
      expect(title).not.toBe('')
    }
  })

  it.each<[string, ProblemKind]>(rows)('%s becomes its problem', (key, { status, code, title, detail }) => {
    const error = isDomainCode(key) ? new AppError(key, 'secret') : new HttpProblem(key as TransportCode)
    const answer = problemOf(error, 'r1')
    expect(answer).toMatchObject({ status, headers: { 'Cache-Control': 'no-store' } })
    expect(answer.details).toEqual({
      type: `urn:problem-type:curriculum-generator:${code}`,
      title,
      status,
      code,
      ...(detail === undefined ? {} : { detail }),
      instance: 'urn:request:r1',
      requestId: 'r1',
    })
    expect('Retry-After' in answer.headers).toBe(status === 503)
  })
})

describe('problemOf', () => {
  it('maps anything unknown to an internal error without details', () => {
    for (const thrown of [new Error('password=x'), 'password=x', undefined, null, { code: 'QUEUE_FULL' }]) {
      const { status, details } = problemOf(thrown, 'r1')
      expect([status, details.code]).toEqual([500, 'internal'])
      expect(JSON.stringify(details)).not.toContain('password')
    }
  })

  it('hides message, hint, details and cause of an AppError', () => {
    const error = new AppError('INVALID_TTL', 'ttl is leak', {
      hint: 'leak',
      details: { found: 'leak' },
      cause: new Error('leak'),
    })
    expect(JSON.stringify(problemOf(error, 'r1'))).not.toContain('leak')
  })

  it('points at what does not fit in a payload, and quotes no message', () => {
    const issues = [
      { path: '/programId', message: 'received "leak"' },
      { path: '', message: 'leak' },
    ]
    const answer = problemOf(new AppError('INVALID_PAYLOAD', 'leak', { details: { issues } }), 'r1')
    expect(answer.details.errors?.map(({ pointer }) => pointer)).toEqual(['/programId', ''])
    expect(JSON.stringify(answer)).not.toContain('leak')
  })

  it.each(['INVALID_PROGRAM', 'INVALID_USER'] as const)(
    'says for %s where and what is expected, without what was sent',
    (code) => {
      const problems = [{ pointer: '/totalHours', expected: 'a number above 0' }]
      const answer = problemOf(new AppError(code, 'leak', { details: { problems } }), 'r1')
      expect(answer.status).toBe(422)
      expect(answer.details.errors).toEqual([{ pointer: '/totalHours', detail: 'expected: a number above 0' }])
      expect(JSON.stringify(answer)).not.toContain('leak')
    },
  )

  it.each([
    [1, '1'],
    [1_000, '1'],
    [1_001, '2'],
    [30_000, '30'],
    [0, '1'],
  ])('says for %d ms Retry-After: %s', (retryAfterMs, seconds) => {
    expect(problemOf(new AppError('QUEUE_FULL', 'full', { retryAfterMs }), 'r1').headers['Retry-After']).toBe(seconds)
  })

  it('carries detail, parts and headers of a transport problem', () => {
    const errors = [{ pointer: '/a', detail: 'no' }]
    const answer = problemOf(
      new HttpProblem('unknown-field', { detail: 'why', errors, headers: { Allow: 'GET' } }),
      'r1',
    )
    expect(answer.details).toMatchObject({ detail: 'why', errors })
    expect(answer.headers).toMatchObject({ Allow: 'GET', 'Content-Type': 'application/problem+json' })
  })
})
