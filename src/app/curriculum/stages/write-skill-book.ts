import type { ProgramSpecification, SkillBook, Unit } from '../../../domain/curriculum/index.js'
import type { AuthoredPart } from '../../../ports/curriculum/index.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'
import { authorStage } from './author-stage.js'

/** The skills that the outcomes add up to. */
export function writeSkillBook(
  run: GenerationRun,
  digested: DigestedMaterial,
  program: StageResult<AuthoredPart<ProgramSpecification>>,
  units: StageResult<AuthoredPart<readonly Unit[]>>,
): Promise<StageResult<AuthoredPart<SkillBook>>> {
  return authorStage(run, digested, {
    stage: 'skill-book',
    doing: 'Writing the skill book',
    builtOn: [program, units],
    write: (options) =>
      run.parts.author.writeSkillBook(digested.material, program.value.value, units.value.value, options),
  })
}
