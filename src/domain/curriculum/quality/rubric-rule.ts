import type { Rubric, RubricCriterion } from '../rubric.js'
import { countWords, normaliseText } from '../text/words.js'
import { allRubrics } from './all-rubrics.js'
import { check, type QualityRule } from './quality-rule.js'

const LEAST = { criteria: 3, levels: 3, descriptorWords: 4 } as const

/** What is wrong with a rubric; nothing: `undefined`. */
function rubricFault({ criteria }: Rubric): string | undefined {
  if (criteria.length < LEAST.criteria) return `the rubric has ${criteria.length} criteria`
  const weight = criteria.reduce((sum, criterion) => sum + criterion.weight, 0)
  if (Math.abs(weight - 100) > 1e-6) return `the weights of the criteria sum to ${weight}`
  return criteria.map(criterionFault).find((fault) => fault !== undefined)
}

function criterionFault({ name, levels, outcomeIds }: RubricCriterion): string | undefined {
  if (levels.length < LEAST.levels) return `criterion "${name}" has ${levels.length} levels`
  if (levels.some(({ points }, index) => points >= (levels[index - 1]?.points ?? Number.POSITIVE_INFINITY)))
    return `the points of criterion "${name}" do not fall from level to level`
  const descriptors = levels.map(({ descriptor }) => normaliseText(descriptor))
  if (new Set(descriptors).size < descriptors.length) return `two levels of criterion "${name}" read the same`
  if (levels.some(({ descriptor }) => countWords(descriptor) < LEAST.descriptorWords))
    return `a level of criterion "${name}" is described in less than ${LEAST.descriptorWords} words`
  return outcomeIds.length === 0 ? `criterion "${name}" belongs to no outcome` : undefined
}

/** R39. */
export const RUBRIC_RULE: QualityRule = {
  id: 'R39',
  title:
    'Rubric: three criteria, three levels with falling points and distinct descriptors, weights 100, criteria mapped',
  hard: false,
  passAt: 1,
  language: 'any',
  checks: ({ curriculum }) =>
    allRubrics(curriculum).map(({ rubric, pointer }) =>
      check(pointer, rubricFault(rubric), 'describe what a work at each level shows, for each criterion'),
    ),
}
