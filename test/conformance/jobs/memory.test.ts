import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { jobLaws, jobModelCase, lawCases } from '../../../src/ports/conformance/index.js'
import { memoryJobs } from '../../support/jobs/memory-harness.js'

describe('MemoryJobQueue', () => {
  it.each(lawCases(jobLaws(), memoryJobs()))('$id: $law', ({ run }) => run())

  it.each([1, 2, 3])('jobs/model with a concurrency of %d', (concurrency) =>
    jobModelCase(fc, memoryJobs(), { concurrency }).run(),
  )

  it('jobs/model with little room', () =>
    jobModelCase(fc, memoryJobs({ limits: { maxPending: 4 } }), { maxPending: 4 }).run())
})
