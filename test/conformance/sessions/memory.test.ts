import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, sessionLaws, sessionModelCase } from '../../../src/ports/conformance/index.js'
import { memoryHarness, smallMemoryHarness } from '../../support/sessions/memory-harness.js'

describe('LruSessionStore', () => {
  it.each(lawCases(sessionLaws, memoryHarness()))('$id: $law', ({ run }) => run())

  const property = sessionModelCase(fc, memoryHarness(), { runs: 200 })
  it(`${property.id}: ${property.law}`, () => property.run(), 60_000)

  const full = lawCases(sessionLaws, smallMemoryHarness).filter(({ id }) => id === 'sessions/full-evicts')
  it.each(full)('$id: $law', ({ run }) => run())
})
