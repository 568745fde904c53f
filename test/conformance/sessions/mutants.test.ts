import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  catchFault,
  type HarnessFactory,
  lawCases,
  sessionLaws,
  sessionModelCase,
} from '../../../src/ports/conformance/index.js'
import type { SessionStore } from '../../../src/ports/index.js'
import { SESSION_MUTANTS } from './session-mutants.js'

const kit = (makeHarness: HarnessFactory<SessionStore>) => [
  ...lawCases(sessionLaws, makeHarness),
  sessionModelCase(fc, makeHarness),
]

describe('the contract suite of SessionStore catches the mutant', () => {
  it.each(SESSION_MUTANTS)('$fault', async (fault) => {
    expect(await catchFault(fault, kit)).toContain(fault.caughtBy)
  })
})
