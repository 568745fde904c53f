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
import type { EnglishTagger } from '../../domain/text/index.js'
import type {
  AssessmentPlan,
  AuthoredPart,
  AuthorOptions,
  CurriculumAuthor,
  TeachingMaterial,
} from '../../ports/curriculum/index.js'
import { loadTagger } from './wink-tagger.js'

/**
 * Writes curricula without a model: quotes the objectives, questions and exercises of the documents, and derives items and
 * outcomes from their definitions, procedures and programs. Uses no network, clock or chance: the same material gives the same
 * bytes. Only English documents are tagged; documents in other languages contribute their structure and their quotes.
 */
export class ExtractiveAuthor implements CurriculumAuthor {
  readonly facts = { author: 'extractive', version: '3' } as const

  async specifyProgram(
    material: TeachingMaterial,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<ProgramSpecification>> {
    const tagger = await analyzeAll(material.documents, options)
    const { units } = planUnits(material.documents, material.brief)
    const { outcomes, remarks } = programOutcomes(material.brief, units, tagger)
    return {
      value: { ...material.brief, id: material.programId, outcomes },
      remarks: [...remarksOn(material), ...remarks],
    }
  }

  async specifyUnits(
    material: TeachingMaterial,
    program: ProgramSpecification,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<readonly Unit[]>> {
    await analyzeAll(material.documents, options)
    const outline = planUnits(material.documents, program)
    const { units, remarks } = writeUnits(outline, program, material.seed)
    return { value: units, remarks, placement: outline.placement }
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
    program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<SkillBook>> {
    await analyzeAll(material.documents, options)
    const materials = units.map((unit) => materialOfUnit(unit, material.documents))
    const items = writeItems(materials, material.seed)
    return { value: writeSkillBook(units, items, writeAssessments(program, materials, items)), remarks: [] }
  }
}

/**
 * Analyzes the documents one by one. Yields to the event loop between them and checks the signal. Analyses are cached by
 * document, so the second call is cheap.
 */
async function analyzeAll(
  documents: readonly KnowledgeDocument[],
  { signal, onProgress }: AuthorOptions,
): Promise<EnglishTagger | undefined> {
  const tagger = documents.some(isEnglishDocument) ? await loadTagger() : undefined
  for (const [index, document] of documents.entries()) {
    if (signal?.aborted) throw new AppError('ABORTED', 'the curriculum author was aborted', { cause: signal.reason })
    analyzeDocument(document, tagger)
    onProgress?.((index + 1) / documents.length)
    await setImmediate()
  }
  return tagger
}

/** What a reader of the curriculum should know about its material. */
function remarksOn({ documents }: TeachingMaterial): readonly string[] {
  const foreign = documents.filter((document) => !isEnglishDocument(document))
  return foreign.length === 0 ? [] : [`not in English, so only quoted: ${foreign.map(({ id }) => id).join(', ')}`]
}
