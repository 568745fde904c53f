import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  findKillers,
  type HarnessFactory,
  lawCases,
  userLaws,
  userModelCase,
} from '../../../src/ports/conformance/index.js'
import type { UserRepository } from '../../../src/ports/index.js'
import { modelUsersHarness } from '../../support/accounts/model-users-harness.js'
import { USER_MUTANTS } from './user-mutants.js'

const suite = (makeHarness: HarnessFactory<UserRepository>) => [
  ...lawCases(userLaws, makeHarness),
  // A fixed seed, so that chance does not decide whether a mutant survives.
  userModelCase(fc, makeHarness, { runs: 200, seed: 1, shrink: false }),
]

describe('the model of users', () => {
  it.each(suite(modelUsersHarness()))('$id: $law', ({ run }) => run())
})

describe('the contract suite of users kills the mutant', () => {
  it.each(USER_MUTANTS)('$fault: by $killedBy', async (mutant) => {
    expect(await findKillers(mutant, suite)).toEqual([mutant.killedBy])
  })

  it('and has a mutant for each law', () => {
    const killers = new Set(USER_MUTANTS.map(({ killedBy }) => killedBy))
    expect(suite(modelUsersHarness()).filter(({ id }) => !killers.has(id))).toEqual([])
  })
})
