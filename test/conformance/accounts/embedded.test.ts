import { describe, it } from '@jest/globals'
import fc from 'fast-check'
import { lawCases, userLaws, userModelCase } from '../../../src/ports/conformance/index.js'
import { embeddedUsers } from '../curriculum/sql-harness.js'

describe('users in the embedded database', () => {
  it.each(lawCases(userLaws, embeddedUsers))('$id: $law', ({ run }) => run())

  const property = userModelCase(fc, embeddedUsers, { runs: 10 })
  it(`${property.id}: ${property.law}`, () => property.run())
})
