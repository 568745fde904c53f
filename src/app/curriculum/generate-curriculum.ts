import {
  CURRICULUM_FORMAT,
  type Curriculum,
  countBlueprint,
  type GeneratedCurriculum,
  sourceEntry,
} from '../../domain/curriculum/index.js'
import type { GenerationOptions, GenerationParts, GenerationRequest } from './generation.js'
import type { GenerationRun } from './generation-run.js'
import { assertWanted } from './give-up.js'
import { ProgressTrack } from './progress-track.js'
import { sourceDocuments } from './source-documents.js'
import { StageResults } from './stage-results.js'
import { assureQuality } from './stages/assure-quality.js'
import { benchmarkOutline } from './stages/benchmark-outline.js'
import { retrieveAims } from './stages/retrieve-aims.js'
import { specifyProgram } from './stages/specify-program.js'
import { specifyUnits } from './stages/specify-units.js'
import { validateMaterial } from './stages/validate-material.js'
import { writeAssessments } from './stages/write-assessments.js'
import { writeSkillBook } from './stages/write-skill-book.js'
import { unusedDocuments } from './unused-documents.js'

export type {
  GenerationOptions,
  GenerationParts,
  GenerationProgress,
  GenerationRequest,
  GenerationStage,
} from './generation.js'

/**
 * Makes a curriculum from a brief and documents, stage by stage. The same request and author give the same bytes,
 * whatever the cache holds. Nothing but the cache is written.
 *
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; what the source throws when it lists, and what
 *   the author throws
 */
export async function generateCurriculum(
  request: GenerationRequest,
  parts: GenerationParts,
  options: GenerationOptions = {},
): Promise<GeneratedCurriculum> {
  const run = startRun(request, parts, options)
  assertWanted(options.signal)
  const valid = await validateMaterial(run)
  const { documents } = valid.material
  const aims = await retrieveAims(run, valid)
  const program = await specifyProgram(run, valid)
  const units = await specifyUnits(run, valid, program)
  const plan = await writeAssessments(run, valid, program, units)
  const skills = await writeSkillBook(run, valid, program, units)

  const sources = sourceDocuments(documents)
  const written: Curriculum = {
    format: CURRICULUM_FORMAT,
    generator: {
      ...parts.author.facts,
      seed: valid.material.seed,
      remarks: [program, units, plan, skills].flatMap(({ value }) => value.remarks),
    },
    program: program.value.value,
    units: units.value.value,
    ...plan.value.value,
    blueprint: countBlueprint(units.value.value, plan.value.value.items),
    skillBook: skills.value.value,
    sources: sources.map(sourceEntry),
  }
  const { curriculum, repairs, quality } = await assureQuality(run, written, sources)
  const benchmark = await benchmarkOutline(run, valid.brief, curriculum)
  const generated = {
    curriculum,
    documents: sources,
    quality,
    sourcing: { aims, unused: unusedDocuments(curriculum, documents), refused: valid.refused },
    ...(benchmark === undefined ? {} : { benchmark }),
    repairs,
  }
  const { units: made, items } = curriculum
  run.track.finish(`Done: ${made.length} units, ${items.length} items, quality ${quality.score} of 100`)
  assertWanted(options.signal)
  return generated
}

function startRun(request: GenerationRequest, parts: GenerationParts, options: GenerationOptions): GenerationRun {
  const { signal } = options
  return {
    request,
    parts,
    results: new StageResults(parts.cache, parts.digest, signal),
    track: new ProgressTrack(options),
    signal,
    pause: async () => {
      await parts.pause?.()
      assertWanted(signal)
    },
  }
}
