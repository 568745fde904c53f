import { describe, expect, it } from '@jest/globals'
import { assertConcurrency, assertListing, type JobState } from '../../../src/domain/jobs/index.js'

const refused = expect.objectContaining({ code: 'INVALID_ARGUMENT' })

describe('assertConcurrency', () => {
  it.each([1, 1000])('takes %d', (concurrency) => assertConcurrency(concurrency))

  it.each([0, 1001, 1.5, Number.NaN])('refuses %d', (concurrency) => {
    expect(() => assertConcurrency(concurrency)).toThrow(refused)
  })
})

describe('assertListing', () => {
  it('takes a page of any states', () => {
    assertListing({ offset: 0, limit: 1 })
    assertListing({ states: ['failed', 'waiting'], offset: 10_000, limit: 1000 })
  })

  it.each([{ limit: 0 }, { limit: 1001 }, { offset: -1 }, { offset: 0.5 }, { states: ['lost' as JobState] }])(
    'refuses %j',
    (wrong) => {
      expect(() => assertListing({ offset: 0, limit: 1, ...wrong })).toThrow(refused)
    },
  )
})
