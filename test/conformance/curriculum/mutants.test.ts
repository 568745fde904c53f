import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  findKillers,
  type HarnessFactory,
  lawCases,
  type Repositories,
  repositoryLaws,
  repositoryModelCase,
} from '../../../src/ports/conformance/index.js'
import { modelHarness } from '../../support/curriculum/model-harness.js'
import { CONTENT_MUTANTS } from './content-mutants.js'
import { PROGRAM_MUTANTS } from './program-mutants.js'
import { VIEWER_MUTANTS } from './viewer-mutants.js'

const suite = (makeHarness: HarnessFactory<Repositories>) => [
  ...lawCases(repositoryLaws, makeHarness),
  // A fixed seed, so that chance does not decide whether a mutant survives.
  repositoryModelCase(fc, makeHarness, { runs: 200, seed: 1, shrink: false }),
]

describe('the model of the repositories', () => {
  it.each(suite(modelHarness()))('$id: $law', ({ run }) => run())
})

describe('the contract suite of the repositories kills the mutant', () => {
  it.each([...PROGRAM_MUTANTS, ...VIEWER_MUTANTS, ...CONTENT_MUTANTS])('$fault: by $killedBy', async (mutant) => {
    expect(await findKillers(mutant, suite)).toEqual([mutant.killedBy])
  })
})
