import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  catchFault,
  type HarnessFactory,
  lawCases,
  type Repositories,
  repositoryLaws,
  repositoryModelCase,
} from '../../../src/ports/conformance/index.js'
import { modelHarness } from './model-harness.js'
import { WRONG_CONTENTS } from './wrong-contents.js'
import { WRONG_PROGRAMS } from './wrong-programs.js'

const kit = (makeHarness: HarnessFactory<Repositories>) => [
  ...lawCases(repositoryLaws, makeHarness),
  // Lists of steps that were met once are met always.
  repositoryModelCase(fc, makeHarness, { runs: 200, seed: 1 }),
]

describe('the kit of the repositories catches', () => {
  it.each([...WRONG_PROGRAMS, ...WRONG_CONTENTS])('$fault', async (fault) => {
    // What else notices it is of no matter, and takes its time.
    const only: typeof kit = (makeHarness) => kit(makeHarness).filter(({ id }) => id === fault.caughtBy)
    expect(await catchFault(fault, only)).toEqual([fault.caughtBy])
  })

  it('nothing where nothing is wrong', async () => {
    for (const { run } of kit(modelHarness())) await run()
  })
})
