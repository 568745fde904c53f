import { setImmediate } from 'node:timers/promises'
import {
  analyzeDocument,
  isEnglishDocument,
  materialOfUnit,
  type ProgramSpecification,
  planUnits,
  programOutcomes,
  type SkillBook,
  type Unit,
  writeAssessments,
  writeItems,
  writeSkillBook,
  writeUnits,
} from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError } from '../../domain/platform/index.js'
import type {
  AssessmentPlan,
  AuthoredPart,
  AuthorOptions,
  CurriculumAuthor,
  TeachingMaterial,
} from '../../ports/curriculum/index.js'

/** Fewer words than this are too few for full units. */
const MIN_WORDS = 400
/** Words of reading for an hour of teaching. With fewer, most of the time needs material of the teacher's own. */
const MIN_WORDS_PER_HOUR = 250

/**
 * Writes curricula without a model: finds in the documents what their form marks, chooses from it and combines it. Uses
 * no network, clock or chance: the same material gives the same bytes. English documents are analyzed in full; documents
 * in other languages contribute their structure only.
 */
export class ExtractiveAuthor implements CurriculumAuthor {
  readonly facts = { author: 'extractive', version: '2' } as const

  async specifyProgram(
    material: TeachingMaterial,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<ProgramSpecification>> {
    await analyzeAll(material.documents, options)
    const { units } = planUnits(material.documents, material.brief)
    const outcomes = programOutcomes(material.brief, units)
    return { value: { ...material.brief, id: material.programId, outcomes }, remarks: remarksOn(material) }
  }

  async specifyUnits(
    material: TeachingMaterial,
    program: ProgramSpecification,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<readonly Unit[]>> {
    await analyzeAll(material.documents, options)
    const outline = planUnits(material.documents, program)
    return { value: writeUnits(outline, program), remarks: [], placement: outline.placement }
  }

  async writeAssessments(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<AssessmentPlan>> {
    await analyzeAll(material.documents, options)
    const materials = units.map((unit) => materialOfUnit(unit, material.documents))
    const items = writeItems(materials, material.seed)
    return { value: { assessments: writeAssessments(program, materials, items), items }, remarks: [] }
  }

  async writeSkillBook(
    material: TeachingMaterial,
    _program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<SkillBook>> {
    await analyzeAll(material.documents, options)
    return { value: writeSkillBook(units.map((unit) => materialOfUnit(unit, material.documents))), remarks: [] }
  }
}

/**
 * Analyzes the documents one by one. Yields to the event loop between them and checks the signal. Analyses are cached by
 * document, so the second call is cheap.
 */
async function analyzeAll(
  documents: readonly KnowledgeDocument[],
  { signal, onProgress }: AuthorOptions,
): Promise<void> {
  for (const [index, document] of documents.entries()) {
    if (signal?.aborted) throw new AppError('ABORTED', 'the curriculum author was aborted', { cause: signal.reason })
    analyzeDocument(document)
    onProgress?.((index + 1) / documents.length)
    await setImmediate()
  }
}

/** What a reader of the curriculum should know about its material. */
function remarksOn({ brief, documents }: TeachingMaterial): readonly string[] {
  const foreign = documents.filter((document) => !isEnglishDocument(document))
  const words = documents.reduce((sum, document) => sum + document.words, 0)
  return [
    ...(/^en(?:-|$)/i.test(brief.language)
      ? []
      : [`the program is taught in "${brief.language}", the offline author writes English: texts need translation`]),
    ...(foreign.length === 0
      ? []
      : [`not in English, so taught by their structure only: ${foreign.map(({ id }) => id).join(', ')}`]),
    ...(words >= MIN_WORDS ? [] : [`the documents have ${words} words: too few for full units`]),
    ...(words >= MIN_WORDS_PER_HOUR * brief.totalHours || words < MIN_WORDS
      ? []
      : [
          `the documents have ${words} words for ${brief.totalHours} hours: most of the time is practice that needs material of your own`,
        ]),
  ]
}
