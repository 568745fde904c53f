import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { advance, type JobProgress, NO_PROGRESS } from '../../../src/domain/jobs/index.js'

describe('advance', () => {
  it.each<[string, number | JobProgress, JobProgress]>([
    ['a number', 5, { percent: 5 }],
    ['0', 0, { percent: 0 }],
    ['100', 100, { percent: 100 }],
    ['a stage', { percent: 5, stage: 'validate' }, { percent: 5, stage: 'validate' }],
    ['all parts', { percent: 5, stage: 's', message: 'm' }, { percent: 5, stage: 's', message: 'm' }],
  ])('takes %s', (_, reported, expected) => {
    expect(advance(NO_PROGRESS, reported)).toEqual(expected)
  })

  it('takes the stage and the message of the report, not of before', () => {
    expect(advance({ percent: 10, stage: 'a', message: 'b' }, 20)).toEqual({ percent: 20 })
  })

  it.each([-1, 100.1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (percent) => {
    expect(() => advance(NO_PROGRESS, percent)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
    expect(() => advance(NO_PROGRESS, { percent })).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }))
  })

  it('never falls, whatever is reported', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true })), (reports) => {
        let progress = NO_PROGRESS
        for (const report of reports) {
          const next = advance(progress, report)
          expect(next.percent).toBe(Math.max(progress.percent, report))
          progress = next
        }
      }),
    )
  })

  it('keeps nothing of the object it was given', () => {
    const report = { percent: 5, stage: 'a' }
    const progress = advance(NO_PROGRESS, report)
    report.stage = 'changed'
    expect(progress.stage).toBe('a')
  })

  it('cuts stage and message to their bounds, and makes texts of what is none', () => {
    const long = advance(NO_PROGRESS, { percent: 1, stage: 's'.repeat(201), message: 'm'.repeat(1001) })
    expect(long).toEqual({ percent: 1, stage: 's'.repeat(200), message: 'm'.repeat(1000) })
    const odd = { percent: 1, stage: 7, message: null } as unknown as JobProgress
    expect(advance(NO_PROGRESS, odd)).toEqual({ percent: 1, stage: '7', message: 'null' })
  })
})
