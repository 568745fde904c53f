import type { BloomLevel } from './bloom.js'
import type { Citation } from './citation.js'
import type { Part } from './part.js'

/** An occasion on which outcomes are assessed. */
export interface Assessment extends Part {
  /** The unit that its minutes belong to; omitted: the program. */
  readonly unitId?: string
  readonly title: string
  readonly type: AssessmentType
  readonly method: AssessmentMethod
  /** The highest Bloom level that it gives evidence of. */
  readonly bloom: BloomLevel
  /** Share of the final mark in percent: the summative ones add up to 100, the others have 0. */
  readonly weight: number
  readonly minutes: number
  /** The instruction to the learner. */
  readonly instructions: string
  readonly outcomeIds: readonly string[]
  readonly itemIds: readonly string[]
  /** The exercises and cases of the documents that it uses; empty for a test of items. */
  readonly citations: readonly Citation[]
  readonly rubric?: Rubric
}

/** How a method works: `selected` answers are picked, `constructed` ones written, a `performance` is carried out. */
export type ResponseForm = 'selected' | 'constructed' | 'performance'

/** A method, and the highest Bloom level that it can give evidence of. */
interface MethodFacts {
  readonly form: ResponseForm
  readonly reaches: BloomLevel
}

/** The methods of assessment. */
export const ASSESSMENT_METHODS = {
  quiz: { form: 'selected', reaches: 'analyze' },
  exam: { form: 'constructed', reaches: 'evaluate' },
  'short-answer': { form: 'constructed', reaches: 'analyze' },
  essay: { form: 'constructed', reaches: 'evaluate' },
  'case-analysis': { form: 'constructed', reaches: 'evaluate' },
  'practical-task': { form: 'performance', reaches: 'create' },
  project: { form: 'performance', reaches: 'create' },
  portfolio: { form: 'performance', reaches: 'create' },
  presentation: { form: 'performance', reaches: 'create' },
} as const satisfies { readonly [method: string]: MethodFacts }

/** One of {@link ASSESSMENT_METHODS}. */
export type AssessmentMethod = keyof typeof ASSESSMENT_METHODS

/** The purpose: before teaching, during teaching, or for the mark. */
export const ASSESSMENT_TYPES = ['diagnostic', 'formative', 'summative'] as const

/** One of {@link ASSESSMENT_TYPES}. */
export type AssessmentType = (typeof ASSESSMENT_TYPES)[number]

/** A level of the scale of a course. */
export interface RubricLevel {
  readonly label: string
  readonly points: number
  /** Description of work at this level, for any criterion. */
  readonly descriptor: string
}

/** The scale of a course: what work at each level shows, whatever the criterion. */
export const LEVEL_SCALE: readonly RubricLevel[] = [
  { label: 'Full', points: 3, descriptor: 'Everything that the criterion names is there and right.' },
  { label: 'Mostly', points: 2, descriptor: 'The main part is there and right; a small part is missing or wrong.' },
  { label: 'Partly', points: 1, descriptor: 'Some of it is there; the main part is missing or wrong.' },
  { label: 'Not yet', points: 0, descriptor: 'Nothing of it is there, or it is wrong.' },
]

/** A criterion of a rubric. */
export interface RubricCriterion {
  readonly name: string
  /** Share of the mark in percent; those of a rubric add up to 100. */
  readonly weight: number
  readonly outcomeIds: readonly string[]
  /** What full work shows, in the words of the task; empty if the name says it. */
  readonly description: string
}

/** The rubric for an open answer or a performance; its levels are the scale of the course. */
export interface Rubric {
  readonly criteria: readonly RubricCriterion[]
}
