import { describe, it } from '@jest/globals'
import { lawCases, repositoryLaws } from '../../../src/ports/conformance/index.js'
import { modelHarness } from './model-harness.js'

describe('the model of the repositories', () => {
  it.each(lawCases(repositoryLaws, modelHarness()))('$id: $law', ({ run }) => run())
})
