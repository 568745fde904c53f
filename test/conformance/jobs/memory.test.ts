import { describe, it } from '@jest/globals'
import { jobLaws, lawCases } from '../../../src/ports/conformance/index.js'
import { memoryJobs } from './memory-harness.js'

describe('MemoryJobQueue', () => {
  it.each(lawCases(jobLaws(), memoryJobs()))('$id: $law', ({ run }) => run())
})
