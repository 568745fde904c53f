/** One step of quality. */
export interface RubricLevel {
  readonly label: string
  readonly points: number
  /** What a work at this level shows. */
  readonly descriptor: string
}

/** One thing that is judged. */
export interface RubricCriterion {
  readonly name: string
  /** Share of the mark in percent; those of a rubric sum to 100. */
  readonly weight: number
  readonly outcomeIds: readonly string[]
  /** The best first. */
  readonly levels: readonly RubricLevel[]
}

/** How an open answer or a performance is judged. */
export interface Rubric {
  readonly criteria: readonly RubricCriterion[]
}
