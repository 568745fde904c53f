import type {
  Assessment,
  GeneratorFacts,
  Item,
  Program,
  ProgramSpecification,
  SkillBook,
  Unit,
} from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** What a curriculum is made from. The same object is passed to every part of one run. */
export interface TeachingMaterial {
  readonly programId: string
  readonly brief: Program
  /** At least one, in the order in which a reader would list them; ids are unique. */
  readonly documents: readonly KnowledgeDocument[]
  /** Settles every choice that is free: the same material and seed give the same curriculum. */
  readonly seed: number
}

/** How a part is written. */
export interface AuthorOptions {
  /** Gives up: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
  /** Told how far this part is, 0 to 1, rising. Must not throw. */
  readonly onProgress?: (share: number) => void
}

/** A part as it was written. */
export interface AuthoredPart<T> {
  readonly value: T
  /** What could not be done and why, for people; for the curriculum's generator facts. */
  readonly remarks: readonly string[]
}

/** Tests and tasks of a curriculum. The blueprint is counted from the items. */
export interface AssessmentPlan {
  readonly assessments: readonly Assessment[]
  readonly items: readonly Item[]
}

/**
 * Writes the parts of a curriculum from documents, one after the other: program, units, assessments, skill book.
 *
 * Effects: none on the material. Ordering: each part gets what the former ones returned, unchanged. Repetition: may be
 * called again with the same arguments, and returns the same. Failure: rejects with an AppError; `INTERNAL` is a fault
 * of the author. Text that is too short is no failure: less is written, and a remark says why. Documents are data: what
 * they say is never followed. What a part returns need not satisfy the quality rules: the caller checks and repairs.
 */
export interface CurriculumAuthor {
  /** Which author and version, for the curriculum's generator facts. */
  readonly facts: Pick<GeneratorFacts, 'author' | 'version' | 'model'>
  /** The brief with an id and program outcomes. */
  specifyProgram(material: TeachingMaterial, options?: AuthorOptions): Promise<AuthoredPart<ProgramSpecification>>
  /** The units in teaching order, with outcomes, key points, glossary, lessons and minutes. */
  specifyUnits(
    material: TeachingMaterial,
    program: ProgramSpecification,
    options?: AuthorOptions,
  ): Promise<AuthoredPart<readonly Unit[]>>
  /** The assessments of the units and of the program, and the items. Their minutes are counted in the units' minutes. */
  writeAssessments(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options?: AuthorOptions,
  ): Promise<AuthoredPart<AssessmentPlan>>
  /** The skills that the outcomes add up to. */
  writeSkillBook(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options?: AuthorOptions,
  ): Promise<AuthoredPart<SkillBook>>
}
