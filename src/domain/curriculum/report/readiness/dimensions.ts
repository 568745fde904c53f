/** What readiness is made of. */
export const DIMENSIONS = {
  aims: 'The aims of the brief are covered by material, outcomes and assessment',
  grounded: 'Outcomes and questions are stated in the documents or pass all checks',
  levels: 'Each outcome has an element at its level that is about it',
  workload: 'The material fills the planned hours',
  items: 'There are enough questions, without doubts',
  order: 'The order and the grouping of the units are sure',
  text: 'The documents are whole sentences in a sensible order',
  language: 'The language is supported, and the documents are in it',
} as const

/** One of {@link DIMENSIONS}. */
export type Dimension = keyof typeof DIMENSIONS

/** The score of one dimension. */
export interface DimensionScore {
  readonly dimension: Dimension
  /** 0 to 100, a whole number. */
  readonly score: number
  /** Says what the score comes from: "The material fills 9 of 60 hours." */
  readonly explanation: string
  /** JSON pointers to what is missing or doubtful, in the order of the curriculum. */
  readonly pointers: readonly string[]
}

/**
 * What the readiness says. `ready`: can be used as it is. `needs-work`: usable after the listed work. `not-usable`: a hard check
 * fails, or something essential is missing.
 */
export const VERDICT_LEVELS = ['not-usable', 'needs-work', 'ready'] as const

/** One of {@link VERDICT_LEVELS}. */
export type Verdict = (typeof VERDICT_LEVELS)[number]

/** Verdicts in words, for people. */
export const VERDICT_WORDS: { readonly [verdict in Verdict]: string } = {
  ready: 'ready',
  'needs-work': 'needs work',
  'not-usable': 'not usable',
}

/** Whether `verdict` is at least `least`. */
export function reachesVerdict(verdict: Verdict, least: Verdict): boolean {
  return VERDICT_LEVELS.indexOf(verdict) >= VERDICT_LEVELS.indexOf(least)
}

/** How far a curriculum is ready to be taught. */
export interface Readiness {
  readonly verdict: Verdict
  /** Geometric mean of the dimensions, 0 to 100, a whole number: no dimension can make up for another one. */
  readonly total: number
  readonly dimensions: readonly DimensionScore[]
}
