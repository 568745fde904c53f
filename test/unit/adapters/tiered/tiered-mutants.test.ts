import { describe, expect, it } from '@jest/globals'
import { findKillers, lawCases } from '../../../../src/ports/conformance/index.js'
import { COHERENCE_LAWS } from './coherence-laws.js'
import { OUTAGE_LAWS } from './outage-laws.js'
import { TIERED_MUTANTS } from './tiered-mutants.js'
import { tieredWorlds } from './tiered-node.js'

const LAWS = [...COHERENCE_LAWS, ...OUTAGE_LAWS]

describe('the contract tests of the tiered cache kill the mutant', () => {
  it.each(TIERED_MUTANTS)('$fault: $killedBy', async ({ fault, killedBy, create, patch }) => {
    const restore = patch()
    try {
      const mutant = { fault, killedBy, makeHarness: tieredWorlds(create) }
      const killers = await findKillers(
        mutant,
        (make) => lawCases(LAWS, make),
        LAWS.map(({ id }) => id),
      )
      // A mutant that fails all tests is broken, not wrong in one thing.
      expect(killers.length).toBeLessThan(LAWS.length)
    } finally {
      restore()
    }
  })
})
