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
import { WRONG_STORES } from './wrong-stores.js'

const kit = (makeHarness: HarnessFactory<SessionStore>) => [
  ...lawCases(sessionLaws, makeHarness),
  sessionModelCase(fc, makeHarness),
]

describe('the kit of SessionStore catches', () => {
  it.each(WRONG_STORES)('$fault', async (fault) => {
    expect(await catchFault(fault, kit)).toContain(fault.caughtBy)
  })
})
