import type { ProgramSpecification, Unit } from '../../../domain/curriculum/index.js'
import type { AssessmentPlan, AuthoredPart } from '../../../ports/curriculum/index.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'
import { authorStage } from './author-stage.js'

/** Tests, tasks and their items. */
export function writeAssessments(
  run: GenerationRun,
  digested: DigestedMaterial,
  program: StageResult<AuthoredPart<ProgramSpecification>>,
  units: StageResult<AuthoredPart<readonly Unit[]>>,
): Promise<StageResult<AuthoredPart<AssessmentPlan>>> {
  return authorStage(run, digested, {
    stage: 'assessments',
    doing: 'Writing assessments',
    builtOn: [program, units],
    write: (options) =>
      run.parts.author.writeAssessments(digested.material, program.value.value, units.value.value, options),
  })
}
