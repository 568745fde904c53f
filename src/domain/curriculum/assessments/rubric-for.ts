import type { Rubric, RubricCriterion } from '../assessment.js'
import type { BloomLevel } from '../bloom.js'
import { apportion } from '../hours/apportion.js'
import { lowerFirst, withoutEnd } from '../language/phrases.js'
import type { Outcome } from '../outcome.js'

const MIN_CRITERIA = 3
const MAX_CRITERIA = 6

/** Descriptions of the levels from best to worst, by the verb of the outcome. */
const LEVELS: { readonly [bloom in BloomLevel]: readonly [string, string, string, string] } = {
  remember: [
    'Everything that is asked for is stated correctly and completely.',
    'Nearly everything is stated correctly; small gaps remain.',
    'Some of it is stated correctly; important parts are missing.',
    'Little of it is stated, or most of it is wrong.',
  ],
  understand: [
    'The explanation is correct, complete and supported by a fitting example.',
    'The explanation is correct in the main points; an example is given.',
    'The explanation repeats the text in parts, or an important point is missing.',
    'The explanation is missing or wrong in the main points.',
  ],
  apply: [
    'The task is done correctly without help, and the result was checked.',
    'The task is done with small slips that do not change the result.',
    'The task is done in part, or only with help at important steps.',
    'The task is not done, or the result cannot be used.',
  ],
  analyze: [
    'The parts and how they depend on each other are shown, with evidence for each claim.',
    'The main parts and their links are shown; some claims lack evidence.',
    'Parts are named, but how they are related stays unclear.',
    'The matter is retold without being taken apart.',
  ],
  evaluate: [
    'The judgement follows from stated criteria, and other views are weighed.',
    'The judgement follows from stated criteria.',
    'A judgement is given, but its criteria stay unclear.',
    'An opinion is given without reasons.',
  ],
  create: [
    'The product is complete, fits its purpose, and its choices are explained.',
    'The product is complete and fits its purpose in the main.',
    'The product has gaps that limit its use.',
    'The product is missing or does not fit its purpose.',
  ],
}

const LABELS = ['Excellent', 'Good', 'Sufficient', 'Not yet sufficient'] as const

/** A rubric with one criterion for each outcome; if there are many, the last ones share one. */
export function rubricFor(outcomes: readonly Outcome[]): Rubric {
  const groups = groupOutcomes(outcomes)
  const criteria = groups.map((group) => criterion(nameOf(group), group, group[0]?.bloom ?? 'apply'))
  const all = outcomes.map(({ id }) => id)
  const general: readonly RubricCriterion[] = [
    criterionOf('Use of terms and sources', all, [
      'Terms are used as the sources define them, and sources are named throughout.',
      'Terms are used correctly in the main, and sources are named.',
      'Several terms are used loosely, or sources are named in places only.',
      'Terms are confused, and no source is named.',
    ]),
    criterionOf('Clarity of the work', all, [
      'The work is easy to follow from start to end.',
      'The work can be followed with little effort.',
      'Parts of the work can only be followed with questions.',
      'The work cannot be followed by others.',
    ]),
  ]
  const complete = [...criteria, ...general.slice(0, Math.max(1, MIN_CRITERIA - criteria.length))]
  const weights = apportion(
    100,
    complete.map((_unused, index) => (index < criteria.length ? 3 : 2)),
  )
  return { criteria: complete.map((part, index) => ({ ...part, weight: weights[index] ?? 0 })) }
}

function groupOutcomes(outcomes: readonly Outcome[]): readonly (readonly Outcome[])[] {
  const single = outcomes.slice(0, MAX_CRITERIA - 1).map((outcome) => [outcome])
  const rest = outcomes.slice(MAX_CRITERIA - 1)
  return rest.length === 0 ? single : [...single, rest]
}

function nameOf(group: readonly Outcome[]): string {
  const [first, ...more] = group
  const name = withoutEnd(first?.text ?? 'Result')
  return more.length === 0 ? name : `${name}; ${more.map(({ text }) => lowerFirst(withoutEnd(text))).join('; ')}`
}

function criterion(name: string, outcomes: readonly Outcome[], bloom: BloomLevel): RubricCriterion {
  return criterionOf(
    name,
    outcomes.map(({ id }) => id),
    LEVELS[bloom],
  )
}

function criterionOf(name: string, outcomeIds: readonly string[], descriptors: readonly string[]): RubricCriterion {
  return { name, weight: 0, outcomeIds, description: descriptors[0] ?? '' }
}
