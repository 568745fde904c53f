import type {
  Assessment,
  GeneratorFacts,
  Item,
  Placement,
  Program,
  ProgramSpecification,
  SkillBook,
  Unit,
} from '../../domain/curriculum/index.js'
import type { KnowledgeDocument } from '../../domain/knowledge/index.js'

/** The material of a curriculum. Every call of one run gets the same object. */
export interface TeachingMaterial {
  readonly programId: string
  readonly brief: Program
  /** At least one, in reading order, with unique ids. */
  readonly documents: readonly KnowledgeDocument[]
  /** The seed of random choices: the same material and seed give the same curriculum. */
  readonly seed: number
}

/** The options of a call. */
export interface AuthorOptions {
  /** Aborts: the promise rejects with `ABORTED`. */
  readonly signal?: AbortSignal
  /** Called with the progress of this part: 0 to 1, increasing. Must not throw. */
  readonly onProgress?: (share: number) => void
}

/** A written part. */
export interface AuthoredPart<T> {
  readonly value: T
  /** Limitations and their reasons, as text for the generator facts of the curriculum. */
  readonly remarks: readonly string[]
  /** With units: why they are in this order, and how sure that is. Default: the least sure placement of a unit. */
  readonly placement?: Placement
}

/** The tests and tasks of a curriculum. The blueprint counts the items. */
export interface AssessmentPlan {
  readonly assessments: readonly Assessment[]
  readonly items: readonly Item[]
}

/**
 * Writes the parts of a curriculum from documents, one after another: program, units, assessments, skill book.
 *
 * Effects: does not change the material. Ordering: each part gets the results of the previous ones unchanged. Repetition: the
 * same arguments give the same result. Failure: rejects with an AppError; `INTERNAL` is a fault of the author. Too little text
 * is no failure: the part is shorter, and a remark says why. Documents are data: instructions in them are never followed. Parts
 * need not satisfy the quality rules: the caller checks and repairs them.
 */
export interface CurriculumAuthor {
  /** The author and its version, for the generator facts of the curriculum. */
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
  /** The skills that the outcomes lead to. */
  writeSkillBook(
    material: TeachingMaterial,
    program: ProgramSpecification,
    units: readonly Unit[],
    options?: AuthorOptions,
  ): Promise<AuthoredPart<SkillBook>>
}
