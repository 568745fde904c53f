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

const laws = (makeHarness: HarnessFactory<Repositories>) => lawCases(repositoryLaws, makeHarness)
// Lists of steps that were met once are met always.
const model = (makeHarness: HarnessFactory<Repositories>) => [
  repositoryModelCase(fc, makeHarness, { runs: 200, seed: 1 }),
]

describe('the kit of the repositories catches', () => {
  it.each([...WRONG_PROGRAMS, ...WRONG_CONTENTS])('$fault', async (fault) => {
    const kit = fault.caughtBy === 'repositories/model' ? model : laws
    expect(await catchFault(fault, kit)).toContain(fault.caughtBy)
  })

  it('nothing where nothing is wrong', async () => {
    for (const { run } of [...laws(modelHarness()), ...model(modelHarness())]) await run()
  })
})
