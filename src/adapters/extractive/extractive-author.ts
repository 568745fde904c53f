import { setImmediate } from 'node:timers/promises'
import {
  analyzeDocument,
  isEnglishDocument,
  materialOfUnit,
  type Outline,
  type OutlineBrief,
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
  /** The outlines of a run, which two stages need. */
  readonly #outlines = new WeakMap<TeachingMaterial['documents'], KnownOutline>()
  /** The assessments of a run, which two stages need. */
  readonly #plans = new WeakMap<readonly Unit[], KnownPlan>()

  async specifyProgram(
    material: TeachingMaterial,
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<ProgramSpecification>> {
    const tagger = await analyzeDocuments(material.documents, options)
    const { units } = this.#outlineOf(material, material.brief)
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
    await analyzeDocuments(material.documents, options)
    const outline = this.#outlineOf(material, program)
    const { units, remarks } = writeUnits(outline, program, material.seed)
    return { value: units, remarks, placement: outline.placement }
  }

  async writeAssessments(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<AssessmentPlan>> {
    await analyzeDocuments(material.documents, options)
    return { value: this.#planOf(material, program, units), remarks: [] }
  }

  async writeSkillBook(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options: AuthorOptions = {},
  ): Promise<AuthoredPart<SkillBook>> {
    await analyzeDocuments(material.documents, options)
    const { items, assessments } = this.#planOf(material, program, units)
    return { value: writeSkillBook(units, items, assessments), remarks: [] }
  }

  #outlineOf({ documents }: TeachingMaterial, { title, totalHours, outline: stated }: OutlineBrief): Outline {
    const brief: OutlineBrief = { title, totalHours, ...(stated === undefined ? {} : { outline: stated }) }
    const key = JSON.stringify(brief)
    const known = this.#outlines.get(documents)
    if (known?.key === key) return known.outline
    const outline = planUnits(documents, brief)
    this.#outlines.set(documents, { key, outline })
    return outline
  }

  #planOf({ documents, seed }: TeachingMaterial, program: ProgramSpecification, units: readonly Unit[]) {
    const known = this.#plans.get(units)
    if (known?.documents === documents && known.program === program && known.seed === seed) return known.plan
    const materials = units.map((unit) => materialOfUnit(unit, documents))
    const items = writeItems(materials, seed)
    const plan = { assessments: writeAssessments(program, materials, items), items }
    this.#plans.set(units, { documents, program, seed, plan })
    return plan
  }
}

interface KnownOutline {
  readonly key: string
  readonly outline: Outline
}

interface KnownPlan {
  readonly documents: TeachingMaterial['documents']
  readonly program: ProgramSpecification
  readonly seed: number
  readonly plan: AssessmentPlan
}

/**
 * Analyzes the documents one by one. Yields to the event loop between them and checks the signal. Analyses are cached by
 * document, so the second call is cheap.
 */
export async function analyzeDocuments(
  documents: readonly KnowledgeDocument[],
  { signal, onProgress }: AuthorOptions = {},
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
