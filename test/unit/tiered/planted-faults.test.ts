import { afterAll, describe, expect, it } from '@jest/globals'
import { catchFault, lawCases } from '../../../src/ports/conformance/index.js'
import { COHERENCE_LAWS } from './coherence-laws.js'
import { OUTAGE_LAWS } from './outage-laws.js'
import { PlantedCopies } from './planted-tiered.js'
import { tieredWorlds } from './tiered-node.js'
import { WRONG_TIERED } from './wrong-tiered.js'

const LAWS = [...COHERENCE_LAWS, ...OUTAGE_LAWS]

const copies = new PlantedCopies()
afterAll(() => copies.remove())

describe('a copy with no change', () => {
  const sound = { fault: 'none', caughtBy: 'none', file: 'near-tier.ts', edits: [] } as const
  it.each(
    lawCases(
      LAWS,
      tieredWorlds(() => copies.load(sound)),
    ),
  )('keeps $id', ({ run }) => run())
})

describe('the laws of the tiered cache catch', () => {
  it.each(WRONG_TIERED)('$fault: $caughtBy', async (change) => {
    const makeHarness = tieredWorlds(() => copies.load(change))
    // A copy that cannot be made would be noticed by every law.
    await copies.load(change)
    const noticed = await catchFault({ ...change, makeHarness }, (make) => lawCases(LAWS, make))
    expect(noticed.length).toBeLessThan(LAWS.length)
  })
})
