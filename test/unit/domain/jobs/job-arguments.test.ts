import { describe, expect, it } from '@jest/globals'
import {
  assertConcurrency,
  assertJobArguments,
  assertListing,
  DEFAULT_JOB_TIMEOUT_MS,
  DEFAULT_RETENTION,
  DEFAULT_RETRY_POLICY,
  type JobArguments,
  type JobState,
} from '../../../../src/domain/jobs/index.js'

const TERMS: JobArguments = {
  type: 'resize',
  id: '1',
  retry: DEFAULT_RETRY_POLICY,
  timeoutMs: DEFAULT_JOB_TIMEOUT_MS,
  retention: DEFAULT_RETENTION,
}

describe('assertJobArguments', () => {
  it.each<[string, object]>([
    ['nothing more than it needs', {}],
    ['a long id', { id: 'é'.repeat(128) }],
    ['no delay', { delayMs: 0 }],
    ['a fraction of a millisecond', { delayMs: 0.5, timeoutMs: 0.5 }],
    ['the first priority', { priority: 0 }],
    ['the last priority', { priority: 1_000_000 }],
    ['nothing kept', { retention: { age: 0, count: 0 } }],
    ['a key held as long as the job is kept', { key: 'k', unique: 'retained' }],
  ])('accepts %s', (_, change) => {
    expect(() => assertJobArguments({ ...TERMS, ...change })).not.toThrow()
  })

  it.each<[string, object]>([
    ['the type of the job is 0 bytes', { type: '' }],
    ['the type of the job is 101 bytes', { type: 'x'.repeat(101) }],
    ['the id of the job is 0 bytes', { id: '' }],
    ['the id of the job is 258 bytes', { id: 'é'.repeat(129) }],
    ['the id of the job is not well-formed', { id: '\ud800' }],
    ['id is 7', { id: 7 }],
    ['the key of the job is 0 bytes', { key: '' }],
    ['the key of the job is 513 bytes', { key: 'k'.repeat(513) }],
    ['unique is "always"', { unique: 'always' }],
    ['attempts is 0', { retry: { ...DEFAULT_RETRY_POLICY, attempts: 0 } }],
    ['timeoutMs is 0', { timeoutMs: 0 }],
    ['timeoutMs is Infinity', { timeoutMs: Number.POSITIVE_INFINITY }],
    ['timeoutMs is "5"', { timeoutMs: '5' }],
    ['delayMs is -1', { delayMs: -1 }],
    ['delayMs is NaN', { delayMs: Number.NaN }],
    ['priority is -1', { priority: -1 }],
    ['priority is 1.5', { priority: 1.5 }],
    ['priority is 1000001', { priority: 1_000_001 }],
    ['retention.age is -1', { retention: { age: -1, count: 1 } }],
    ['retention.age is NaN', { retention: { age: Number.NaN, count: 1 } }],
    ['retention.count is 0.5', { retention: { age: 1, count: 0.5 } }],
    ['retention.count is Infinity', { retention: { age: 1, count: Number.POSITIVE_INFINITY } }],
  ])('rejects: %s', (message, change) => {
    expect(() => assertJobArguments({ ...TERMS, ...change })).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT', message, hint: expect.any(String) }),
    )
  })
})

const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT' })

describe('assertConcurrency', () => {
  it.each([1, 1000])('takes %d', (concurrency) => assertConcurrency(concurrency))

  it.each([0, 1001, 1.5, Number.NaN])('rejects %d', (concurrency) => {
    expect(() => assertConcurrency(concurrency)).toThrow(refused)
  })
})

describe('assertListing', () => {
  it('takes a page of any states', () => {
    assertListing({ offset: 0, limit: 1 })
    assertListing({ states: ['failed', 'waiting'], offset: 10_000, limit: 1000 })
  })

  it.each([{ limit: 0 }, { limit: 1001 }, { offset: -1 }, { offset: 0.5 }, { states: ['lost' as JobState] }])(
    'rejects %j',
    (wrong) => {
      expect(() => assertListing({ offset: 0, limit: 1, ...wrong })).toThrow(refused)
    },
  )
})
