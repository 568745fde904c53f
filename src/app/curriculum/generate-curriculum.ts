import {
  CURRICULUM_FORMAT,
  type Curriculum,
  countBlueprint,
  type GeneratedCurriculum,
  inAlphabet,
  LEVEL_SCALE,
  type Placement,
  readinessText,
  type SourceDocument,
  sourceEntry,
  type Unit,
} from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { pluralize } from '../../domain/platform/index.js'
import { throwIfAborted } from './abort.js'
import type { GenerationDeps, GenerationOptions, GenerationRequest } from './generation.js'
import { startRun } from './generation-run.js'
import { specifyProgram, specifyUnits, writeAssessments, writeSkillBook } from './stages/author-stages.js'
import { benchmarkOutline, reportOn } from './stages/check-stages.js'
import { retrieveAims, validateMaterial } from './stages/material-stages.js'

export type {
  GenerationDeps,
  GenerationOptions,
  GenerationProgress,
  GenerationRequest,
  GenerationStage,
} from './generation.js'

/**
 * Generates a curriculum from a brief and documents, stage by stage. The same request and author give the same bytes, with any
 * content of the cache. Writes nothing but the cache.
 *
 * @throws AppError `INVALID_PROGRAM`, `NO_USABLE_DOCUMENTS`, `ABORTED`; errors of `source.list` and of the author
 */
export async function generateCurriculum(
  request: GenerationRequest,
  deps: GenerationDeps,
  options: GenerationOptions = {},
): Promise<GeneratedCurriculum> {
  const run = startRun(request, deps, options)
  throwIfAborted(options.signal)
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
      ...deps.author.facts,
      seed: valid.material.seed,
      remarks: [program, units, plan, skills].flatMap(({ value }) => value.remarks),
    },
    program: program.value.value,
    placement: units.value.placement ?? leastSure(units.value.value),
    scale: LEVEL_SCALE,
    // Questions are written before: the choice of their terms follows the lessons.
    units: units.value.value.map((unit) => ({ ...unit, glossary: inAlphabet(unit.glossary) })),
    ...plan.value.value,
    blueprint: countBlueprint(units.value.value, plan.value.value.items),
    skillBook: skills.value.value,
    sources: sources.map(sourceEntry),
  }
  const { refused } = valid
  const reported = await reportOn(run, { written, sources, documents, aims, refused })
  const { curriculum, repairs, sourcing, report } = reported
  const benchmark = await benchmarkOutline(run, valid.brief, curriculum)
  const generated = {
    curriculum,
    documents: sources,
    report,
    sourcing,
    ...(benchmark === undefined ? {} : { benchmark }),
    repairs,
  }
  const { units: made, items } = curriculum
  run.track.finish(
    `Done: ${pluralize(made.length, 'unit')}, ${pluralize(items.length, 'item')}, ${readinessText(report)}`,
  )
  throwIfAborted(options.signal)
  return generated
}

/** The placement of the unit that is least sure. */
function leastSure(units: readonly Unit[]): Placement {
  const stated = { reason: 'as the author wrote it', confidence: 1 }
  return units.reduce(
    (least: Placement, { placement }) => (placement.confidence < least.confidence ? placement : least),
    stated,
  )
}

/** The documents as the rules and the readers of a curriculum see them. */
function sourceDocuments(documents: readonly KnowledgeDocument[]): readonly SourceDocument[] {
  return documents.map(({ id, title, text, words, author, year }) => ({
    id,
    title,
    text,
    words,
    ...(author === undefined ? {} : { author }),
    ...(year === undefined ? {} : { year }),
  }))
}
