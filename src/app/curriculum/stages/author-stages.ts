import { CacheNamespace } from '../../../domain/cache/index.js'
import {
  CURRICULUM_FORMAT,
  type ProgramSpecification,
  type SkillBook,
  type Unit,
} from '../../../domain/curriculum/index.js'
import type { AssessmentPlan, AuthoredPart, AuthorOptions } from '../../../ports/curriculum/index.js'
import type { GenerationStage } from '../generation.js'
import type { DigestedMaterial, GenerationRun } from '../generation-run.js'
import type { StageResult } from '../stage-results.js'

/** The skills that the outcomes lead to. */
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
      run.deps.author.writeSkillBook(digested.material, program.value.value, units.value.value, options),
  })
}

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
      run.deps.author.writeAssessments(digested.material, program.value.value, units.value.value, options),
  })
}

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
    write: (options) => run.deps.author.specifyUnits(digested.material, program.value.value, options),
  })
}

/** What learners can do at the end of the program. */
export function specifyProgram(
  run: GenerationRun,
  digested: DigestedMaterial,
): Promise<StageResult<AuthoredPart<ProgramSpecification>>> {
  return authorStage(run, digested, {
    stage: 'program',
    doing: 'Specifying the program',
    builtOn: [],
    write: (options) => run.deps.author.specifyProgram(digested.material, options),
  })
}

/** A part that the author writes. */
export interface AuthorStage<T> {
  readonly stage: GenerationStage
  /** For people: "Writing units". */
  readonly doing: string
  /** The parts that this one builds on. */
  readonly builtOn: readonly StageResult<unknown>[]
  write(options: AuthorOptions): Promise<AuthoredPart<T>>
}

/**
 * Reads a part from the cache or lets the author write it. The key includes all inputs: the author, the version of the
 * software, the material and the previous parts.
 */
async function authorStage<T>(
  { deps, results, track, signal }: GenerationRun,
  { material, documentsDigest }: DigestedMaterial,
  { stage, doing, builtOn, write }: AuthorStage<T>,
): Promise<StageResult<AuthoredPart<T>>> {
  const { programId, brief, seed, documents } = material
  const total = documents.length
  track.begin(stage, doing)
  const inputs = [
    stage,
    CURRICULUM_FORMAT,
    deps.software,
    deps.author.facts,
    seed,
    programId,
    brief,
    documentsDigest,
    ...builtOn.map(({ digest }) => digest),
  ]
  const result = await results.obtain(CacheNamespace.GENERATED_CONTENT, inputs, () =>
    write({
      ...(signal === undefined ? {} : { signal }),
      // The author reports the documents; the last 5 % are for putting the part together.
      onProgress: (share) =>
        track.advance(share * 0.95, `${doing}: ${Math.round(share * total)} of ${total} documents`),
    }),
  )
  track.end(`${doing}: done`)
  return result
}
