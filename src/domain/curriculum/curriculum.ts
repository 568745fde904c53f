import type { Assessment } from './assessment.js'
import type { Blueprint } from './blueprint.js'
import type { SourceEntry } from './citation.js'
import type { Item } from './item.js'
import type { Outcome, SkillBook } from './outcome.js'
import type { Program } from './program.js'
import type { Unit } from './unit.js'

/** The brief, with what the author made of it. */
export interface ProgramSpecification extends Program {
  readonly id: string
  readonly outcomes: readonly Outcome[]
}

/** Who wrote a curriculum. Equal facts and equal input give equal bytes, so there is no time in here. */
export interface GeneratorFacts {
  /** Which author: `extractive`, `llm`, or an embedder's own. */
  readonly author: string
  /** Version of the author: rises when its results change. */
  readonly version: string
  /** The model that helped; left out without any. */
  readonly model?: string
  readonly seed: number
  /** What could not be done and why, for people: "the language is not English: structure only". */
  readonly remarks: readonly string[]
}

/** The form of {@link Curriculum}: raised when stored ones need a migration. */
export const CURRICULUM_FORMAT = 1

/** A complete curriculum. A plain JSON value. */
export interface Curriculum {
  readonly format: typeof CURRICULUM_FORMAT
  readonly generator: GeneratorFacts
  readonly program: ProgramSpecification
  /** In teaching order. */
  readonly units: readonly Unit[]
  readonly assessments: readonly Assessment[]
  readonly items: readonly Item[]
  readonly blueprint: Blueprint
  readonly skillBook: SkillBook
  /** The bibliography, by document id. */
  readonly sources: readonly SourceEntry[]
}
