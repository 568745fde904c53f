import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, repositoryLaws, repositoryModelCase } from '../../../src/ports/conformance/index.js'
import { embeddedHarness } from './sql-harness.js'

describe('the repositories in the embedded database', () => {
  it.each(lawCases(repositoryLaws, embeddedHarness))('$id: $law', ({ run }) => run())

  const property = repositoryModelCase(fc, embeddedHarness, { runs: 10 })
  it(`${property.id}: ${property.law}`, () => property.run())
})
