import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  findKillers,
  type HarnessFactory,
  lawCases,
  sessionLaws,
  sessionModelCase,
} from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { SESSION_MUTANTS } from './session-mutants.js'

const suite = (makeHarness: HarnessFactory<SessionStore>) => [
  ...lawCases(sessionLaws, makeHarness),
  // A fixed seed, so that chance does not decide whether a mutant survives.
  sessionModelCase(fc, makeHarness, { seed: 1, shrink: false }),
]

describe('the contract suite of SessionStore kills the mutant', () => {
  it.each(SESSION_MUTANTS)('$fault: by $killedBy', async (mutant) => {
    expect(await findKillers(mutant, suite)).toEqual([mutant.killedBy])
  })
})
