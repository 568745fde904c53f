import type { ProgramSpecification, Unit } from '../../../domain/curriculum/index.js'
import type { AuthoredPart } from '../../../ports/curriculum/index.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'
import { authorStage } from './author-stage.js'

/** The units in teaching order, with their lessons. */
export function specifyUnits(
  run: GenerationRun,
  digested: DigestedMaterial,
  program: StageResult<AuthoredPart<ProgramSpecification>>,
): Promise<StageResult<AuthoredPart<readonly Unit[]>>> {
  return authorStage(run, digested, {
    stage: 'units',
    doing: 'Writing units',
    builtOn: [program],
    write: (options) => run.parts.author.specifyUnits(digested.material, program.value.value, options),
  })
}
