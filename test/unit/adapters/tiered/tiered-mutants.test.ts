import { describe, expect, it } from '@jest/globals'
import { catchFault, lawCases } from '../../../../src/ports/conformance/index.js'
import { COHERENCE_LAWS } from './coherence-laws.js'
import { OUTAGE_LAWS } from './outage-laws.js'
import { TIERED_MUTANTS } from './tiered-mutants.js'
import { tieredWorlds } from './tiered-node.js'

const LAWS = [...COHERENCE_LAWS, ...OUTAGE_LAWS]

describe('the contract tests of the tiered cache catch', () => {
  it.each(TIERED_MUTANTS)('$fault: $caughtBy', async ({ fault, caughtBy, create, patch }) => {
    const restore = patch()
    try {
      const noticed = await catchFault({ fault, caughtBy, makeHarness: tieredWorlds(create) }, (make) =>
        lawCases(LAWS, make),
      )
      // A mutant that fails all tests is broken, not wrong in one thing.
      expect(noticed.length).toBeLessThan(LAWS.length)
    } finally {
      restore()
    }
  })
})
