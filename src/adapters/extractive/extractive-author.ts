import { setImmediate } from 'node:timers/promises'
import type { ProgramSpecification, SkillBook, Unit } from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'
import { AppError } from '../../domain/platform/index.js'
import type {
  AssessmentPlan,
  AuthoredPart,
  AuthorOptions,
  CurriculumAuthor,
  TeachingMaterial,
} from '../../ports/curriculum/index.js'
import { writeAssessments } from './assessments/write-assessments.js'
import { materialOfUnit } from './items/unit-material.js'
import { writeItems } from './items/write-items.js'
import { programOutcomes } from './outcomes/program-outcomes.js'
import { planUnits } from './outline/plan-units.js'
import { remarksOn } from './remarks-on.js'
import { writeSkillBook } from './skills/write-skill-book.js'
import { surveyDocument } from './survey/survey-document.js'
import { writeUnits } from './units/write-units.js'

/**
 * Writes curricula without a model: what documents say is found by its form, chosen, and put together. No network, no
 * clock, no chance: the same material gives the same bytes. English has the full set; other languages are taught by
 * the structure of their documents.
 */
export class ExtractiveAuthor implements CurriculumAuthor {
  readonly facts = { author: 'extractive', version: '1' } as const

  async specifyProgram(
    material: TeachingMaterial,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<ProgramSpecification>> {
    await survey(material.documents, options)
    const { units } = planUnits(material.documents, material.brief)
    const outcomes = programOutcomes(material.brief, units)
    return { value: { ...material.brief, id: material.programId, outcomes }, remarks: remarksOn(material) }
  }

  async specifyUnits(
    material: TeachingMaterial,
    program: ProgramSpecification,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<readonly Unit[]>> {
    await survey(material.documents, options)
    return { value: writeUnits(planUnits(material.documents, program), program), remarks: [] }
  }

  async writeAssessments(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<AssessmentPlan>> {
    await survey(material.documents, options)
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
    await survey(material.documents, options)
    return { value: writeSkillBook(units.map((unit) => materialOfUnit(unit, material.documents))), remarks: [] }
  }
}

/** Reads the documents one by one, so that others have their turn in between and giving up is noticed. */
async function survey(documents: readonly KnowledgeDocument[], { signal, onProgress }: AuthorOptions): Promise<void> {
  for (const [index, document] of documents.entries()) {
    if (signal?.aborted) throw new AppError('ABORTED', 'writing the curriculum was given up', { cause: signal.reason })
    surveyDocument(document)
    onProgress?.((index + 1) / documents.length)
    await setImmediate()
  }
}
