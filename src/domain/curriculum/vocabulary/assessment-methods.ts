import type { BloomLevel } from './bloom-levels.js'

/** How a method works: `selected` answers are picked, `constructed` ones written, a `performance` is carried out. */
export type ResponseForm = 'selected' | 'constructed' | 'performance'

/** A way to assess, and the highest Bloom level of which it can give evidence. */
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

/** When and what for: before teaching, along the way, or for the mark. */
export const ASSESSMENT_TYPES = ['diagnostic', 'formative', 'summative'] as const

/** One of {@link ASSESSMENT_TYPES}. */
export type AssessmentType = (typeof ASSESSMENT_TYPES)[number]
