import type { ProgramSpecification } from '../../../domain/curriculum/index.js'
import type { AuthoredPart } from '../../../ports/curriculum/index.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'
import { authorStage } from './author-stage.js'

/** What learners can do at the end of the program. */
export function specifyProgram(
  run: GenerationRun,
  digested: DigestedMaterial,
): Promise<StageResult<AuthoredPart<ProgramSpecification>>> {
  return authorStage(run, digested, {
    stage: 'program',
    doing: 'Specifying the program',
    builtOn: [],
    write: (options) => run.parts.author.specifyProgram(digested.material, options),
  })
}
