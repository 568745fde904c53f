import type { Assessment, RubricLevel } from './assessment.js'
import type { Blueprint } from './blueprint.js'
import type { SourceEntry } from './citation.js'
import type { Item } from './item.js'
import type { Outcome, SkillBook } from './outcome.js'
import type { Program } from './program.js'
import type { Placement, Unit } from './unit.js'

/** The brief, with the outcomes of the program. */
export interface ProgramSpecification extends Program {
  readonly id: string
  readonly outcomes: readonly Outcome[]
}

/** The author of a curriculum. Has no time, because equal authors and equal input give equal bytes. */
export interface GeneratorFacts {
  /** The author: `extractive`, `llm`, or one of the embedder. */
  readonly author: string
  /** Version of the author; increases when its results change. */
  readonly version: string
  /** The language model; omitted if none was used. */
  readonly model?: string
  readonly seed: number
  /** Limitations and their reasons, for people: "the language is not English: structure only". */
  readonly remarks: readonly string[]
}

/** Version of the form of {@link Curriculum}; increases when stored curricula need a migration. */
export const CURRICULUM_FORMAT = 1

/** A complete curriculum. A plain JSON value. */
export interface Curriculum {
  readonly format: typeof CURRICULUM_FORMAT
  readonly generator: GeneratorFacts
  readonly program: ProgramSpecification
  /** What the order and the grouping of the units follow, and how sure that is. */
  readonly placement: Placement
  /** In teaching order. */
  readonly units: readonly Unit[]
  readonly assessments: readonly Assessment[]
  readonly items: readonly Item[]
  readonly blueprint: Blueprint
  /** The levels of every rubric, the best first; empty if there is no rubric. */
  readonly scale: readonly RubricLevel[]
  readonly skillBook: SkillBook
  /** The bibliography, by document id. */
  readonly sources: readonly SourceEntry[]
}
